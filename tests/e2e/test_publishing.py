"""The bar's publish button, over a real repository and the whole site; and other origins that try it."""

import http.client
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.checks import AXE_ALL
from tests.e2e.places import PHONE
from tests.preview import preview
from tests.repositories import OWN_ENVIRON
from tests.servers import serving

ARTICLE = "zes-manieren-waarop-een-kind-zich-hecht"
TITLE = "Zes manieren waarop een kind zich hecht, met voorbeelden van thuis"
MAKE_MILLISECONDS = 30_000


@pytest.fixture(scope="module")
def running(texts):
    with preview(texts.folder / "var", OWN_ENVIRON, texts.practice, texts.content) as running:
        yield running


@pytest.fixture
def stranger(browser):
    """A page of another origin on this machine, in the same browser."""

    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [b"<!doctype html><title>Elders</title>"]

    with serving(app) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address.replace("127.0.0.1", "localhost"))
        yield page
        context.close()


def change(texts, old, new):
    texts.change(f"artikelen/{ARTICLE}.md", old, new)


def open_panel(page):
    bar = page.get_by_role("complementary", name="Voorbeeld")
    bar.get_by_role("button", name="Publiceren").click()
    return bar, bar.locator("#publish")


def faults_of_bar(page):
    """What axe finds in the bar as it is."""
    found = Axe().run(page, context={"include": [["nabij-balk"]]}, options=AXE_ALL).response
    return [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]


def test_a_text_is_published_and_taken_back_by_the_button(open_page, texts):
    """What will change is said first; then it is on the site and sent; and then it is not any more."""
    before = texts.far_text(f"artikelen/{ARTICLE}.md")
    change(texts, "een manier even niet.", "een manier nu niet.")
    page = open_page(f"/artikelen/{ARTICLE}/", viewport=PHONE)
    bar, panel = open_panel(page)
    expect(panel.get_by_role("listitem")).to_have_text(f"Artikel ‘{TITLE}’ gewijzigd")
    assert faults_of_bar(page) == []

    panel.get_by_role("button", name="Publiceer nu").press("Enter")
    expect(panel.get_by_role("heading", name="Bezig met publiceren")).to_be_visible()
    expect(panel.locator(".steps li")).to_have_count(6)
    # Another tab knows, and can't begin a second one.
    other = open_page("/over/")
    expect(other.get_by_role("button", name="Bezig…")).to_be_visible()
    expect(panel.get_by_role("heading", name="Gepubliceerd")).to_be_visible(timeout=MAKE_MILLISECONDS)
    expect(bar.get_by_role("status")).to_have_text("Gepubliceerd")
    expect(panel).to_contain_text("alle controles goed")
    expect(panel.get_by_role("link", name="Bekijk je website")).to_be_visible()
    # The first publication of all: five pages by their address, and how many more.
    expect(panel.locator(".pages li").first).to_have_text("Nieuw /")
    expect(panel.locator(".pages li").last).to_contain_text("en nog")
    expect(panel.locator(".pages li")).to_have_count(6)
    assert faults_of_bar(page) == []
    assert "een manier nu niet." in texts.far_text(f"artikelen/{ARTICLE}.md")
    assert texts.far_files() == [f"content/artikelen/{ARTICLE}.md"]
    site = texts.folder / "var" / "output" / "artikelen" / ARTICLE / "index.html"
    assert "een manier nu niet." in site.read_text(encoding="utf-8")

    panel.get_by_role("button", name="Klaar").click()
    expect(panel).to_contain_text("Er is niets veranderd sinds de laatste publicatie.")
    panel.get_by_role("button", name="Laatste publicatie terugnemen").click()
    expect(panel.get_by_role("button", name="Nee, laat staan")).to_be_focused()
    assert faults_of_bar(page) == []
    panel.get_by_role("button", name="Ja, neem terug").click()
    expect(panel.get_by_role("heading", name="Teruggenomen")).to_be_visible(timeout=MAKE_MILLISECONDS)
    assert texts.far_text(f"artikelen/{ARTICLE}.md") == before
    assert "een manier even niet." in site.read_text(encoding="utf-8")
    expect(page.get_by_text("Soms past een manier even niet.")).to_be_visible()
    panel.get_by_role("button", name="Klaar").click()
    expect(panel.get_by_role("button", name="Laatste publicatie terugnemen")).to_be_hidden()
    assert page.faults == []


def test_a_text_with_an_error_is_not_published(open_page, texts):
    """The button is not there; the place and what to mend are."""
    old = texts.far_log()
    path = texts.content / "artikelen" / f"{ARTICLE}.md"
    before = path.read_text(encoding="utf-8")
    page = open_page(f"/artikelen/{ARTICLE}/")
    path.write_text(f"{before}\n[hier](/weg/)\n", encoding="utf-8")
    expect(page.get_by_role("button", name="2 fouten")).to_be_visible()
    _, panel = open_panel(page)
    expect(panel.get_by_role("heading", name="Dit moet eerst")).to_be_visible()
    expect(panel.locator(".problems li").first).to_contain_text(f"content/artikelen/{ARTICLE}.md:")
    expect(panel.get_by_role("button", name="Publiceer nu")).to_be_hidden()
    path.write_text(before, encoding="utf-8")
    assert texts.far_log() == old


