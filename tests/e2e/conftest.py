"""A running preview and a real browser."""

import pytest
from playwright.sync_api import sync_playwright

from tests.e2e.browser import ARGUMENTS, system_browser
from tests.preview import preview


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """`make serve`, once for all browser tests."""
    with preview(tmp_path_factory.mktemp("var")) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_browser(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, running):
    """Open a page of the site in a fresh profile; every request of it is in `page.requested`."""
    contexts = []

    def open_page(path, **options):
        context = browser.new_context(locale="nl-NL", **options)
        contexts.append(context)
        page = context.new_page()
        page.requested = []
        page.on("request", lambda request: page.requested.append(request.url))
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(running.site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    running.control()
