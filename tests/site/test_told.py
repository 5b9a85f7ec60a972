"""What the pages of the built site tell search engines is true of them, and is told once."""

import json
from datetime import date

from plugins.dutch import euros, long_date
from tests.builders import SITE

ADDRESSES = {"url", "item", "mainEntityOfPage", "image"}
DATES = {"datePublished", "dateModified"}
# What a page says in other words, or without words: the kind of thing, its language, its place in a list.
UNSPOKEN = {"@context", "@type", "@id", "inLanguage", "position", "dayOfWeek", "priceCurrency"}


def graph_of(page):
    (script,) = page.all('script[type="application/ld+json"]')
    data = json.loads(script.text())
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def leaves(node, key=""):
    """Every (key, value) at the ends of a graph."""
    if isinstance(node, dict):
        assert node
        for name, value in node.items():
            yield from leaves(value, name)
    elif isinstance(node, list):
        assert node, key
        for value in node:
            yield from leaves(value, key)
    else:
        yield key, node


def squeezed(text):
    return " ".join(text.split())


def said(key, value):
    """How a page says a value of the graph."""
    if key in DATES:
        return squeezed(long_date(date.fromisoformat(value)))
    if key in ("opens", "closes"):
        return value.removeprefix("0").replace(":", ".")
    if key == "price":
        return squeezed(euros(value)) if value else "Gratis"
    return squeezed(value)


def test_every_page_that_may_be_found_tells_what_it_is(live_site):
    """One script a page, of kinds that fit it; none on a page that is kept out of search."""
    listing = ["BreadcrumbList"]
    kinds = {
        "/": ["WebSite", "ProfessionalService", "Person"],
        "/contact/": ["ProfessionalService", "BreadcrumbList"],
        "/veelgestelde-vragen/": ["FAQPage", "BreadcrumbList"],
    }
    for page in live_site.pages:
        if page.address in ("/404.html", "/contact/bedankt/"):
            assert page.all('script[type="application/ld+json"]') == []
            continue
        expected = kinds.get(page.address, listing)
        if page.all("article header time"):
            expected = ["Article", *listing]
        elif page.address.startswith("/diensten/") and page.address != "/diensten/":
            expected = ["Service", *listing]
        assert [node["@type"] for node in graph_of(page)] == expected, page.address


def test_no_page_tells_what_it_does_not_show(live_site, preview_site):
    """Nothing empty, every address on the site, every other value in the text of the page."""
    problems = []
    for site, address in ((live_site, SITE), (preview_site, "http://localhost:8000")):
        for page in site.pages:
            if not page.all('script[type="application/ld+json"]'):
                continue
            text = squeezed(page.tree.body.text())
            for key, value in leaves(graph_of(page)):
                if key in ADDRESSES:
                    there = value.startswith(address) and value.removeprefix(address) in site.addresses
                else:
                    there = key in UNSPOKEN or said(key, value) in text
                if not there or value in ("", None):
                    problems.append((page.address, key, value))
    assert problems == []


def test_nodes_point_at_nodes(live_site):
    """What is named by @id alone is described on a page."""
    nodes = [node for page in live_site.pages for node in _all_nodes(page)]
    described = {node["@id"] for node in nodes if "@id" in node and len(node) > 1}
    assert {node["@id"] for node in nodes if node.keys() == {"@id"}} <= described


def test_nothing_is_told_twice(live_site):
    """No microdata beside it."""
    assert [page.address for page in live_site.pages if page.all("[itemscope], [itemprop]")] == []


def _all_nodes(page):
    found = list(graph_of(page)) if page.all('script[type="application/ld+json"]') else []
    for node in found:
        found += [value for value in node.values() if isinstance(value, dict)]
    return found
