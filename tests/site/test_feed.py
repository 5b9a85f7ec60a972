"""The Atom feed (RFC 4287): whole, right and readable in the live site."""

import re
from datetime import datetime

import feedparser
import pytest
from lxml import etree

from tests.builders import SITE
from tests.site.pages import parse

FEED = f"{SITE}/artikelen/feed.xml"
ATOM = {"a": "http://www.w3.org/2005/Atom", "h": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def source(live_folder):
    return (live_folder / "artikelen" / "feed.xml").read_bytes()


@pytest.fixture(scope="module")
def feed(source):
    """As a feed reader sees it; feedparser calls what is not well-formed or not clean "bozo"."""
    read = feedparser.parse(source, sanitize_html=False, resolve_relative_uris=False)
    assert not read.bozo
    assert read.version == "atom10"
    return read


def articles_of(site):
    return {page.address: page for page in site.pages if page.all("article header time")}


def test_the_feed_says_what_it_is(feed):
    """Whose it is, where it is, where its page is, and when it last changed."""
    assert feed.feed.title == "Artikelen van Nabij"
    assert feed.feed.id == FEED
    assert [(link.rel, link.href) for link in feed.feed.links] == [
        ("self", FEED),
        ("alternate", f"{SITE}/artikelen/"),
    ]
    assert feed.feed.author_detail == {"name": "Nabij", "href": f"{SITE}/"}
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)


def test_every_article_is_in_it_newest_first(feed, live_site):
    """By the address that its page has, which is its id too; with its theme, its subjects and its dates."""
    articles = articles_of(live_site)
    assert {entry.id.removeprefix(SITE) for entry in feed.entries} == articles.keys()
    assert len(feed.entries) == len(articles)
    published = [datetime.fromisoformat(entry.published) for entry in feed.entries]
    assert published == sorted(published, reverse=True)
    for entry, moment in zip(feed.entries, published, strict=True):
        page = articles[entry.id.removeprefix(SITE)]
        assert [(link.rel, link.href) for link in entry.links] == [("alternate", entry.id)]
        assert entry.title == page.all("h1")[0].text()
        assert moment.utcoffset() is not None
        assert moment.date().isoformat() == page.attributes("header time", "datetime")[0]
        assert datetime.fromisoformat(entry.updated) >= moment
        theme, *subjects = [tag.term for tag in entry.tags]
        assert theme == page.all(".eyebrow")[0].text()
        assert subjects == [node.text() for node in page.all(".article-end .tags a")]


def test_texts_are_whole(feed, live_site):
    """Every word of the article, its lead before it, and help in need after it where the page has it."""
    for entry in feed.entries:
        page = articles_of(live_site)[entry.id.removeprefix(SITE)]
        assert entry.content[0].type == "text/html"
        text = _words(parse(entry.content[0].value).tree.body.text(separator=" "))
        for selector in ("header .lead", ".threaded .prose", ".article-end .help"):
            for node in page.all(selector):
                assert _words(node.text(separator=" ")) in text


def test_its_links_lead_somewhere(feed, live_site):
    """Every address is whole; those of this site are of pages and files that are there."""
    for entry in feed.entries:
        content = parse(entry.content[0].value)
        found = [
            *content.attributes("[href]", "href"),
            *content.attributes("[src]", "src"),
            *(
                each.split()[0]
                for value in content.attributes("[srcset]", "srcset")
                for each in value.split(",")
            ),
        ]
        assert found
        for address in found:
            assert re.match(r"(https|tel|mailto):", address), address
            if address.startswith(SITE):
                assert address.removeprefix(SITE).split("#")[0] in live_site.addresses


def test_a_person_who_opens_it_reads_what_it_is(source, live_folder):
    """By a stylesheet of its own, and links that can be followed: in Dutch, without script."""
    assert b'<?xml-stylesheet type="text/css" href="/artikelen/feed.css"?>' in source
    style = (live_folder / "artikelen" / "feed.css").read_text(encoding="utf-8")
    assert style.startswith("@namespace ")
    assert "--paper:" in style
    root = etree.fromstring(source)
    assert "Dit is een feed" in root.findtext("a:subtitle/h:div/h:p", namespaces=ATOM)
    links = root.xpath("a:entry/a:summary//h:a/@href", namespaces=ATOM)
    assert links == root.xpath("a:entry/a:id/text()", namespaces=ATOM)


def test_browsers_are_told_of_it_where_articles_are_listed(live_site):
    """On the home page and the list of all articles."""
    told = {
        page.address: page.attributes('link[type="application/atom+xml"]', "href") for page in live_site.pages
    }
    assert {address: links for address, links in told.items() if links} == {
        "/": ["/artikelen/feed.xml"],
        "/artikelen/": ["/artikelen/feed.xml"],
    }


def _words(text):
    return " ".join(text.split())
