"""A visitor writes to the coach, in a real browser: the journey that everything else is for."""

import re
import uuid

import pytest
from playwright.sync_api import expect

CAPTCHA = "iframe[title*=hCaptcha]"


def fill_in(page, text=None):
    """Fill in the form by keyboard alone, from its first field to its last; the text that was typed."""
    # Each message is another one, so that no test meets the repeat of an earlier one.
    text = text or f"’s Nachts lig ik wakker. {uuid.uuid4()}"
    page.get_by_label("Naam").focus()
    keyboard = page.keyboard
    keyboard.type("Ans de Wit")
    keyboard.press("Tab")
    keyboard.type("ans@voorbeeld.nl")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("Oude")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.insert_text(text)
    return text


def solve(page):
    """Tick the stand-in's box by keyboard."""
    box = page.frame_locator(CAPTCHA).get_by_label("Ik ben een mens")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("textarea[name=h-captcha-response]")).not_to_have_value("")


def send(page):
    page.get_by_role("button", name="Verstuur je bericht").focus()
    page.keyboard.press("Enter")


def receipt_of(page):
    """The number that the visitor sees."""
    number = page.locator("[data-receipt]")
    expect(number).to_have_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    return number.inner_text()


def mails_with(running, text):
    return [mail for mail in running.mails() if text in mail.get_content()]


def test_a_message_by_keyboard_arrives_as_one_mail(open_page, running):
    """From the first Tab to the coach's inbox."""
    page = open_page("/contact/")
    text = fill_in(page)
    solve(page)
    send(page)
    receipt = receipt_of(page)
    expect(page.locator("[data-receipt-panel]")).to_be_focused()
    expect(page.locator("#contactformulier")).to_be_hidden()
    (mail,) = mails_with(running, text)
    assert mail["From"] == "Nabij <site@nabij.example>"
    assert mail["To"] == "praktijk@nabij.example"
    assert mail["Reply-To"] == "Ans de Wit <ans@voorbeeld.nl>"
    assert mail["Subject"] == "Oudercoaching bij hechting: bericht van Ans de Wit"
    assert receipt in mail.get_content()
    assert page.faults == []


def test_nothing_is_asked_of_hcaptcha_before_the_visitor_begins(open_page, running):
    """No request, cookie or storage; then the widget, in Dutch, without reCAPTCHA's names."""
    page = open_page("/contact/")
    assert [url for url in page.requested if not url.startswith(running.site)] == []
    page.get_by_label("Naam").focus()
    expect(page.frame_locator(CAPTCHA).get_by_label("Ik ben een mens")).to_be_visible()
    (script,) = [url for url in page.requested if "/1/api.js" in url]
    assert "hl=nl" in script
    assert "render=explicit" in script
    assert "recaptchacompat=off" in script
    assert page.locator("[name=g-recaptcha-response]").count() == 0
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_widget_has_the_colours_of_the_page(open_page, scheme):
    """A dark page gets no white box."""
    page = open_page("/contact/", color_scheme=scheme)
    page.get_by_label("Naam").focus()
    assert f"theme={scheme}" in page.locator(CAPTCHA).get_attribute("src")