_TRY = """async ([site, token]) => {
  const tried = {};
  const attempt = async (name, work) => {
    try { tried[name] = await work(); } catch { tried[name] = 'refused'; }
  };
  const publish = site + '/__voorbeeld/publication';
  const text = (response) => response.text();
  const headers = { 'X-Nabij-Token': token };
  await attempt('simple', () => fetch(publish, { method: 'POST' }).then(text));
  await attempt('opaque', () => fetch(publish, { method: 'POST', mode: 'no-cors' }).then(text));
  await attempt('preflighted', () => fetch(publish, { method: 'POST', headers }).then(text));
  await attempt('page', () => fetch(site + '/').then(text));
  await attempt('plan', () => fetch(publish, { headers }).then(text));
  await attempt('file', () => fetch(site + '/beheer/', { mode: 'no-cors' }).then(text));
  const wait = (element, name, address) => new Promise((resolve) => {
    element.onload = () => resolve('loaded');
    element.onerror = () => resolve('refused');
    element[name] = address;
    document.head.append(element);
  });
  await attempt('script', () => wait(document.createElement('script'), 'src', publish));
  await attempt('page as a script', () => wait(document.createElement('script'), 'src', site + '/'));
  await attempt('events', () => new Promise((resolve) => {
    const events = new EventSource(site + '/__voorbeeld/events');
    events.onopen = () => resolve('opened');
    events.onerror = () => { events.close(); resolve('refused'); };
  }));
  return tried;
}"""
_FRAME = """address => new Promise((resolve) => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  frame.onload = () => {
    let seen = null;
    try { seen = frame.contentDocument && frame.contentDocument.body.innerHTML; } catch { seen = null; }
    resolve(seen);
  };
  frame.src = address;
})"""
_FORM = """address => {
  const form = document.body.appendChild(document.createElement('form'));
  form.method = 'post';
  form.action = address;
  form.submit();
}"""


def token_of(running):
    """What a stranger can't know; here it does, so that the origin alone is what stops it."""
    status, page = ask(running, "GET", "/", {})
    assert status == 200
    return page.partition('data-token="')[2].partition('"')[0]


def ask(running, method, path, headers, host=None):
    name, port = running.site.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=10)
    connection.request(method, path, headers={"Host": host or f"{name}:{port}"} | headers)
    response = connection.getresponse()
    try:
        return response.status, response.read().decode()
    finally:
        connection.close()


def last_told(running):
    """What a page that is opened now hears of publications; every one tells of itself as it begins."""
    parts = running.site.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection("127.0.0.1", int(parts[1]), timeout=10)
    connection.request("GET", "/__voorbeeld/events", headers={"Host": ":".join(parts)})
    events = connection.getresponse()
    try:
        return events.readline(), events.readline()
    finally:
        events.close()
        connection.close()


def test_a_page_of_another_origin_can_do_and_read_nothing(stranger, running, texts):
    """By fetch, script, frame, form or events, with a token that it can't have; and nothing happened."""
    # With something to publish, a publication that was begun would show.
    change(texts, "een manier even niet.", "een manier nooit.")
    old, told, site = texts.far_log(), last_told(running), running.site
    frames = []
    stranger.on("console", lambda message: frames.append(message.text))
    tried = stranger.evaluate(_TRY, [site, token_of(running)])
    assert tried == dict.fromkeys(tried, "refused")
    assert stranger.evaluate(_FRAME, f"{site}/") in (None, "")
    assert any("frame" in text.lower() for text in frames)
    for path in ("/__voorbeeld/publication", "/__voorbeeld/publication/undo"):
        back = stranger.url
        with stranger.expect_navigation() as left:
            stranger.evaluate(_FORM, site + path)
        assert left.value.status == 403
        assert "Dit mag alleen vanuit het voorbeeld zelf." in stranger.inner_text("body")
        stranger.goto(back)
    assert last_told(running) == told
    assert texts.far_log() == old
    assert texts.git("status", "--porcelain") == f" M content/artikelen/{ARTICLE}.md\n"
    texts.git("checkout", "--quiet", "--", ".")


@pytest.mark.parametrize("path", ["/", "/__voorbeeld/publication", "/__voorbeeld/events", "/beheer/"])
def test_another_name_for_this_machine_opens_nothing(running, path):
    """DNS rebinding: elders.nl leads to 127.0.0.1, and its page is of the same origin as what it asks."""
    port = running.site.rpartition(":")[2]
    own = {"Origin": f"http://elders.nl:{port}", "X-Nabij-Token": token_of(running)}
    own |= {"Sec-Fetch-Site": "same-origin"}
    for method in ("GET", "POST"):
        status, said = ask(
            running, method, path, own | {"Sec-Fetch-Site": "same-origin"}, f"elders.nl:{port}"
        )
        assert (status, said) == (403, f"Open het voorbeeld op http://localhost:{port}/.\n")


def test_the_plan_is_for_a_page_of_the_preview(running):
    """With the token alone, as a page of the preview asks it."""
    status, said = ask(running, "GET", "/__voorbeeld/publication", {"X-Nabij-Token": token_of(running)})
    assert (status, json.loads(said)["problems"]) == (200, [])
    assert ask(running, "GET", "/__voorbeeld/publication", {})[0] == 403
