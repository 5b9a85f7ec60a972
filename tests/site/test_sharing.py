"""What leaves the site has whole addresses, and a shared link shows what it leads to."""

import pytest

from plugins.absolute import absolute, absolute_address
from tests.builders import SITE

PAGE = "https://www.nabij.nl/artikelen/a/"
NOT_TO_BE_FOUND = {"/404.html", "/contact/bedankt/"}


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        (
            '<a href="/over/">o</a> <a href="#fn:1">1</a>',
            '<a href="https://www.nabij.nl/over/">o</a> <a href="https://www.nabij.nl/artikelen/a/#fn:1">1</a>',
        ),
        ('<a href="mailto:a@b.nl">m</a>', '<a href="mailto:a@b.nl">m</a>'),
        ('<a href="https://x.nl/?a=1&amp;b">x</a>', '<a href="https://x.nl/?a=1&amp;b">x</a>'),
        ('<img src="/a.jpg" alt="">', '<img src="https://www.nabij.nl/a.jpg" alt="">'),
        (
            '<source srcset="/a.avif 480w, /b.avif 960w">',
            '<source srcset="https://www.nabij.nl/a.avif 480w, https://www.nabij.nl/b.avif 960w">',
        ),
        (
            '<style>p {}</style><img srcset="/a.jpg, /b.jpg 1.5x">',
            '<style>p {}</style><img srcset="https://www.nabij.nl/a.jpg, https://www.nabij.nl/b.jpg 1.5x">',
        ),
        ("<p>a &lt; b</p>", "<p>a &lt; b</p>"),
        ("", ""),
    ],
)
def test_addresses_are_made_whole(html, whole):
    """Links, anchors, pictures in all their sizes; what is whole stays, and so does the text."""
    assert absolute(html, PAGE) == whole


@pytest.mark.parametrize("address", ["kaarten/a.png", "/kaarten/a.png", f"{SITE}/kaarten/a.png"])
def test_an_address_may_begin_with_a_slash(address):
    """One place, however it is written."""
    assert absolute_address(address, SITE) == f"{SITE}/kaarten/a.png"


def test_a_shared_link_shows_a_card(live_site):
    """Open Graph on every page that may be found, with the words of the page and its one address."""
    for page in live_site.pages:
        og = {
            node.attributes["property"]: node.attributes["content"]
            for node in page.all('meta[property^="og:"]')
        }
        if page.address in NOT_TO_BE_FOUND:
            assert og == {}
            continue
        assert og["og:type"] == ("article" if page.all("article header time") else "website"), page.address
        assert og["og:url"] == page.attributes('link[rel="canonical"]', "href")[0]
        assert og["og:url"] == f"{SITE}{page.address}"
        assert og["og:description"] == page.attributes('meta[name="description"]', "content")[0]
        assert page.all("title")[0].text().startswith(og["og:title"])
        assert (og["og:locale"], og["og:site_name"]) == ("nl_NL", "Nabij")
        large = page.attributes('meta[name="twitter:card"]', "content") == ["summary_large_image"]
        assert large == ("og:image" in og)
        if large:
            assert og["og:image"].removeprefix(SITE) in live_site.addresses
            assert {"og:image:width", "og:image:height", "og:image:alt"} <= og.keys()
