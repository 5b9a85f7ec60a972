"""The contact page with JavaScript off, with our script lost on the way, and for who wants no hCaptcha."""

import re
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from contact_api.code_captcha import TOKEN_SECONDS, CodeCaptcha
from tasks.serve_environ import SECRET_KEY
from tests.e2e.visitor import fill_in, mails_with, receipt_of, send, without_our_script

ONE_STEP = "Nog één stap: typ de code over · Nabij"

# Seconds, as the browser reads them from the file itself.
LENGTH = """sound => new Promise((done, fail) => {
  sound.onloadedmetadata = () => done(sound.duration);
  sound.onerror = () => fail(new Error(sound.error.message));
  sound.preload = 'metadata';
  sound.load();
})"""
PLAYED = """sound => new Promise(done => {
  if (sound.currentTime) done(sound.currentTime);
  sound.ontimeupdate = () => sound.currentTime && done(sound.currentTime);
})"""

FOCUSED = """() => {
  const { ariaLabel, name, textContent } = document.activeElement;
  return ariaLabel || name || textContent.trim();
}"""
TOPS = """() => [...document.querySelectorAll('h1, label, legend, button, h2')]
  .filter(each => each.checkVisibility())
  .map(each => each.getBoundingClientRect().top)"""


@pytest.fixture
def retype(running):
    """Type the code that a page shows, as a person who can read it."""

    def retype(page):
        token = page.locator("[name=code_token]").get_attribute("value")
        page.get_by_label("Typ de code over").fill(running.codes.digits(token))

    return retype


def hosts_of(page):
    return {urlsplit(address).netloc for address in page.requested}


def shown(page):
    """Whether the picture of the code is there."""
    expect(page.get_by_role("img", name=re.compile("Zes cijfers"))).to_have_js_property("naturalWidth", 640)


def test_without_javascript_a_message_arrives_and_its_receipt_is_seen(open_page, running, retype):
    """From the contact page by way of the code; nothing is asked of anybody but the site and the endpoint."""
    page = open_page("/contact/", java_script_enabled=False)
    text = fill_in(page)
    page.get_by_role("button", name="Verder naar de code").click()
    expect(page).to_have_title(ONE_STEP)
    expect(page.locator("#bericht")).to_have_value(text)
    expect(page.locator(".field-error")).to_have_count(0)
    retype(page)
    send(page)
    expect(page).to_have_title("Je bericht is ontvangen · Nabij")
    receipt = page.locator(".receipt-number").inner_text()
    (mail,) = mails_with(running, text)
    assert receipt in mail.get_content()
    assert mail["Subject"] == "Oudercoaching bij hechting: bericht van Ans de Wit"
    assert receipt not in page.url
    page.reload()
    expect(page.locator(".receipt-number")).to_have_text(receipt)
    assert hosts_of(page) == {urlsplit(address).netloc for address in (running.site, running.api)}
    assert page.context.cookies() == []


def test_without_javascript_one_way_on_is_shown(open_page):
    """The form is there with its labels; what only script can do is not promised."""
    page = open_page("/contact/", java_script_enabled=False)
    expect(page.locator("#controle .notice")).to_contain_text("op de volgende pagina typ je een code over")
    expect(page.get_by_role("button", name="Verstuur je bericht")).to_be_hidden()
    expect(page.get_by_text("Liever zonder hCaptcha?")).to_be_hidden()
    expect(page.locator("[data-receipt-panel]")).to_be_hidden()


def test_a_wrong_code_keeps_the_text(open_page, running, retype):
    """The error has the focus and leads to the field; there is a new code, and it lets the message in."""
    page = open_page("/contact/", java_script_enabled=False)
    page.goto(f"{running.api}/contact")
    text = fill_in(page)
    token = page.locator("[name=code_token]").get_attribute("value")
    page.get_by_label("Typ de code over").fill("12")
    send(page)
    expect(page).to_have_title("Er ontbreekt nog iets · Nabij")
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="De code klopte niet of was verlopen").click()
    expect(page.get_by_label("Typ de code over")).to_have_value("")
    expect(page.locator("#bericht")).to_have_value(text)
    expect(page.get_by_label("Waar gaat je bericht over?")).to_have_value("oudercoaching")
    assert page.locator("[name=code_token]").get_attribute("value") != token
    retype(page)
    send(page)
    expect(page).to_have_title("Je bericht is ontvangen · Nabij")
    assert len(mails_with(running, text)) == 1


