"""Leaving in a hurry: the way out on pages about heavy subjects."""

import pytest
from playwright.sync_api import expect

HEAVY = "/artikelen/als-je-kind-zich-op-vrienden-richt/"
LIGHT = "/artikelen/tegenwil-waarom-duwen-averechts-werkt/"
OUTSIDE = "https://www.buienradar.nl/"


def way_out(page):
    return page.get_by_role("link", name="Verlaat deze site")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_two_tabs_and_enter_leave_the_site(open_page, running, script):
    """With script and without; the other site is asked nothing before, nor told where one came from."""
    page = open_page(HEAVY, java_script_enabled=script)
    asked = []

    def answer(route):
        asked.append(route.request)
        route.fulfill(content_type="text/html", body="<title>Het weer</title>")

    page.context.route(f"{OUTSIDE}**", answer)
    assert [url for url in page.requested if not url.startswith(running.site)] == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(way_out(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(OUTSIDE)
    assert "referer" not in asked[0].headers


@pytest.mark.parametrize("width", [320, 360, 1000, 1280, 1600, 1920])
def test_it_stays_in_sight_and_covers_no_text(open_page, width):
    """In the corner at the top and at the end of the page, in the margin or on its own bar below the text."""
    page = open_page(HEAVY, viewport={"width": width, "height": 700})
    for place in ("0", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {place})")
        expect(way_out(page)).to_be_in_viewport(ratio=1)
    box = way_out(page).bounding_box()
    assert box["height"] >= 44
    assert box["width"] >= 44
    if width >= 1280:
        wrap = page.locator("footer .wrap").bounding_box()
        assert box["x"] >= wrap["x"] + wrap["width"]
        # On one line where the margin has room for it.
        assert (box["width"] > 100) == (width >= 1600)
    else:
        last = page.locator("footer .wrap").bounding_box()
        assert last["y"] + last["height"] <= box["y"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_has_the_focus_is_not_under_the_bar(open_page):
    """WCAG 2.4.11, at every link of the page."""
    page = open_page(HEAVY, viewport={"width": 360, "height": 640})
    hidden = page.evaluate(
        """() => [...document.querySelectorAll("main a, main summary, footer a")]
          .filter((each) => each.checkVisibility())
          .filter((each) => {
            each.focus();
            const top = document.querySelector(".exit").getBoundingClientRect().top;
            return each.getBoundingClientRect().bottom > top;
          })
          .map((each) => each.textContent)"""
    )
    assert hidden == []


def test_it_is_not_on_paper_nor_on_other_pages(open_page):
    """A leaflet has nothing to leave."""
    page = open_page(HEAVY)
    page.emulate_media(media="print")
    expect(page.locator(".exit")).to_be_hidden()
    expect(page.locator(".exit-note")).to_be_hidden()
    expect(way_out(open_page(LIGHT))).to_have_count(0)
