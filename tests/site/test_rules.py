"""Each rule finds its fault in a spoiled snippet, and nothing in a sound one."""

import pytest

from tests.site import rules
from tests.site.pages import Site, parse

SOUND = """<!doctype html><html lang="nl"><head><title>Over · Nabij</title>
<meta name="description" content="Een omschrijving die lang genoeg is voor een zoekresultaat.">
<link rel="canonical" href="https://www.nabij.nl/over/"><link rel="icon" href="/favicon.svg">
<style>body { background: url(/x.png) }</style></head>
<body><h1 id="a">Over</h1><h2>Een</h2><h3>Twee</h3><h2>Drie</h2>
<img src="/x.png" alt="" width="1" height="1"><svg aria-hidden="true"></svg>
<a href="https://elders.nl">elders</a>
<label for="naam">Naam</label><input id="naam" name="naam" aria-describedby="a">
<label><input type="radio"> Ja</label>
<pre><code>!!! note</code></pre><p>Zo: <code>[a](b)</code></p>
<script src="/x.js"></script><script type="application/ld+json">{}</script></body></html>"""


@pytest.mark.parametrize("rule", rules.PAGE_RULES)
def test_a_sound_page_has_no_problem(rule):
    """No rule cries wolf."""
    assert rule(parse(SOUND)) == []


@pytest.mark.parametrize(
    ("rule", "snippet", "problem"),
    [
        (rules.one_h1, "<h1>a</h1><h1>b</h1>", "heeft 2 hoofdkoppen (h1); één met tekst is goed"),
        (rules.one_h1, "<p>a</p>", "heeft 0 hoofdkoppen (h1); één met tekst is goed"),
        (rules.one_h1, "<h1> </h1>", "heeft 1 hoofdkoppen (h1); één met tekst is goed"),
        (rules.headings_in_order, "<h1>a</h1><h3>b</h3>", "kop “b” is h3, maar ervoor staat geen h2"),
        (rules.language, "<html lang='en'>", "zegt niet dat de taal Nederlands is"),
        (rules.title, "<title></title>", "heeft geen titel voor het browservenster"),
        (rules.description, "<meta name=description content=' '>", "heeft geen omschrijving (description)"),
        (
            rules.description,
            "<meta name=description content=kort>",
            "de omschrijving telt 4 tekens; 50 tot 170 is goed",
        ),
        (rules.images_described, "<img src=/a.png>", "afbeelding /a.png heeft geen alt"),
        (
            rules.images_described,
            "<svg></svg>",
            "een tekening heeft geen naam en is niet als versiering gemerkt",
        ),
        (
            rules.images_sized,
            "<img src=/a.png alt='' width=1>",
            "afbeelding /a.png heeft geen width of height",
        ),
        (
            rules.nothing_from_elsewhere,
            "<script src=//x.nl/a.js></script>",
            "haalt iets op bij een ander: //x.nl/a.js",
        ),
        (
            rules.nothing_from_elsewhere,
            "<img srcset='/a.png 1x, https://x.nl/a.png 2x'>",
            "haalt iets op bij een ander: https://x.nl/a.png",
        ),
        (
            rules.nothing_from_elsewhere,
            "<style>@import 'https://x.nl/a.css';</style>",
            "haalt iets op bij een ander: https://x.nl/a.css",
        ),
        (
            rules.nothing_from_elsewhere,
            "<link rel=preconnect href=https://x.nl>",
            "haalt iets op bij een ander: https://x.nl",
        ),
        (
            rules.nothing_from_elsewhere,
            "<iframe src=https://x.nl></iframe>",
            "haalt iets op bij een ander: https://x.nl",
        ),
        (rules.nothing_inline, "<p style='x: y'>", "heeft opmaak in een style-attribuut: x: y"),
        (rules.nothing_inline, "<body><style>a{}</style>", "heeft opmaak buiten de kop van de pagina"),
        (rules.nothing_inline, "<script>a()</script>", "heeft een script in de pagina zelf"),
        (
            rules.nothing_inline,
            "<main><script type=module>a()</script></main>",
            "heeft een script in de pagina zelf",
        ),
        (rules.nothing_inline, "<p onclick=a()>", "heeft een script in het attribuut onclick"),
        (rules.ids_unique, "<p id=a></p><p id=a></p>", "id “a” komt 2 keer voor"),
        (rules.links_have_text, "<a href=/a><svg></svg></a>", "link naar /a heeft geen tekst"),
        (rules.controls_labelled, "<input name=a id=b>", "veld a heeft geen label"),
        (
            rules.references_exist,
            "<input aria-describedby='x'>",
            "aria-describedby wijst naar “x”, dat er niet is",
        ),
        (rules.nothing_left_over, "<p>{filename}/a.md</p>", "laat een opmaakteken zien: {filename}"),
        (rules.nothing_left_over, "<p>[a](b)</p>", "laat een opmaakteken zien: ]("),
        (rules.nothing_left_over, "<code>!!! a</code><p>!!! b</p>", "laat een opmaakteken zien: !!! "),
    ],
)
def test_a_rule_finds_its_fault(rule, snippet, problem):
    """In words that the coach can use."""
    assert rule(parse(snippet)) == [problem]


def a_site(**pages):
    """A site of pages by name: each at "/NAME/", with a stylesheet beside them."""
    made = tuple(parse(html, f"/{name}/") for name, html in pages.items())
    return Site(made, frozenset({page.address for page in made} | {"/site.css"}))


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<a href=/b/>b</a>", None),
        ("<a href=/b/#x>b</a>", None),
        ("<a href='#y'>b</a><p id=y>", None),
        ("<a href=mailto:a@b.nl>b</a><a href=https://x.nl/y>c</a><link href=/site.css>", None),
        ("<a href=/weg/>b</a>", "/a/: link /weg/ leidt nergens heen"),
        ("<a href=/b>b</a>", "/a/: link /b leidt nergens heen"),
        ("<a href=/b/#weg>b</a>", "/a/: link /b/#weg: dat anker is er niet"),
        ("<a href=b/>b</a>", "/a/: link b/ begint niet met /"),
        ("<img srcset='/site.css 1x, /weg.webp 2x'>", "/a/: link /weg.webp leidt nergens heen"),
        ("<script src=/weg.js></script>", "/a/: link /weg.js leidt nergens heen"),
    ],
)
def test_links_lead_somewhere(html, problem):
    """To a page that is there, by its clean address, and to an anchor that is on it."""
    assert rules.links_resolve(a_site(a=html, b="<p id=x>")) == ([problem] if problem else [])


def test_titles_differ():
    """Two pages of one name are named both."""
    rule = rules.unique("titel", "head > title")
    same = a_site(a="<title>x</title>", b="<title>x</title>", c="<title>y</title>")
    assert rule(same) == ["/a/, /b/: dezelfde titel: “x”"]