def test_a_code_that_expired_keeps_the_text(open_page, running):
    """Who writes for longer than ten minutes gets a new code and loses nothing."""
    page = open_page("/contact/")
    page.goto(f"{running.api}/contact")
    text = fill_in(page)
    old = CodeCaptcha(SECRET_KEY.encode(), None, lambda: time.time() - TOKEN_SECONDS - 1)
    token = old.new()
    page.locator("[name=code_token]").evaluate("(field, token) => { field.value = token }", token)
    page.get_by_label("Typ de code over").fill(old.digits(token))
    send(page)
    expect(page.locator(".error-summary")).to_contain_text("of was verlopen. Typ de nieuwe code over.")
    expect(page.locator("#bericht")).to_have_value(text)
    assert mails_with(running, text) == []


def test_another_code_is_for_the_asking(open_page, running):
    """Enter sends; the button beside it keeps the text and shows another picture."""
    page = open_page("/contact/")
    page.goto(f"{running.api}/contact")
    text = fill_in(page)
    shown(page)
    token = page.locator("[name=code_token]").get_attribute("value")
    page.get_by_role("button", name="Geef me een andere code").click()
    expect(page).to_have_title(ONE_STEP)
    expect(page.locator("#bericht")).to_have_value(text)
    assert page.locator("[name=code_token]").get_attribute("value") != token
    shown(page)


def test_the_code_can_be_heard(open_page, running):
    """The browser itself says that it is sound of some seconds, and plays it by keyboard."""
    page = open_page("/contact/")
    page.goto(f"{running.api}/contact")
    sound = page.locator("audio")
    assert sound.evaluate(LENGTH) > 6
    sound.focus()
    page.keyboard.press("Space")
    assert sound.evaluate(PLAYED) > 0


def test_who_wants_no_hcaptcha_takes_the_text_along(open_page, running, retype):
    """A quiet choice at the form: half filled in as it may be, nothing is called wrong."""
    page = open_page("/contact/")
    page.get_by_label("Naam").fill("Ans de Wit")
    page.get_by_role("button", name="Typ een code over").click()
    expect(page).to_have_title(ONE_STEP)
    expect(page.get_by_label("Naam")).to_have_value("Ans de Wit")
    assert page.locator("[aria-invalid]").count() == 0
    text = fill_in(page)
    retype(page)
    send(page)
    expect(page).to_have_title("Je bericht is ontvangen · Nabij")
    assert len(mails_with(running, text)) == 1


def test_where_hcaptcha_can_not_be_loaded_the_code_is_a_way_in(open_page, running):
    """It is said at the form, where its button stands."""
    running.control(widget="missing")
    page = open_page("/contact/")
    text = fill_in(page)
    send(page)
    expect(page.locator("[data-status]")).to_contain_text("of typ een code over")
    page.get_by_role("button", name="Typ een code over").click()
    expect(page.locator("#bericht")).to_have_value(text)


def test_with_script_enter_still_sends_by_hcaptcha(open_page, running):
    """The other button is not the form's first."""
    page = open_page("/contact/")
    fill_in(page)
    page.get_by_label("Naam").press("Enter")
    receipt_of(page)
    assert page.url == f"{running.site}/contact/"


def test_our_script_lost_on_the_way_costs_no_word(open_page, running, retype):
    """A plain form without a captcha is one step from sent."""
    page = open_page("/contact/")
    without_our_script(page)
    page.reload()
    text = fill_in(page)
    send(page)
    expect(page).to_have_title(ONE_STEP)
    assert page.url == f"{running.api}/contact"
    retype(page)
    send(page)
    expect(page).to_have_title("Je bericht is ontvangen · Nabij")
    assert len(mails_with(running, text)) == 1


def test_the_keyboard_goes_through_the_form_in_its_order(open_page, running):
    """From what is written to the code, by way of its sound, and then to sending."""
    page = open_page("/contact/")
    page.goto(f"{running.api}/contact")
    page.get_by_role("textbox", name="Je bericht").focus()
    stops = []
    while "andere code" not in (stops or [""])[-1]:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
    # The sound has a stop for each of its own controls.
    assert list(dict.fromkeys(stops)) == [
        "De code, uitgesproken",
        "code",
        "privacyverklaring",
        "Verstuur je bericht",
        "Geef me een andere code",
    ]


def test_without_the_sites_style_the_form_reads_from_top_to_bottom(open_page, running):
    """The site may be down while the endpoint is up: no word is lost, nothing is wider than the screen."""
    page = open_page("/contact/", viewport={"width": 320, "height": 700})
    page.route("**/theme/site.css", lambda route: route.abort())
    page.goto(f"{running.api}/contact")
    shown(page)
    tops = page.evaluate(TOPS)
    assert tops == sorted(tops)
    assert len(tops) > 10
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
