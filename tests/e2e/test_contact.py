"""A visitor writes to the coach, in a real browser: the journey that everything else is for."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from tests.e2e.visitor import CAPTCHA, fill_in, mails_with, receipt_of, send, solve


def test_a_message_by_keyboard_arrives_as_one_mail(open_page, running):
    """From the first Tab to the coach's inbox."""
    page = open_page("/contact/")
    page.clock.install()
    text = fill_in(page)
    page.clock.run_for(60_000)
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


def test_the_endpoint_hears_how_long_the_visitor_took(open_page):
    """In whole seconds from the first touch of the form; nothing for a text that was there already."""
    page = open_page("/contact/")
    page.clock.install()
    fill_in(page)
    page.clock.run_for(73_000)
    solve(page)
    with page.expect_request("**/contact") as sent:
        send(page)
    seconds = int(parse_qs(sent.value.post_data)["duur"][0])
    assert 73 <= seconds < 100
    page = open_page("/contact/")
    page.evaluate("document.querySelector('#bericht').value = 'bewaard'")
    fill_in(page)
    solve(page)
    with page.expect_request("**/contact") as sent:
        send(page)
    assert "duur" not in parse_qs(sent.value.post_data)


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
