"""Long lists, and long texts, in a real browser: the site with enough articles for it."""

import re

import pytest
from playwright.sync_api import expect

from tasks.preview_server import PreviewServer
from tests.generated import MANY
from tests.servers import at_work


@pytest.fixture(scope="module")
def long_address(long_folder):
    server = PreviewServer(0)
    server.publish(long_folder, ())
    with at_work(server):
        yield f"http://localhost:{server.server_address[1]}"


@pytest.fixture
def open_long(browser, long_address):
    """Open a page of the long site in a fresh profile."""
    contexts = []

    def open_long(path, **options):
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.goto(long_address + path)
        return page

    yield open_long
    for context in contexts:
        context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_every_article_is_reached_by_going_on(open_long, script):
    """From the first page to the last by “Volgende”, and each page knows which it is."""
    page = open_long("/artikelen/", java_script_enabled=script)
    pages = page.get_by_role("navigation", name="Pagina’s van deze lijst")
    seen = []
    for number in range(1, 7):
        expect(pages.locator("[aria-current=page]")).to_have_text(f"Pagina {number}")
        seen += page.locator(".row h3 a").all_inner_texts()
        if number < 6:
            pages.get_by_role("link", name="Volgende pagina").press("Enter")
            expect(page).to_have_title(
                f"Artikelen voor ouders over hechting en opvoeden, pagina {number + 1} · Nabij"
            )
    assert len(set(seen)) == MANY + 7
    expect(pages.get_by_role("link", name="Volgende pagina")).to_have_count(0)
    pages.get_by_role("link", name="Pagina 1", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Thema’s")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/artikelen/pagina/3/", "/artikelen/thema/opvoeden/pagina/2/", "/artikelen/proef/"]
)
def test_it_all_fits_a_small_phone(open_long, path):
    """No sideways scroll at 320 pixels: WCAG 1.4.10."""
    page = open_long(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_wide_table_scrolls_by_keyboard(open_long):
    """Its frame takes the focus and shows it; words are not broken to fit."""
    page = open_long("/artikelen/proef/", viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    frame = page.get_by_role("group", name="Tabel").first
    assert frame.evaluate("(frame) => frame.scrollWidth > frame.clientWidth")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.frame').scrollLeft > 0")
    assert (
        page.get_by_role("group", name="Tabel")
        .nth(1)
        .evaluate("(frame) => frame.scrollWidth === frame.clientWidth")
    )


def test_the_sign_of_a_heading_shows_on_focus_and_moves_nothing(open_long):
    """A name for screen readers without the sign; the address of the heading in the address bar."""
    page = open_long("/artikelen/proef/")
    heading = page.get_by_role("heading", name="Een kop met nadruk", exact=True)
    link = heading.get_by_role("link", name="Een kop met nadruk", exact=True)
    sign = "(link) => getComputedStyle(link, '::before').content"
    before = heading.bounding_box()
    assert link.evaluate(sign) == "none"
    link.focus()
    assert link.evaluate(sign) == '"#" / ""'
    assert heading.bounding_box() == before
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#een-kop-met-nadruk$"))


def test_a_note_leads_there_and_back(open_long):
    """By keyboard, in words."""
    page = open_long("/artikelen/proef/")
    page.locator("[role=doc-noteref]").nth(1).press("Enter")
    expect(page).to_have_url(re.compile("#fn:twee$"))
    page.keyboard.press("Tab")
    expect(page.locator("#fn\\:twee a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#fnref:twee$"))
