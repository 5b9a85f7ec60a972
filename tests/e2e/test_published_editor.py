"""The editor in the published site, at the site's own address and under its own headers, over a git host.

Neither is outside this machine: the browser's requests to both are answered here.
"""

import re
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from contact_api.practice import load_practice
from plugins.checks.run import check
from tasks.editor import package, published
from tests import github
from tests.builders import ROOT, SITE, a_practice_file_with_editor
from tests.e2e.editing import field, insert_photo, save
from tests.e2e.places import DESK
from tests.gitea import ORIGIN, TOKEN, Gitea
from tests.live_site import build_live_site_with_editor, make_ready
from tests.servers import serving
from tests.static_host import StaticHost

ARTICLE = "content/artikelen/zes-manieren-waarop-een-kind-zich-hecht.md"
PORTRAIT = ROOT / "content" / "extra" / "favicon.svg"
# Seen by every page before anything else.
VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  violations.push(`${violatedDirective} ${blockedURI}`);
});
"""
IN_DUTCH = """---
# Eerst dit.
titel: 'Samen aan tafel'   # de titel
omschrijving: Hoe een gewone maaltijd je elke dag dichter bij je kind brengt, ook als het druk is.
inleiding: "Eten moet je toch. Doe het samen."
datum: 3 maart 2026
thema: Hechting
onderwerpen: pubers, eten
toestand: concept
eigen: [1, {a: b}]
---

Om zes uur.

