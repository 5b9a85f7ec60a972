"""A running preview and a real browser."""

import shutil
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from contact_api.app import create_app
from tests import builders
from tests.e2e.browser import ARGUMENTS, quick_browser
from tests.e2e.places import DESK, places_of_endpoint, places_of_site
from tests.fakes import BrokenOutbox
from tests.live_site import build_live_site
from tests.preview import preview
from tests.repositories import shipped_texts
from tests.servers import serving
from tests.static_host import StaticHost


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """`make serve`, once for all browser tests."""
    with preview(tmp_path_factory.mktemp("var")) as running:
        yield running


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    """A copy of the shipped texts, for tests that change them."""
    return shutil.copytree(builders.ROOT / "content", tmp_path_factory.mktemp("texts") / "content")


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The shipped texts of a practice that is filled in, in a repository that is sent to a bare one."""
    return shipped_texts(tmp_path_factory.mktemp("room"))


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=quick_browser(), args=list(ARGUMENTS))
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
        # What the browser asks for ahead of a click may be on its way through a route of the test still.
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")
        context.close()
    running.control()


@pytest.fixture(scope="session")
def site_places(tmp_path_factory):
    """Every page of the live site of a practice that has filled in everything, on a static host."""
    folder = build_live_site(tmp_path_factory.mktemp("live"))
    with serving(StaticHost(folder)) as host:
        yield places_of_site(folder, host)


@pytest.fixture(scope="session")
def endpoint_places(running, tmp_path_factory):
    """Every page of the endpoint's own: of the running one, and of two that let nothing in."""
    settings = builders.settings(
        tmp_path_factory.mktemp("endpoint"),
        CONTACT_ENV="development",
        CONTACT_SITE_URL=running.site,
        CONTACT_LIMITS="per_address=1/hour",
    )
    full = create_app(settings)
    full.test_client().post("/contact", data=builders.a_form(code="1", code_token="1"))
    with serving(full) as too_many, serving(create_app(settings, outbox=BrokenOutbox())) as unavailable:
        # By number it is another site than by name.
        elsewhere = running.captcha.replace("localhost", "127.0.0.1") + "/1/api.js"
        yield places_of_endpoint(running, f"{too_many}/contact", f"{unavailable}/contact", elsewhere)


@pytest.fixture(scope="session")
def places(site_places, endpoint_places):
    """Every page of the site, and the endpoint's own."""
    return [*site_places, *endpoint_places]


@pytest.fixture(scope="module")
def tab(browser):
    """One tab for all pages. It reaches nothing outside this machine, and its own styles pass any policy."""
    context = browser.new_context(locale="nl-NL", viewport=DESK, bypass_csp=True, reduced_motion="reduce")
    context.route(
        lambda url: urlsplit(url).hostname not in ("localhost", "127.0.0.1"), lambda route: route.abort()
    )
    page = context.new_page()
    # Kept open: when one is closed, what Playwright has set for the page is set back as well.
    page.devtools = context.new_cdp_session(page)
    yield page
    context.close()


@pytest.fixture(scope="module")
def tab_with_axe(tab):
    """The same tab, with axe in every page that it opens. https://github.com/dequelabs/axe-core"""
    tab.add_init_script(Axe().axe_script)
    return tab
