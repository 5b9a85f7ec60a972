"""What a visitor does on the contact page, by keyboard."""

import re
import uuid

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


def without_our_script(page):
    """Open pages of the site as a browser shows them in which our script did not run."""

    def strip(route):
        response = route.fetch()
        text = re.sub(r'<script type="module">.*?</script>', "", response.text(), flags=re.DOTALL)
        route.fulfill(response=response, body=text)

    page.route(lambda url: url.endswith("/"), strip)
