"""What goes wrong on the way, and costs the visitor no word."""

import re

from playwright.sync_api import expect

from tests.e2e.visitor import CAPTCHA, fill_in, mails_with, receipt_of, send, solve


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
