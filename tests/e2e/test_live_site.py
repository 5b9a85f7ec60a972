"""The live site in a real browser, under the headers and the compressed copies that its host serves."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.visitor import fill_in, receipt_of, send, solve
from tests.live_site import build_live_site
from tests.servers import serving, standin
from tests.site.pages import read_site
from tests.static_host import StaticHost

ANSWER_SECONDS = 20
ENDPOINT = "https://contact.praktijk-test.nl"
RECEIPT = {"receipt": "AAAA-BBBB", "title": "Je bericht is ontvangen", "detail": "Dank je wel."}
VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  violations.push(`${violatedDirective} ${blockedURI}`);
});
addEventListener("pagereveal", (event) => { window.transition = Boolean(event.viewTransition); });
"""


class Live:
    """A running host with the live site; `address` is where."""

    def __init__(self, host, address):
        self.host = host
        self.address = address
        self.paths = sorted(page.address for page in read_site(host.folder).pages)


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    host = StaticHost(build_live_site(tmp_path_factory.mktemp("live")))
    with serving(host) as address:
        yield Live(host, address)


@pytest.fixture
def visit(browser, live):
    """Open a page of the live site in a fresh profile; what its console says is in `page.said`."""
    contexts = []

    def visit(path, **options):
        context = browser.new_context(locale="nl-NL", **options)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.add_init_script(VIOLATIONS)
        page.goto(live.address + path)
        return page

    yield visit
    for context in contexts:
        context.close()


def test_search_works_under_its_policy(visit):
    """Pagefind's WebAssembly may run on that page, with the index as the host compresses it."""
    page = visit("/zoeken/?q=hechten")
    expect(page.locator("[data-results] h2 a").filter(has_text="Oudercoaching bij hechting")).to_be_visible()
    assert page.evaluate("violations") == []
    assert page.said == []


def test_every_page_is_whole_under_its_policy(visit, live):
    """Nothing is refused, nothing is said in the console, and the style is applied."""
    page = visit("/")
    for path in live.paths:
        page.said.clear()
        response = page.goto(live.address + path)
        assert response.headers["content-encoding"] == "br", path
        assert page.evaluate("violations") == [], path
        assert page.said == [], path
        # Only the theme's own style makes the body a column.
        assert page.evaluate("getComputedStyle(document.body).display") == "flex", path


def test_the_policy_is_in_force(visit):
    """An image of somebody else, a style and a script of nobody: all refused."""
    page = visit("/over/")
    page.evaluate("""() => {
      document.body.append(Object.assign(new Image(), { src: "https://example.com/a.png" }));
      for (const name of ["style", "script"]) {
        document.body.append(Object.assign(document.createElement(name), { textContent: "/* */" }));
      }
    }""")
    page.wait_for_function("violations.length === 3")
    assert sorted(page.evaluate("violations")) == [
        "img-src https://example.com/a.png",
        "script-src-elem inline",
        "style-src-elem inline",
    ]


def test_a_page_that_is_not_found_says_so(visit, live):
    """The host's own 404, in our words, under the headers for everything."""
    page = visit("/bestaat-niet/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("violations") == []


def test_an_opened_feed_has_its_style_under_the_policy(visit):
    """The stylesheet beside it, and nothing refused."""
    page = visit("/artikelen/feed.xml")
    assert page.evaluate("getComputedStyle(document.documentElement).display") != "inline"
    assert page.said == []


def test_the_contact_form_works_under_its_policy(visit):
    """hCaptcha loads, shows its frame and hands over its token; the endpoint answers across origins."""
    page = visit("/contact/")
    sent = []

    def endpoint(route):
        sent.append(route.request)
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(status=201, json=RECEIPT, headers=headers)

    page.route(f"{ENDPOINT}/**", endpoint)
    with standin() as captcha:

        def hcaptcha(route):
            route.fulfill(
                response=route.fetch(url=re.sub("https://js.hcaptcha.com", captcha, route.request.url))
            )

        page.route("https://js.hcaptcha.com/**", hcaptcha)
        text = fill_in(page)
        solve(page)
        send(page)
        assert receipt_of(page) == RECEIPT["receipt"]
    (request,) = sent
    assert request.headers["origin"].startswith("http://127.0.0.1:")
    assert text.split()[-1] in request.post_data
    assert page.evaluate("violations") == []


@pytest.mark.parametrize(("host", "display"), [("localhost", "flex"), ("127.0.0.1", "block")])
def test_the_endpoints_pages_may_use_the_stylesheet(visit, live, host, display):
    """A page of another origin on the same site; nobody else's may."""
    style = live.address.replace("127.0.0.1", "localhost") + "/theme/site.css"
    link = f'<!doctype html><link rel=stylesheet href="{style}"><body>'

    def answer(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        return [link.encode()]

    page = visit("/over/")
    with serving(answer) as address:
        page.goto(address.replace("127.0.0.1", host))
        assert page.evaluate("getComputedStyle(document.body).display") == display


def test_a_page_is_prepared_while_the_visitor_aims_at_its_link(visit, live):
    """The speculation rules reach the browser: a link under the pointer is fetched before the click."""
    page = visit("/over/")
    page.locator("main a[href='/contact/']").first.hover()
    assert live.host.wait_for("/contact/", "prefetch;prerender", ANSWER_SECONDS)


@pytest.mark.parametrize(("motion", "fades"), [("no-preference", True), ("reduce", False)])
def test_a_page_fades_into_the_next_unless_motion_is_reduced(visit, motion, fades):
    """By style alone, from page to page."""
    page = visit("/over/", reduced_motion=motion)
    page.get_by_role("link", name="Privacy", exact=True).click()
    page.wait_for_url("**/privacy/")
    # The browser says so with the first picture of the page, which may be later than its address.
    page.wait_for_function("window.transition !== undefined")
    assert page.evaluate("window.transition") is fades
