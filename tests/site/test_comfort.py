"""What a text can hold, by the one example of all of it: a draft, and so in the preview alone."""

import pytest

from tests.builders import ROOT
from tests.site.test_site import page_of

SLUG = "voorbeeld-opmaak"
ADDRESS = f"/artikelen/{SLUG}/"
TITLE = "Voorbeeld: alles wat je in een tekst kunt doen"
ELEMENTS = {
    "h2[id]": "## Koppen",
    "h3[id]": "### Een kleinere kop",
    "strong": "**vet**",
    "em": "*schuin*",
    "ul > li": "- samen de tafel dekken",
    "ol > li": "1. Ga naast je kind zitten.",
    'a[href="/artikelen/tegenwil-waarom-duwen-averechts-werkt/"]': "({filename}/artikelen/tegenwil-",
    'a[href^="https://"]': "(https://",
    "blockquote > p": "> Een klein gebaar",
    'sup a[href="#fn:1"]': "overslaan.[^1]",
    '.footnote li[id="fn:1"]': "[^1]: Dit is de voetnoot.",
    ".admonition.oefening > .admonition-title + p": '!!! oefening "',
    ".admonition.let-op > .admonition-title + p": '!!! let-op "',
    ".admonition.hulp > .admonition-title + p": '!!! hulp "',
    ".admonition.note > .admonition-title + p": '!!! note "',
    "dl > dt + dd": ":   De band",
    "table > thead + tbody td": "| Ochtend |",
    'img[alt^="Tekening"][width][height]': "![Tekening",
    "details > summary + p": '<details markdown="1">',
    ".strands > ol > li > strong": '<div class="strands" markdown>',
    ".signs > ul > li": '<div class="signs" markdown>',
}


@pytest.fixture
def prose(preview_site):
    return page_of(preview_site, ADDRESS).tree.css_first(".prose")


def test_the_example_is_in_the_preview_with_its_ribbon(preview_site):
    """At its own address; whoever sees it is told that it is a draft."""
    page = page_of(preview_site, ADDRESS)
    assert page.tree.css_first("h1").text() == TITLE
    assert "concept" in page.tree.css_first(".ribbon[role=note]").text()


@pytest.mark.parametrize("selector", ELEMENTS)
def test_every_element_comes_out_as_html(prose, selector):
    """Not as the marks that the coach typed."""
    assert prose.css(selector)


@pytest.mark.parametrize("written", ELEMENTS.values())
def test_every_element_is_shown_as_it_is_written(prose, written):
    """The very marks stand in a block of code."""
    assert any(written in code.text() for code in prose.css("pre > code"))


def test_what_is_shown_is_what_was_written():
    """Each block of code is in the source a second time, where it does its work."""
    source = (ROOT / "content" / "artikelen" / f"{SLUG}.md").read_text(encoding="utf-8")
    parts = source.split("```")
    text = " ".join("".join(parts[0::2]).split())
    for block in parts[1::2]:
        for line in block.removeprefix("markdown\n").splitlines():
            assert " ".join(line.split()) in text


def test_nothing_of_it_is_on_the_live_site(live_site, live_folder):
    """No page, no line in a list, no feed or other file that names it."""
    assert ADDRESS not in live_site.addresses
    for path in live_folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert SLUG.encode() not in content, path
            assert TITLE.encode() not in content, path
