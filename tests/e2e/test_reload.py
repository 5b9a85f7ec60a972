"""The preview as the coach sees it: what she saves is on the page before she looks up."""

import pytest
from playwright.sync_api import expect

from tests.preview import preview

ARTICLE = "zes-manieren-waarop-een-kind-zich-hecht"


@pytest.fixture(scope="module")
def running(tmp_path_factory, content):
    with preview(tmp_path_factory.mktemp("var"), content=content) as running:
        yield running


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_saved_text_is_shown_in_its_place(open_page, content):
    """Without another load: the place on the page stays, and so does what was opened."""
    page = open_page(f"/artikelen/{ARTICLE}/")
    page.evaluate("window.same = true")
    page.get_by_role("heading", name="Als een draad dun wordt").last.scroll_into_view_if_needed()
    began = page.evaluate("scrollY")
    page.mouse.wheel(0, 900)
    # Where the browser has gone to the heading already, any place is past the top: wait for the wheel itself.
    page.wait_for_function("began => scrollY > 500 && scrollY >= began + 900", arg=began)
    before = page.evaluate("scrollY")
    replace(content / "artikelen" / f"{ARTICLE}.md", "een manier even niet.", "een manier nu niet.")
    expect(page.get_by_text("Soms past een manier nu niet.")).to_be_visible()
    assert page.evaluate("window.same")
    assert page.evaluate("scrollY") == pytest.approx(before, abs=2)


def test_style_that_a_text_needs_comes_with_it(open_page, content):
    """Without another load: a page carries the style of what is on it, and no more."""
    page = open_page(f"/artikelen/{ARTICLE}/")
    page.evaluate("window.same = true")
    before = style(page)
    note = '!!! note "Weetje"\n    Een kaartje helpt ook.\n\n'
    replace(content / "artikelen" / f"{ARTICLE}.md", "## Als een draad", f"{note}## Als een draad")
    expect(page.get_by_text("Een kaartje helpt ook.")).to_be_visible()
    assert page.evaluate("window.same")
    assert style(page) == style(open_page(f"/artikelen/{ARTICLE}/"))
    assert style(page)["text"] != before["text"]


def style(page):
    """The style in the head of a page, and what it makes of a note."""
    return page.evaluate(
        """() => {
            const text = document.querySelector("head style").textContent;
            const notes = [...document.querySelectorAll(".admonition")].map((note) => {
                const { backgroundColor, padding, borderInlineStart, margin } = getComputedStyle(note);
                return { backgroundColor, padding, borderInlineStart, margin };
            });
            return { text, notes };
        }"""
    )


def test_a_page_that_did_not_change_is_left_alone(open_page, content):
    """A change elsewhere says nothing to it."""
    page = open_page("/over/")
    page.evaluate("document.querySelector('h1').textContent = 'zoals het was'")
    other = open_page(f"/artikelen/{ARTICLE}/")
    replace(
        content / "artikelen" / f"{ARTICLE}.md", "Een foto in de schooltas", "Een tekening in de schooltas"
    )
    expect(other.get_by_text("Een tekening in de schooltas")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("zoals het was")


def test_a_fault_is_told_on_the_page_until_it_is_mended(open_page, content):
    """In Dutch, by file and line; the last good page stays, and who opens it now hears it too."""
    path = content / "artikelen" / f"{ARTICLE}.md"
    page = open_page(f"/artikelen/{ARTICLE}/")
    replace(path, "category: Hechting", "category: [Hechting")
    bar = page.get_by_role("alert")
    expect(bar).to_contain_text(f"content/artikelen/{ARTICLE}.md:")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zes manieren")
    expect(open_page("/over/").get_by_role("alert")).to_contain_text(f"{ARTICLE}.md:")
    replace(path, "category: [Hechting", "category: Hechting")
    expect(bar).to_have_count(0)


def test_a_new_text_can_be_found_at_once(open_page, content):
    """The index is made when somebody searches."""
    page = open_page("/zoeken/")
    replace(content / "artikelen" / f"{ARTICLE}.md", "Huilen bij de deur", "Kwibusdans bij de deur")
    article = open_page(f"/artikelen/{ARTICLE}/")
    expect(article.get_by_text("Kwibusdans bij de deur")).to_be_visible()
    page.reload()
    page.get_by_label("Waar zoek je naar?").fill("kwibusdans")
    expect(page.locator("[data-results] li")).to_have_count(1)
