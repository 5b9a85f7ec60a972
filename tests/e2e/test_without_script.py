"""The contact page with JavaScript off, or with our script lost on the way."""

from playwright.sync_api import expect

from tests.e2e.visitor import fill_in, mails_with, send, solve, without_our_script


def test_without_javascript_the_page_says_what_to_do(open_page, running):
    """The form is there with its labels, and so is another way in."""
    page = open_page("/contact/", java_script_enabled=False)
    expect(page.locator("#bericht")).to_be_visible()
    notice = page.locator("#controle .notice")
    expect(notice).to_contain_text("De controle tegen spam werkt alleen met JavaScript")
    expect(notice).to_contain_text("mail naar hallo@nabij.example")
    expect(page.locator("[data-receipt-panel]")).to_be_hidden()


def test_without_javascript_a_sent_form_comes_back_with_every_word(open_page, running):
    """The endpoint's own page: the site's style, the errors, the text, the way on."""
    page = open_page("/contact/", java_script_enabled=False)
    text = fill_in(page)
    send(page)
    expect(page).to_have_title("Er ontbreekt nog iets · Nabij")
    assert page.url == f"{running.api}/contact"
    expect(page.locator("#bericht")).to_have_value(text)
    expect(page.get_by_label("Waar gaat je bericht over?")).to_have_value("oudercoaching")
    expect(page.locator("#controle .notice")).to_contain_text(
        "De controle tegen spam werkt alleen met JavaScript"
    )


def test_the_endpoints_own_page_works_when_our_script_did_not_load(open_page, running):
    """A plain form with script in the browser: the page that comes back has the widget in it."""
    page = open_page("/contact/")
    without_our_script(page)
    page.reload()
    text = fill_in(page)
    send(page)
    expect(page).to_have_title("Er ontbreekt nog iets · Nabij")
    solve(page)
    send(page)
    expect(page).to_have_url(f"{running.site}/contact/bedankt/")
    assert len(mails_with(running, text)) == 1
    assert page.faults == []
