"""A page asks for nothing but itself: no script to be read, no other host, nothing kept in the browser."""

from urllib.parse import urlsplit

import pytest

from tests.e2e.places import DESK, report

# What script adds to a page: sending by hCaptcha, the search field. noscript says what to do instead.
ADDED_BY_SCRIPT = {
    "/contact/": "[data-captcha-note], [data-sitekey] > .actions, .instead",
    "/zoeken/": "search",
}
# The pages that have a script at all.
WITH_SCRIPT = {"/contact/", "/zoeken/"}
_LINES = """without => {
  for (const element of document.querySelectorAll(without || 'no-such-element')) element.remove();
  return document.body.innerText.split('\\n').map(line => line.trim()).filter(Boolean);
}"""
_KEPT = """async () => ({
  cookies: document.cookie,
  localStorage: localStorage.length,
  sessionStorage: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {
    "cookies": "",
    "localStorage": 0,
    "sessionStorage": 0,
    "databases": 0,
    "caches": 0,
    "workers": 0,
}


@pytest.fixture(scope="module")
def plain_tab(browser):
    """A tab in which JavaScript is off."""
    context = browser.new_context(locale="nl-NL", viewport=DESK, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def visitor_tab(browser):
    """A tab as a visitor has it, under the site's own policy, with what it asks for and complains of."""
    context = browser.new_context(locale="nl-NL", viewport=DESK)
    page = context.new_page()
    page.requested, page.said = [], []
    page.on("request", lambda request: page.requested.append((request.resource_type, request.url)))
    page.on("console", lambda message: page.said.append(f"says {message.type}: {message.text}"))
    page.on("pageerror", lambda error: page.said.append(f"fails: {error}"))
    yield page
    context.close()


def test_every_page_reads_without_script(tab, plain_tab, site_places):
    """All its text is there; what script itself adds is on a list, no longer than it need be."""
    findings = []
    for place in site_places:
        place.open(tab)
        place.open(plain_tab)
        added = ADDED_BY_SCRIPT.get(place.name, "")
        if added and not tab.locator(added).count():
            findings.append(f"{place.name}: nothing is added any more by {added}")
        plain = set(plain_tab.evaluate(_LINES, ""))
        findings += [
            f"{place.name}: without script there is no “{line}”"
            for line in tab.evaluate(_LINES, added)
            if line not in plain
        ]
    assert not findings, report(findings)


def test_nothing_of_anybody_else_and_nothing_kept(visitor_tab, site_places):
    """No request to another host, no cookie, no storage, no script where none is needed, no complaint."""
    findings = []
    for place in site_places:
        visitor_tab.requested.clear()
        visitor_tab.said.clear()
        response = visitor_tab.goto(place.address)
        own = urlsplit(place.address).netloc
        faults = [f"asks for {url}" for _, url in visitor_tab.requested if urlsplit(url).netloc != own]
        if place.name not in WITH_SCRIPT:
            faults += [f"loads the script {url}" for kind, url in visitor_tab.requested if kind == "script"]
        if "set-cookie" in response.headers:
            faults.append("sets a cookie")
        kept = visitor_tab.evaluate(_KEPT)
        faults += [f"keeps {name}" for name, value in kept.items() if value != NOTHING[name]]
        findings += [f"{place.name}: {fault}" for fault in faults + visitor_tab.said]
    assert not findings, report(findings)
    assert visitor_tab.context.cookies() == []
