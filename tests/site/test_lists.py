"""Lists of many articles, on a site with enough of them, and every kind of thing that a text can hold."""

import pytest

from tests.generated import MANY
from tests.site.rules import problems_of_site


def page_of(site, address):
    (page,) = [page for page in site.pages if page.address == address]
    return page


def rows(page):
    return page.attributes(".rows .row h2 a, .rows .row h3 a", "href")


def title(page):
    return page.tree.css_first("title").text()


def test_every_page_of_every_list_meets_every_rule(long_folder):
    """Titles and descriptions too differ from page to page."""
    assert problems_of_site(long_folder) == []


def test_the_articles_go_on_from_page_to_page(long_site):
    """Twelve on each, newest first, none twice, none lost."""
    addresses = ["/artikelen/"] + [f"/artikelen/pagina/{number}/" for number in range(2, 7)]
    pages = [rows(page_of(long_site, address)) for address in addresses]
    assert [len(found) for found in pages] == [12, 12, 12, 12, 12, 7]
    listed = [address for found in pages for address in found]
    assert len(set(listed)) == len(listed) == MANY + 7
    assert listed[0] == "/artikelen/je-eigen-jeugd-en-je-patronen-als-ouder/"
    assert listed[-2:] == ["/artikelen/dag-1/", "/artikelen/proef/"]


def test_the_first_page_offers_the_themes_before_the_articles(long_site, live_site):
    """With how much is in each; with few articles they simply stand under their theme."""
    headings = [node.text() for node in page_of(long_site, "/artikelen/").all("main h2")]
    assert headings == ["Thema’s", "Op onderwerp", "Nieuwste artikelen"]
    assert [node.text() for node in page_of(long_site, "/artikelen/pagina/2/").all("main h2")] == [
        "Oudere artikelen"
    ]
    few = page_of(live_site, "/artikelen/")
    assert [node.text() for node in few.all("main h2")][-1] == "Op onderwerp"
    assert len(rows(few)) == 6
    assert few.all('nav[aria-label^="Pagina"]') == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/artikelen/pagina/2/", "Artikelen voor ouders over hechting en opvoeden, pagina 2 · Nabij"),
        ("/artikelen/thema/hechting/pagina/2/", "Hechting, alle artikelen in dit thema, pagina 2 · Nabij"),
        ("/artikelen/onderwerp/rust/pagina/2/", "Artikelen over rust, pagina 2 · Nabij"),
    ],
)
def test_a_page_says_which_it_is(long_site, address, said):
    """In its title, its heading and its crumbs, and it names itself as its own address."""
    page = page_of(long_site, address)
    assert title(page) == said
    assert page.tree.css_first("h1").text().endswith(", pagina 2")
    assert page.tree.css_first(".crumbs [aria-current]").text() == "Pagina 2"
    assert page.attributes("link[rel=canonical]", "href") == [f"http://localhost:8000{address}"]
    assert "Pagina 2." in page.attributes("meta[name=description]", "content")[0]


def test_the_pages_are_linked_both_ways(long_site):
    """First, last, this one and its neighbours; this one is marked, the gaps are silent."""
    nav = page_of(long_site, "/artikelen/pagina/4/").tree.css_first(
        'nav[aria-label="Pagina’s van deze lijst"]'
    )
    assert [" ".join(node.text().split()) for node in nav.css("li")] == [
        *(
            "Vorige pagina",
            "Pagina 1",
            "…",
            "Pagina 3",
            "Pagina 4",
            "Pagina 5",
            "Pagina 6",
            "Volgende pagina",
        ),
    ]
    assert [node.attributes["href"] for node in nav.css("[rel=prev], [rel=next]")] == [
        "/artikelen/pagina/3/",
        "/artikelen/pagina/5/",
    ]
    assert [node.attributes["href"] for node in nav.css("[aria-current=page]")] == ["/artikelen/pagina/4/"]
    assert [node.attributes["aria-hidden"] for node in nav.css(".gap")] == ["true"]


@pytest.fixture
def sample(long_site):
    return page_of(long_site, "/artikelen/proef/")


def test_a_heading_is_a_link_to_itself(sample):
    """Its text stays its name, for the link and for the heading."""
    heading = sample.tree.css_first("#een-kop-met-nadruk")
    (link,) = heading.css("a")
    assert link.attributes == {"href": "#een-kop-met-nadruk"}
    assert heading.text() == link.text() == "Een kop met nadruk"
    assert sample.attributes("h3#een-kleinere-kop > a", "href") == ["#een-kleinere-kop"]


def test_notes_stand_under_a_heading_and_lead_back(sample):
    """Both ways, in Dutch."""
    assert sample.tree.css_first(".footnote h2").text() == "Noten"
    assert sample.attributes("a[role=doc-noteref]", "href") == ["#fn:een", "#fn:twee"]
    back = sample.all("a.footnote-backref")
    assert [link.text() for link in back] == ["Terug naar de tekst"] * 2
    assert [link.attributes["title"] for link in back] == [
        f"Terug naar de tekst bij noot {number}" for number in (1, 2)
    ]


def test_tables_stand_in_a_frame_that_takes_the_focus(sample):
    """WCAG 2.1.1: what scrolls can be scrolled by keyboard."""
    frames = sample.all('.prose > .frame[role=group][aria-label="Tabel"][tabindex="0"] > table')
    assert len(frames) == len(sample.all(".prose table")) == 2


def test_a_quote_and_a_figure_keep_their_elements(sample):
    """What the style of the theme looks for."""
    assert sample.tree.css_first(".prose > blockquote p").text() == "Een zin die even alleen mag staan."
    assert sample.tree.css_first(".prose > figure > figcaption").text() == "Wat er te zien is"


def test_heavy_subjects_have_a_quick_way_out(long_site, sample):
    """After the skip link, before all else; it does not say where the visitor came from."""
    first, second = sample.all("body a")[:2]
    assert first.attributes["class"] == "skip"
    assert second.text() == "Verlaat deze site"
    assert second.attributes["rel"] == "noreferrer nofollow"
    assert "In de geschiedenis van je browser blijft deze pagina wel staan." in sample.tree.body.text()
    assert page_of(long_site, "/artikelen/dag-1/").all(".exit, .exit-note") == []
