"""The feed, opened by a person instead of a feed reader."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_opened_feed_reads_as_a_page(open_page, running, scheme):
    """It says what it is, shows a row for each article and no markup, fits a narrow screen, and leads on."""
    page = open_page("/artikelen/feed.xml", color_scheme=scheme, viewport={"width": 320, "height": 640})
    expect(page.locator("feed > title")).to_have_text("Artikelen van Nabij")
    expect(page.locator("feed > subtitle")).to_contain_text("Dit is een feed")
    expect(page.locator("entry").first).to_be_visible()
    assert "<p>" not in page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => e.checkVisibility()"
        " && !e.children.length).map(e => e.textContent).join(' ')"
    )
    ground = {"light": "rgb(251, 248, 243)", "dark": "rgb(20, 28, 26)"}
    expect(page.locator("feed")).to_have_css("background-color", ground[scheme])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("summary a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.startswith(f"{running.site}/artikelen/")