* een
* twee
"""
TOO_CLEVER = IN_DUTCH.replace("titel: 'Samen aan tafel'", "titel: >-\n  Samen\n  aan tafel")
pytestmark = pytest.mark.skipif(
    not package.folder(ROOT / "var").is_dir(), reason="the editor comes by npm: make beheer"
)


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    return tmp_path_factory.mktemp("published")


@pytest.fixture(scope="module")
def address(room):
    """Where the published site is served on this machine."""
    with serving(StaticHost(build_live_site_with_editor(room, ROOT / "var"))) as address:
        yield address


@pytest.fixture(scope="module")
def shipped():
    """The bytes of all that ships, by name."""
    files = [path for path in (ROOT / "content").rglob("*") if path.is_file()]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def gitea(shipped):
    """A project with all of that."""
    return Gitea(shipped)


@pytest.fixture
def context(browser, address, gitea):
    """A fresh profile of an English browser, in which the site and the git host are where they say.

    It asks for less motion: what slides and fades is drawn over and over.
    """
    context = browser.new_context(locale="en-GB", viewport=DESK, reduced_motion="reduce")
    context.add_init_script(VIOLATIONS)
    context.route("**/*", lambda route: route.abort())
    context.route(
        f"{SITE}/**",
        lambda route: route.fulfill(response=route.fetch(url=address + urlsplit(route.request.url).path)),
    )
    context.route(f"{ORIGIN}/**", gitea)
    yield context
    # An answer may still be under way.
    context.unroute_all(behavior="ignoreErrors")
    context.close()


@pytest.fixture
def page(context, gitea):
    """The page of the editor. At no moment does it ask anybody else, or for what its policy forbids."""
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{SITE}/beheer/")
    yield page
    hosts = {url.split("/")[2] for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts <= {urlsplit(SITE).netloc, urlsplit(ORIGIN).netloc}
    assert page.evaluate("violations") == []
    assert faults == []
    assert gitea.unknown == []


@pytest.fixture
def editor(page):
    """The same, signed in and open on the articles."""
    sign_in(page, TOKEN)
    expect(page.get_by_role("button", name="Nieuw item aanmaken")).to_be_visible()
    return page


def sign_in(page, token):
    page.get_by_role("button", name="Inloggen met een toegangstoken").click()
    page.locator("dialog input, [role=dialog] input").fill(token)
    page.keyboard.press("Enter")


def open_text(page, name):
    """Open the text with this name, once it is all there."""
    _, folder, file = name.split("/")
    stem = file.removesuffix(".md")
    collection = "_singletons" if stem == "veelgestelde-vragen" else folder
    page.evaluate("address => { location.hash = address }", f"#/collections/{collection}/entries/{stem}")
    shown = page.frame_locator("iframe.preview").locator('[data-key-path="title"] > p')
    expect(shown).to_have_text(field(page, "Titel").input_value())
    expect(page.locator(".lexical-root")).to_be_visible()


def write_before(page, words, write=None):
    """Type words at the start of the first paragraph of the text; `write` enters them otherwise."""
    paragraph = page.locator(".lexical-root > p").first
    paragraph.click(position={"x": 2, "y": 8})
    page.keyboard.press("Home")
    (write or page.keyboard.type)(words)
    # What the pane beside the fields shows is what will be saved.
    shown = page.frame_locator("iframe.preview").locator('[data-key-path="body"]')
    expect(shown).to_contain_text(words.strip())


def has_paragraph(text):
    """Whether there is one among the blocks of a text, and not lists and headings alone."""
    body = text.decode().split("\n---\n", 1)[1]
    return re.search(r"^[A-Za-z“‘]", body, re.M) is not None


def test_the_page_asks_in_dutch_for_a_token_and_nothing_else(page):
    """No account and no window of the host; and nobody who searches finds it."""
    expect(page.get_by_role("button", name="Inloggen")).to_have_text(["Inloggen met een toegangstoken"])
    expect(page.get_by_text("Welkom bij")).to_be_visible()
    headers = page.reload().headers
    assert (headers["x-robots-tag"], headers["cache-control"]) == ("noindex", "no-cache")


@contextmanager
def editor_over(host, folder, browser):
    """A page of the editor alone over this kind of host, and all that it asks and says that is wrong."""
    practice = a_practice_file_with_editor(folder, f'[beheer]\nhost = "{host}"\nproject = "ans/nabij"\n')
    (folder / "site").mkdir()
    shutil.copy(PORTRAIT, folder / "site")
    (folder / "site" / "404.html").write_text("<h1>404</h1>")
    assert published.add(folder / "site", ROOT / "content", load_practice(practice), ROOT / "var") == []
    context = browser.new_context(viewport=DESK)
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    page.asked, page.said = set(), []
    page.on("request", lambda request: page.asked.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
    with serving(StaticHost(make_ready(folder, practice))) as address:
        page.own = urlsplit(address).netloc
        page.address = f"{address}/beheer/"
        yield page
        assert page.evaluate("violations") == []
        context.unroute_all(behavior="ignoreErrors")
        context.close()


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_before_somebody_signs_in_no_host_hears_of_it(browser, host, tmp_path):
    """The page comes, whole, and nothing of anybody else is asked for or refused."""
    with editor_over(host, tmp_path, browser) as page:
        page.goto(page.address)
        expect(page.get_by_role("button", name="Inloggen met een toegangstoken")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.asked - {""} == {page.own}
        assert page.said == []


def test_over_github_a_sentence_becomes_the_same_commit(browser, shipped, tmp_path):
    """By its GraphQL, on the commit that was seen last; its portraits are all that is shown of it."""
    host = github.GitHub(shipped)
    with editor_over("github", tmp_path, browser) as page:
        page.route(f"{github.ORIGIN}/**", host)
        page.route(f"{github.PORTRAITS}/**", lambda route: route.fulfill(path=PORTRAIT))
        page.goto(page.address)
        sign_in(page, github.TOKEN)
        open_text(page, ARTICLE)
        write_before(page, "Even iets vooraf. ")
        save(page)
        expect(page.get_by_role("status").filter(has_text="Opgeslagen bij je git-host.")).to_be_visible()
        assert page.asked - {""} == {
            page.own,
            *(urlsplit(each).netloc for each in (github.ORIGIN, github.PORTRAITS)),
        }
    (commit,) = host.commits
    assert commit["message"]["headline"] == "Artikel ‘zes-manieren-waarop-een-kind-zich-hecht’ gewijzigd"
    wanted = shipped[ARTICLE].decode().replace("“Mam, kijk", "Even iets vooraf. “Mam, kijk")
    assert host.files == shipped | {ARTICLE: wanted.encode()}
    assert host.unknown == []


def test_a_token_that_the_host_refuses_opens_nothing(page, gitea):
    """In Dutch, and it can be tried again."""
    sign_in(page, "een-ander-token")
    expect(page.get_by_text("Het opgegeven token is ongeldig.")).to_be_visible()
    sign_in(page, TOKEN)
    expect(
        page.get_by_role("gridcell", name="Tegenwil: waarom duwen averechts werkt", exact=True)
    ).to_be_visible()
    assert gitea.commits == []


def test_a_sentence_becomes_a_commit_that_changes_that_sentence(editor, gitea):
    """Typed into an article with pictures, lists and links of our own: one line of one file is another."""
    before = gitea.files[ARTICLE].decode()
    open_text(editor, ARTICLE)
    write_before(editor, "Even iets vooraf. ")
    save(editor)
    expect(editor.get_by_role("status").filter(has_text="Opgeslagen bij je git-host.")).to_be_visible()
    (commit,) = gitea.commits
    assert commit["message"] == "Artikel ‘zes-manieren-waarop-een-kind-zich-hecht’ gewijzigd"
    assert (commit["branch"], commit["author"]["email"]) == ("main", "ans@voorbeeld.nl")
    assert [change["path"] for change in commit["files"]] == [ARTICLE]
    assert gitea.files[ARTICLE].decode() == before.replace("“Mam, kijk", "Even iets vooraf. “Mam, kijk")


def test_every_text_that_ships_keeps_all_but_the_sentence_that_was_changed(editor, gitea, tmp_path, room):
    """The draft with all that a text can hold too; and the check is content with what came."""
    texts = sorted(name for name in gitea.files if name.endswith(".md"))
    before = dict(gitea.files)
    for name in texts:
        open_text(editor, name)
        if has_paragraph(before[name]):
            # At once, as by a keyboard that completes words: each letter draws the pane beside it anew.
            write_before(editor, "Kijk. ", editor.keyboard.insert_text)
        else:
            field(editor, "Inleiding").fill("Kijk. " + field(editor, "Inleiding").input_value())
        save(editor)
    for name in texts:
        new = gitea.files[name].decode()
        without = [new[: found.start()] + new[found.end() :] for found in re.finditer(r"Kijk\. ", new)]
        assert before[name].decode() in without, name
    for name, data in gitea.files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    practice = load_practice(room / "praktijk.toml")
    assert check(tmp_path / "content", practice).errors == check(ROOT / "content", practice).errors == ()


def test_a_header_in_dutch_keeps_its_own_words(editor, gitea):
    """Names, day, state, remarks and a key that nobody knows: as they were, around what was changed."""
    name = "content/artikelen/samen-aan-tafel.md"
    gitea.files[name] = IN_DUTCH.encode()
    editor.reload()
    open_text(editor, name)
    expect(field(editor, "Datum")).to_have_value("2026-03-03")
    expect(editor.get_by_role("radio", name="Concept: alleen jij ziet het")).to_be_checked()
    field(editor, "Titel").fill("Aan “één” tafel: samen")
    write_before(editor, "Bij ons. ")
    editor.get_by_role("radio", name="Klaar: gaat mee als je publiceert").click()
    save(editor)
    wanted = IN_DUTCH.replace("'Samen aan tafel'   # de titel", '"Aan “één” tafel: samen"')
    wanted = wanted.replace("toestand: concept", "toestand: published").replace("Om zes", "Bij ons. Om zes")
    assert gitea.files[name].decode() == wanted


def test_a_text_that_cannot_be_written_faithfully_is_not_offered(editor, gitea):
    """Its header holds what our reader does not read; the others are there."""
    gitea.files["content/artikelen/te-slim.md"] = TOO_CLEVER.encode()
    count = len([name for name in gitea.files if name.startswith("content/artikelen/")])
    editor.reload()
    expect(
        editor.get_by_role("gridcell", name="Tegenwil: waarom duwen averechts werkt", exact=True)
    ).to_be_visible()
    expect(editor.get_by_role("grid").get_by_role("row")).to_have_count(count - 1)
    expect(editor.get_by_text("fout opgetreden")).to_have_count(0)


def test_a_new_article_is_a_file_as_the_others_are(editor, gitea, tmp_path, room):
    """A draft with its address in its header and a photo beside it, that the check is content with."""
    editor.get_by_role("button", name="Nieuw item aanmaken").click()
    expect(editor.locator(".lexical-root")).to_be_visible()
    for label, text in (
        ("Titel", "Eén voor één aan tafel"),
        (
            "Omschrijving",
            "Hoe een gewone maaltijd je elke dag dichter bij je kind brengt, ook als het druk is.",
        ),
        ("Inleiding", "Eten moet je toch. Doe het samen."),
    ):
        field(editor, label).fill(text)
    editor.locator(".lexical-root").click()
    editor.keyboard.type("Het is zes uur.")
    shown = editor.frame_locator("iframe.preview")
    expect(shown.get_by_text("Het is zes uur.")).to_be_visible()
    photo = tmp_path / "Onze Tafel.jpg"
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(photo)
    insert_photo(editor, photo, "onze-tafel.jpg")
    field(editor, "Wat er te zien is").fill("Een gedekte tafel")
    expect(shown.locator('img[alt="Een gedekte tafel"]')).to_be_visible()
    save(editor)
    (change,) = [each for each in gitea.commits[-1]["files"] if each["path"].endswith(".md")]
    assert gitea.files["content/afbeeldingen/onze-tafel.jpg"] == photo.read_bytes()
    assert (change["operation"], change["path"]) == ("create", "content/artikelen/een-voor-een-aan-tafel.md")
    lines = gitea.files[change["path"]].decode().splitlines()
    assert re.fullmatch(r"date: \d{4}-\d{2}-\d{2}", lines.pop(5))
    assert lines == [
        "---",
        'title: "Eén voor één aan tafel"',
        "slug: een-voor-een-aan-tafel",
        'description: "Hoe een gewone maaltijd je elke dag dichter bij je kind brengt, ook als het druk is."',
        'lead: "Eten moet je toch. Doe het samen."',
        "category: Hechting",
        "status: draft",
        "---",
        "",
        "Het is zes uur.",
        "",
        "![Een gedekte tafel]({static}/afbeeldingen/onze-tafel.jpg)",
    ]
    for name in (change["path"], "content/afbeeldingen/onze-tafel.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_bytes(gitea.files[name])
    assert check(tmp_path / "content", load_practice(room / "praktijk.toml")).errors == ()


def test_what_somebody_else_changed_meanwhile_is_not_written_over_unasked(editor, gitea):
    """The coach is told in Dutch before anything is sent; her words are still in their field, and she may."""
    open_text(editor, ARTICLE)
    elsewhere = gitea.files[ARTICLE] + b"Van een ander.\n"
    gitea.files[ARTICLE] = elsewhere
    field(editor, "Titel").fill("Van mij")
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    asked = editor.get_by_role("alertdialog", name="Intussen veranderd")
    expect(asked).to_contain_text("Sla je het nu op, dan gaat die verandering verloren.")
    asked.get_by_role("button", name="Annuleren").click()
    expect(field(editor, "Titel")).to_have_value("Van mij")
    assert (gitea.files[ARTICLE], gitea.commits) == (elsewhere, [])
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    asked.get_by_role("button", name="Toch opslaan").click()
    expect(editor.get_by_role("button", name="Bewerken annuleren")).to_have_count(0)
    assert 'title: "Van mij"' in gitea.files[ARTICLE].decode()


def test_a_page_of_another_origin_gets_nothing(browser, address):
    """Not by asking, not in a frame, and no hold on a window of it that it opened itself.

    Between two servers: what Playwright answers itself, any page may read.
    """

    def answer(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"<!doctype html><title>Elders</title>"]

    context = browser.new_context()
    stranger = context.new_page()
    said = []
    stranger.on("console", lambda message: said.append(message.text))
    with serving(answer) as elsewhere:
        stranger.goto(elsewhere)
        tried = stranger.evaluate(
            """async (address) => {
              const text = (options) => fetch(address + "instellingen.json", options)
                .then((response) => response.text(), (error) => error.name);
              const frame = Object.assign(document.createElement("iframe"), { src: address });
              const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
              document.body.append(frame);
              await loaded;
              return [await text({}), await text({ mode: "no-cors" })];
            }""",
            f"{address}/beheer/",
        )
        assert tried == ["TypeError", "TypeError"]
        assert any("frame" in text for text in said)
        with context.expect_page() as opened:
            stranger.evaluate("address => { window.opened = window.open(address) }", f"{address}/beheer/")
        expect(opened.value.get_by_text("Inloggen met een toegangstoken")).to_be_visible()
        assert opened.value.evaluate("window.opener") is None
        assert stranger.evaluate("window.opened.closed") is True
    context.close()
