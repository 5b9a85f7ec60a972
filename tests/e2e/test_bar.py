"""The preview's own bar: what the check says of the text behind the page, quietly, and by keyboard."""

import json
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.checks import AXE_ALL
from tests.e2e.places import DESK, PHONE
from tests.preview import preview

ARTICLE = "zes-manieren-waarop-een-kind-zich-hecht"
SHOWN_SECONDS = 0.5
_SEEN = """text => new Promise(resolve => {
  const bar = document.querySelector('nabij-balk').shadowRoot;
  const seen = {};
  const look = () => {
    if (document.body.textContent.includes(text)) seen.page ??= performance.timeOrigin + performance.now();
    if (bar.textContent.includes(text)) seen.bar ??= performance.timeOrigin + performance.now();
    seen.page && seen.bar ? resolve(seen) : requestAnimationFrame(look);
  };
  look();
})"""


@pytest.fixture(scope="module")
def running(tmp_path_factory, content):
    with preview(tmp_path_factory.mktemp("var"), content=content) as running:
        yield running


@pytest.fixture
def text(content):
    """The file behind the page, as it was when the test is over."""
    path = content / "artikelen" / f"{ARTICLE}.md"
    before = path.read_text(encoding="utf-8")
    yield path
    path.write_text(before, encoding="utf-8")


def add(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def bar_of(page):
    return page.get_by_role("complementary", name="Voorbeeld")


def test_a_mistake_is_shown_and_gone_when_mended(open_page, text):
    """On one line until it is asked for; then with its line, what is wrong and what to do."""
    page = open_page(f"/artikelen/{ARTICLE}/")
    summary = bar_of(page).get_by_role("button", name="1 ding om naar te kijken")
    expect(summary).to_have_attribute("aria-expanded", "false")
    before = text.read_text(encoding="utf-8")
    add(text, "\nLees [hier](/weg/) meer.\n")
    expect(bar_of(page).get_by_role("status")).to_have_text("2 fouten en 1 advies")
    bar_of(page).get_by_role("button", name="2 fouten en 1 advies").press("Enter")
    panel = bar_of(page).get_by_role("region", name="Nagekeken")
    expect(panel).to_contain_text(f"content/artikelen/{ARTICLE}.md")
    first = panel.get_by_role("listitem").first
    line = len(before.splitlines()) + 2
    expect(first).to_contain_text(f"Fout regel {line}De link naar /weg/ leidt nergens heen")
    expect(panel.get_by_role("listitem").last).to_contain_text("Advies regel 2")
    text.write_text(before, encoding="utf-8")
    expect(panel.get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(summary).to_be_focused()
    assert page.faults == []


def test_a_page_tells_of_errors_in_other_texts(open_page, text):
    """With a link to their page; a list is the page of no one text."""
    add(text, "\n[hier](/weg/)\n")
    page = open_page("/artikelen/")
    bar_of(page).get_by_role("button", name="2 fouten in een andere tekst").click()
    panel = bar_of(page).get_by_role("region", name="Nagekeken")
    expect(panel).to_contain_text("Deze pagina wordt gemaakt uit meer dan \u00e9\u00e9n tekst.")
    panel.get_by_role("link", name=f"content/artikelen/{ARTICLE}.md").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zes manieren")


def test_the_bar_can_be_put_away(open_page):
    """By keyboard, and it stays away on the next page; what has the focus is never lost."""
    page = open_page("/over/")
    bar_of(page).get_by_role("button", name="Balk wegzetten").press("Enter")
    back = bar_of(page).get_by_role("button", name="Balk tonen: Deze tekst is in orde")
    expect(back).to_be_focused()
    page.goto(page.url)
    expect(bar_of(page).get_by_role("button", name="Balk wegzetten")).to_be_hidden()
    back.press("Enter")
    expect(bar_of(page).get_by_role("button", name="Balk wegzetten")).to_be_focused()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_bar(open_page, text, size, scheme):
    """Closed and open, with errors and advice; and all of it is on the screen."""
    add(text, "\n[hier](/weg/)\n")
    page = open_page(f"/artikelen/{ARTICLE}/", viewport=size, color_scheme=scheme)
    summary = bar_of(page).get_by_role("button", name="2 fouten en 1 advies")
    # The bar comes after the page, and what it says after the check.
    expect(summary).to_be_visible()
    for _ in range(2):
        found = Axe().run(page, context={"include": [["nabij-balk"]]}, options=AXE_ALL).response
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
        box = bar_of(page).locator(".line").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert page.evaluate("document.scrollingElement.scrollWidth") <= size["width"]
        summary.click()


def test_the_bar_is_not_printed_and_knows_nothing_of_the_page(open_page):
    """The style of neither reaches the other."""
    page = open_page("/over/")
    summary = bar_of(page).locator(".summary")
    expect(summary).to_be_visible()
    before = summary.evaluate("each => getComputedStyle(each).cssText")
    page.add_style_tag(content="* { color: red !important; letter-spacing: 1em } button { padding: 9em }")
    assert summary.evaluate("each => getComputedStyle(each).cssText") == before
    page.emulate_media(media="print")
    expect(summary).to_be_hidden()


def test_how_soon_a_save_is_seen(open_page, text, capsys):
    """In the page, and its message in the bar: the times are printed, beside what they are to be."""
    page = open_page(f"/artikelen/{ARTICLE}/")
    expect(bar_of(page).get_by_role("button", name="1 ding om naar te kijken")).to_be_visible()
    times = []
    for number in range(5):
        word = f"kwibus{number}"
        page.evaluate(f"void (window.seen = ({_SEEN})({json.dumps(word)}))")
        add(text, f"\n[{word}](/weg-{word}/)\n")
        saved = time.time() * 1000
        seen = page.evaluate("seen")
        times.append((seen["page"] - saved, seen["bar"] - saved))
    with capsys.disabled():
        pages, bars = (sorted(round(each) for each in column) for column in zip(*times, strict=True))
        print(f"\nmilliseconds after a save (at most {SHOWN_SECONDS:.1f} s): page {pages}, message {bars}")
    assert len(times) == 5
