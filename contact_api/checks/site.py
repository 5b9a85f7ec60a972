"""The site that is live: does its contact page say the same as the endpoint's settings."""

import http.client
import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from contact_api.checks.connections import connection_trouble
from contact_api.checks.findings import Area
from contact_api.checks.web import ask


def check_site(settings):
    """Findings about the published contact page."""
    area, practice = Area("site"), settings.practice
    url = f"{settings.site_url}/contact/"
    body, trouble = _get(url)
    if trouble:
        return [area.wrong("page_away", "page_away", url=url, trouble=trouble)]
    page = _ContactPage()
    page.feed(body.decode("utf-8", "replace"))
    if page.form is None:
        return [area.wrong("page_no_form", "page_away", url=url)]
    days = re.search(r"(\d+)\s+dag(?:en)?\s+nadat", " ".join(page.text))
    seen = {
        "action": (page.form.get("action"), practice.contact.endpoint),
        "sitekey": (page.form.get("data-sitekey"), settings.hcaptcha_sitekey),
        "days": (days and days[1], str(practice.contact.retention_days)),
        "email": (practice.email if practice.email in page.addresses else "", practice.email),
    }
    return [
        area.good(f"page_{name}", ours=ours)
        if theirs == ours
        else area.wrong(f"page_{name}_differs", "publish", theirs=theirs or "–", ours=ours)
        for name, (theirs, ours) in seen.items()
        if ours
    ]


def check_endpoint(address):
    """Finding about the address that the form posts to: is somebody there."""
    area, url = Area("endpoint"), urljoin(address, "health")
    body, trouble = _get(url)
    if trouble or b'"ok"' not in body:
        return [area.wrong("endpoint_away", "endpoint_away", url=url, trouble=trouble or "–")]
    return [area.good("endpoint", url=address)]


def _get(url):
    """The body, and what is wrong in words."""
    try:
        status, body = ask("GET", url)
    except (OSError, http.client.HTTPException) as error:
        return b"", connection_trouble(error, urlsplit(url).hostname)
    return body, "" if status == 200 else f"antwoord {status}"


class _ContactPage(HTMLParser):
    """The form with a site key, the text, and the addresses to mail to."""

    def __init__(self):
        super().__init__()
        self.form, self.text, self.addresses = None, [], set()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form" and "data-sitekey" in attributes:
            self.form = attributes
        link = attributes.get("href") or ""
        if tag == "a" and link.startswith("mailto:"):
            self.addresses.add(link.removeprefix("mailto:").partition("?")[0])

    def handle_data(self, data):
        self.text.append(data)
