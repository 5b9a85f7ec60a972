"""What is not public yet, headers in Dutch, and addresses that were: in tiny sites built for real."""

import pytest

from tests.site.tiny import TinySite

ARTICLE = "---\ntitel: {title}\nslug: {slug}\ndatum: {date}\nthema: Rust\n{more}---\n's Avonds.\n"
TEXTS = (
    ("Gewoon", "gewoon", "3 maart 2026", ""),
    ("Concept", "concept", "2026-03-03", "status: concept\n"),
    ("Later", "later", "1 januari 2999", ""),
)


@pytest.fixture
def make_site(tmp_path):
    """A site with an article, a draft, an article of a later date, a draft of a page and of a service."""

    def make(preview):
        site = TinySite(tmp_path, preview)
        for title, slug, date, more in TEXTS:
            text = ARTICLE.format(title=title, slug=slug, date=date, more=more)
            site.write(f"content/artikelen/{slug}.md", text)
        site.write("content/paginas/p.md", "---\ntitle: P\nslug: p\nstatus: draft\n---\nx")
        site.write("content/diensten/d.md", "---\ntitle: D\nslug: d\norder: 1\nstatus: draft\n---\nx")
        built = site.build()
        assert built.returncode == 0, built.stdout + built.stderr
        return site

    return make


def test_live_a_draft_has_no_address_at_all(make_site):
    """Neither a draft nor tomorrow's article, page or service, under no name."""
    assert make_site(preview=False).pages() == ["artikelen/gewoon/index.html"]


def test_the_preview_shows_each_at_the_address_that_it_will_have(make_site):
    """And tells what each waits for."""
    site = make_site(preview=True)
    assert site.pages() == [
        "artikelen/concept/index.html",
        "artikelen/gewoon/index.html",
        "artikelen/later/index.html",
        "diensten/d/index.html",
        "p/index.html",
    ]
    assert site.page("artikelen/gewoon").startswith("ARTICLE Gewoon  <p>")
    assert site.page("artikelen/concept").startswith("ARTICLE Concept draft ")
    assert site.page("artikelen/later").startswith("ARTICLE Later date ")


def test_headers_are_read_in_dutch_and_text_is_typeset(make_site):
    """The date in words was a date, or there would be no page."""
    assert "<p>’s Avonds.</p>" in make_site(preview=False).page("artikelen/gewoon")


def test_an_address_that_was_sends_on(tmp_path):
    """By a page, and by `_redirects` for hosts that read it."""
    site = TinySite(tmp_path)
    site.write("content/verhuisd.txt", "# oud\n/artikelen/oud/ → /artikelen/nieuw/\n/weg -> /over/ # zo\n")
    assert site.build().returncode == 0
    assert site.page("artikelen/oud") == "MOVED /artikelen/nieuw/"
    assert site.page("weg") == "MOVED /over/"
    redirects = (site.folder / "output" / "_redirects").read_text(encoding="utf-8")
    assert redirects == "/artikelen/oud/ /artikelen/nieuw/ 301\n/weg/ /over/ 301\n"