def test_what_is_missing_is_said_at_the_field_and_in_a_summary_with_the_focus(open_page, running):
    """Each line of the summary leads to its field; nothing was sent."""
    page = open_page("/contact/")
    page.get_by_label("E-mailadres").fill("ans@")
    send(page)
    summary = page.locator("[data-summary]")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(
        [
            "Vul je naam in.",
            "Vul een geldig e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.",
            "Kies waar je bericht over gaat.",
            "Schrijf je bericht. Een paar woorden is genoeg.",
        ]
    )
    expect(page.get_by_label("Naam")).to_have_attribute("aria-describedby", "naam-error")
    expect(page.get_by_label("Naam")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#bericht")).to_have_attribute("aria-describedby", "bericht-hint bericht-error")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("E-mailadres")).to_be_focused()
    assert [url for url in page.requested if url.startswith(running.api)] == []


def test_mended_errors_go_away(open_page, running):
    """After mending, the same form is sent."""
    page = open_page("/contact/")
    send(page)
    expect(page.locator(".field-error")).to_have_count(4)
    text = fill_in(page)
    solve(page)
    send(page)
    receipt_of(page)
    assert len(mails_with(running, text)) == 1


def test_answer_by_phone_needs_a_number(open_page):
    """The rule of the endpoint, said before anything is sent."""
    page = open_page("/contact/")
    fill_in(page)
    page.get_by_label("Telefonisch").check()
    send(page)
    expect(page.locator("[data-summary] a")).to_have_text(
        ["Vul je telefoonnummer in, of kies voor antwoord per e-mail."]
    )


def test_what_only_the_endpoint_finds_is_shown_the_same_way(open_page):
    """A 422 is errors at the fields, and the widget is ready for another try."""
    page = open_page("/contact/")
    fill_in(page)
    page.get_by_label("Telefoonnummer").fill("abc")
    solve(page)
    send(page)
    expect(page.locator("[data-summary]")).to_be_focused()
    expect(page.locator("#telefoon-error")).to_contain_text("Vul een geldig telefoonnummer in")
    expect(page.locator("textarea[name=h-captcha-response]")).to_have_value("")


def test_sending_asks_for_the_check_that_was_skipped(open_page, running):
    """Whoever forgets the box has it opened, and the message goes by itself."""
    page = open_page("/contact/")
    text = fill_in(page)
    send(page)
    receipt_of(page)
    assert len(mails_with(running, text)) == 1


def test_a_check_that_is_closed_keeps_everything(open_page, running):
    """An error at the check, the text untouched; then it goes."""
    running.control(widget="challenge")
    page = open_page("/contact/")
    text = fill_in(page)
    send(page)
    page.frame_locator(CAPTCHA).get_by_role("button", name="Sluiten").click()
    expect(page.locator("[data-summary] a")).to_have_text([re.compile("Laat hieronder zien")])
    expect(page.locator("#bericht")).to_have_value(text)
    send(page)
    page.frame_locator(CAPTCHA).get_by_role("button", name="Klaar").click()
    receipt_of(page)


def test_a_token_that_expired_is_asked_for_again(open_page, running):
    """A visitor who takes her time is not refused."""
    running.control(widget="short")
    page = open_page("/contact/")
    text = fill_in(page)
    solve(page)
    expect(page.locator("textarea[name=h-captcha-response]")).to_have_value("")
    running.control()
    send(page)
    receipt_of(page)
    assert len(mails_with(running, text)) == 1


def test_a_second_click_sends_nothing_twice(open_page, running):
    """While it is under way the button says so and does nothing."""
    running.control(siteverify="slow")
    page = open_page("/contact/")
    text = fill_in(page)
    solve(page)
    button = page.get_by_role("button", name="Verstuur je bericht")
    button.click()
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(page.locator("[data-status]")).to_have_text("Je bericht wordt verstuurd…")
    # A person clicks all the same.
    button.click(force=True)
    page.keyboard.press("Enter")
    running.control()
    receipt_of(page)
    assert len([url for url in page.requested if url.startswith(running.api)]) == 1
    assert len(mails_with(running, text)) == 1


def test_a_network_that_fails_loses_no_word(open_page, running):
    """It is said, everything stays, and sending again succeeds."""
    page = open_page("/contact/")
    text = fill_in(page)
    solve(page)
    page.route(f"{running.api}/**", lambda route: route.abort())
    send(page)
    expect(page.locator("[data-status]")).to_contain_text("Er is geen verbinding")
    expect(page.locator("#bericht")).to_have_value(text)
    page.unroute(f"{running.api}/**")
    send(page)
    receipt_of(page)
    assert len(mails_with(running, text)) == 1


def test_an_answer_that_is_lost_does_not_double_the_message(open_page, running):
    """The endpoint had it already: the second attempt shows the first one's receipt."""
    page = open_page("/contact/")
    text = fill_in(page)
    solve(page)

    def lose_the_answer(route):
        route.fetch()
        route.abort()

    page.route(f"{running.api}/**", lose_the_answer)
    send(page)
    expect(page.locator("[data-status]")).to_contain_text("Er is geen verbinding")
    page.unroute(f"{running.api}/**")
    send(page)
    receipt = receipt_of(page)
    (mail,) = mails_with(running, text)
    assert receipt in mail.get_content()


def test_a_check_that_can_not_be_loaded_is_said_and_may_be_tried_again(open_page, running):
    """With the other way in, and the text still there."""
    running.control(widget="missing")
    page = open_page("/contact/")
    text = fill_in(page)
    send(page)
    expect(page.locator("[data-status]")).to_contain_text("De controle tegen spam kan niet worden geladen")
    expect(page.locator("[data-status]")).to_contain_text("mail naar hallo@nabij.example")
    running.control()
    send(page)
    receipt_of(page)
    assert len(mails_with(running, text)) == 1


def test_hcaptcha_that_is_down_costs_no_message(open_page, running):
    """It arrives with its label."""
    running.control(siteverify="500")
    page = open_page("/contact/")
    text = fill_in(page)
    solve(page)
    send(page)
    receipt_of(page)
    (mail,) = mails_with(running, text)
    assert mail["Subject"].strip().startswith("[niet gecontroleerd] ")


def test_a_text_that_is_too_long_is_kept_whole(open_page):
    """No browser cuts it off in silence."""
    page = open_page("/contact/")
    text = fill_in(page, "woord " * 900)
    send(page)
    expect(page.locator("#bericht-error")).to_contain_text("het mag 5000 tekens zijn en het zijn er nu 5399")
    expect(page.locator("#bericht")).to_have_value(text)


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
    page.route("**/theme/contact.js", lambda route: route.abort())
    page.reload()
    text = fill_in(page)
    send(page)
    expect(page).to_have_title("Er ontbreekt nog iets · Nabij")
    solve(page)
    send(page)
    expect(page).to_have_url(f"{running.site}/contact/bedankt/")
    assert len(mails_with(running, text)) == 1
    assert page.faults == []
