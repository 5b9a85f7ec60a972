"""The editor in the browser, by clicking and typing alone."""

import re
import tomllib
from http.client import PRECONDITION_FAILED

import pytest
from PIL import Image
from playwright.sync_api import expect

from tasks.editor import package
from tests.builders import ROOT
from tests.e2e.editing import field, insert_photo, save
from tests.e2e.places import DESK
from tests.preview import preview
from tests.repositories import OWN_ENVIRON

MAKE_MILLISECONDS = 30_000
ARTICLE = "zes-manieren-waarop-een-kind-zich-hecht"
pytestmark = pytest.mark.skipif(
    not package.folder(ROOT / "var").is_dir(), reason="the editor comes by npm: make beheer"
)


@pytest.fixture(scope="module")
def place(texts):
    return texts.folder


@pytest.fixture(scope="module")
def running(texts):
    with preview(texts.folder / "var", OWN_ENVIRON, texts.practice, texts.content) as running:
        yield running


@pytest.fixture
def editor(open_page):
    """The editor, open on the articles. An English browser: the editor is Dutch whatever it says.

    And one that asks for less motion: what slides and fades is drawn over and over.
    """
    page = open_page("/beheer/", viewport=DESK, reduced_motion="reduce")
    expect(page.get_by_role("button", name="Nieuw item aanmaken")).to_be_visible()
    yield page
    # At no moment, whatever was done.
    hosts = {url.split("/")[2] for url in page.requested if not url.startswith(("data:", "blob:"))}
    assert hosts == {page.url.split("/")[2]}
    assert page.faults == []


def write(page, label, text):
    field(page, label).fill(text)


def test_an_article_from_nothing_with_a_photo(editor, running, open_page, texts, tmp_path):
    """Written, saved, seen on the site; what the check says of it is mended, seen again, and published."""
    photo = tmp_path / "Onze Tafel.jpg"
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(photo)
    editor.get_by_role("button", name="Nieuw item aanmaken").click()
    # What the pane beside the fields shows is what will be saved.
    shown = editor.frame_locator("iframe.preview")
    expect(editor.locator(".lexical-root")).to_be_visible()
    write(editor, "Titel", "Samen aan tafel")
    write(
        editor,
        "Omschrijving",
        "Hoe een gewone maaltijd je elke dag dichter bij je kind brengt, ook als het druk is.",
    )
    write(editor, "Inleiding", "Eten moet je toch. Doe het samen.")
    text = editor.locator(".lexical-root")
    text.click()
    text.press_sequentially("Het is zes uur en de pan staat op tafel.")
    for line in ("## Aan tafel", "Niemand kijkt op een scherm."):
        editor.keyboard.press("Enter")
        editor.keyboard.type(line)
    expect(shown.get_by_text("Niemand kijkt op een scherm.")).to_be_visible()
    insert_photo(editor, photo, "onze-tafel.jpg")
    write(editor, "Onderschrift", "Om zes uur.")
    expect(shown.locator('img[title="Om zes uur."]')).to_be_visible()
    save(editor)
    made = texts.content / "artikelen" / "samen-aan-tafel.md"
    assert '![]({static}/afbeeldingen/onze-tafel.jpg "Om zes uur.")' in made.read_text()
    assert (texts.content / "afbeeldingen" / "onze-tafel.jpg").read_bytes() == photo.read_bytes()
    # A photo without words for who can't see it: the bar of its page says so.
    running.wait_for(r"Gebouwd in .*samen-aan-tafel\.md")
    page = open_page("/artikelen/samen-aan-tafel/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Samen aan tafel")
    bar = page.get_by_role("complementary", name="Voorbeeld")
    bar.get_by_role("button", name=re.compile("ding|fout")).first.click()
    findings = bar.get_by_role("region", name="Nagekeken")
    expect(findings).to_contain_text("onze-tafel.jpg heeft geen beschrijving")
    editor.get_by_role("gridcell", name="Samen aan tafel", exact=True).dblclick()
    # The fields of a block come when it is looked at.
    editor.locator(".lexical-root").get_by_role("group", name="Afbeelding").scroll_into_view_if_needed()
    write(editor, "Wat er te zien is", "Een gedekte tafel")
    expect(shown.locator('img[alt="Een gedekte tafel"]')).to_be_visible()
    editor.get_by_role("radio", name="Klaar: gaat mee als je publiceert").click()
    save(editor)
    expect(page.locator('main img[alt="Een gedekte tafel"]')).to_be_visible()
    expect(page.locator("main figcaption")).to_contain_text("Om zes uur.")
    expect(findings).not_to_contain_text("onze-tafel.jpg")
    assert '![Een gedekte tafel]({static}/afbeeldingen/onze-tafel.jpg "Om zes uur.")' in made.read_text()
    bar.get_by_role("button", name="Publiceren").click()
    bar.get_by_role("button", name="Publiceer nu").click()
    expect(bar.get_by_role("heading", name="Gepubliceerd")).to_be_visible(timeout=MAKE_MILLISECONDS)
    assert texts.far_text("artikelen/samen-aan-tafel.md") == made.read_text()
    assert texts.far_files() == [
        "content/afbeeldingen/onze-tafel.jpg",
        "content/artikelen/samen-aan-tafel.md",
    ]
    assert (texts.folder / "var" / "output" / "artikelen" / "samen-aan-tafel" / "index.html").is_file()


def stay_open(page):
    """As by its own setting: what is saved stays open, so that more of it can be changed."""
    page.evaluate("localStorage.setItem('sveltia-cms.prefs', JSON.stringify({ closeOnSave: false }))")
    page.reload()
    expect(page.get_by_role("button", name="Nieuw item aanmaken")).to_be_visible()


def open_text(page, collection, name):
    """Open a text; where its title is typed, and where the pane beside the fields shows it."""
    page.evaluate("address => { location.hash = address }", f"#/collections/{collection}/entries/{name}")
    title = field(page, "Titel")
    # What the pane shows is what will be saved, once all of the text is there.
    expect(page.locator(".lexical-root")).to_be_visible()
    shown = page.frame_locator("iframe.preview").locator('[data-key-path="title"] > p')
    expect(shown).to_have_text(title.input_value())
    return title, shown


def save_again(page):
    """Save what stays open. Its button has another name meanwhile."""
    button = page.get_by_role("button", name="Opslaan", exact=True)
    button.click()
    expect(button).to_be_disabled()


def close(page):
    button = page.get_by_role("button", name="Bewerken annuleren")
    button.click()
    expect(button).to_have_count(0)


def test_every_text_that_is_changed_and_changed_back_is_what_it_was(editor, place):
    """All that ships, saved twice by the editor itself: its title alone is another, and then no byte is."""
    stay_open(editor)
    for path in sorted((ROOT / "content").glob("*/*.md")):
        kept = place / path.relative_to(ROOT)
        before = kept.read_bytes()
        collection = "_singletons" if path.stem == "veelgestelde-vragen" else path.parent.name
        title, shown = open_text(editor, collection, path.stem)
        old = title.input_value()
        for text in ("Anders", old):
            title.fill(text)
            expect(shown).to_have_text(text)
            save_again(editor)
            changed = set(kept.read_bytes().splitlines()) - set(before.splitlines())
            assert len(changed) == (text != old), path.name
            assert all(b"Anders" in line for line in changed), path.name
        assert kept.read_bytes() == before, path.name
        close(editor)


def open_practice(page):
    page.evaluate("address => { location.hash = address }", "#/collections/_singletons/entries/praktijk")
    expect(field(page, "Telefoon")).to_be_visible()


def test_the_practice_is_changed_value_by_value(editor, running, open_page, texts):
    """A telephone number and a price: in the file those two alone, and the preview has them."""
    before = texts.practice.read_text(encoding="utf-8")
    open_practice(editor)
    expect(editor.get_by_role("button", name="Opslaan", exact=True)).to_be_disabled()
    field(editor, "Telefoon").press("Control+A")
    field(editor, "Telefoon").press_sequentially("06 87 65 43 21")
    prices = editor.get_by_role("group", name="Prijzen")
    prices.get_by_role("button", name="Uitvouwen").click()
    # A field comes when its place is looked at, and on a busy machine that place moves once more.
    editor.wait_for_function(
        "each => { each.scrollIntoView(); return each.querySelectorAll('input').length > 1; }",
        arg=prices.element_handle(),
    )
    write(editor, "Oudercoaching", "110,50")
    save(editor)
    wanted = before.replace('"06 12 34 56 78"', '"06 87 65 43 21"').replace("= 92.50", "= 110.5")
    assert texts.practice.read_text(encoding="utf-8") == wanted
    page = open_page("/diensten/oudercoaching-bij-hechting/")
    expect(page.locator("main")).to_contain_text("€\u00a0110,50")
    page.goto(f"{running.site}/contact/")
    expect(page.get_by_role("link", name="06 87 65 43 21").first).to_be_visible()


def test_the_practice_that_is_changed_back_is_what_it_was(editor, texts):
    """With every remark, every space and its order; unchanged it is not even written."""
    before, moment = texts.practice.read_bytes(), texts.practice.stat().st_mtime_ns
    open_practice(editor)
    write(editor, "Telefoon", "06 11 11 11 11")
    write(editor, "Telefoon", old_phone(before))
    expect(editor.get_by_role("button", name="Opslaan", exact=True)).to_be_disabled()
    assert texts.practice.stat().st_mtime_ns == moment
    for number in ("06 11 11 11 11", old_phone(before)):
        open_practice(editor)
        write(editor, "Telefoon", number)
        save(editor)
    assert texts.practice.read_bytes() == before


def old_phone(practice):
    return tomllib.loads(practice.decode())["praktijk"]["telefoon"]


def test_a_wrong_value_is_told_at_its_field_and_saved_once_it_is_mended(editor, texts):
    """In Dutch, with what it must be; until then nothing is written."""
    before = texts.practice.read_bytes()
    open_practice(editor)
    write(editor, "KvK-nummer", "1234")
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    expect(editor.get_by_text("Eén veld bevat een fout.")).to_be_visible()
    said = editor.get_by_role("group", name="KvK-nummer").get_by_text("Dit moeten acht cijfers zijn.")
    expect(said).to_be_visible()
    assert texts.practice.read_bytes() == before
    write(editor, "KvK-nummer", "87654321")
    expect(said).to_have_count(0)
    save(editor)
    assert texts.practice.read_bytes() == before.replace(b'kvk = "12345678"', b'kvk = "87654321"')


def open_article(page, name):
    page.evaluate("address => { location.hash = address }", f"#/collections/artikelen/entries/{name}")


def test_nothing_takes_the_focus_from_who_types_while_a_text_is_laid_out(editor, texts):
    """The text with every kind of block: the title that is typed at once is the title, and that alone."""
    open_article(editor, "voorbeeld-opmaak")
    title = field(editor, "Titel")
    title.press("Control+A")
    title.press_sequentially("Een andere titel, getypt voordat de tekst er staat.", delay=20)
    text = editor.locator(".lexical-root")
    expect(text.get_by_role("group", name="Kader", exact=True)).to_have_count(4)
    expect(text.get_by_role("group", name="Afbeelding", exact=True)).to_have_count(1)
    code = (texts.content / "artikelen" / "voorbeeld-opmaak.md").read_text().count("```markdown")
    expect(text.locator(".code-block")).to_have_count(code)
    expect(title).to_be_focused()
    expect(title).to_have_value("Een andere titel, getypt voordat de tekst er staat.")
    expect(text).not_to_contain_text("Een andere titel")
    # What colours code is not asked for.
    assert [url for url in editor.requested if "shiki" in url] == []


def test_a_text_that_is_opened_shows_its_beginning(editor):
    """No picture or box further on takes the focus; one that is put in by its button does."""
    open_article(editor, "voorbeeld-opmaak")
    text = editor.locator(".lexical-root")
    boxes = text.get_by_role("group", name="Kader", exact=True)
    expect(boxes).to_have_count(4)
    expect(field(editor, "Titel")).to_be_in_viewport()
    assert editor.evaluate("!document.activeElement.closest('.lexical-root')")
    text.locator("p").first.click()
    editor.get_by_role("button", name="Invoegen", exact=True).click()
    editor.get_by_role("menuitem", name="Kader").click()
    expect(boxes).to_have_count(5)
    expect(boxes.first).to_be_focused()


def test_a_page_of_another_origin_reads_and_writes_nothing(open_page, running, place):
    """The endpoint's page is of the same machine and another port: to the browser a stranger."""
    page = open_page("/beheer/", bypass_csp=True)
    page.goto(running.api + "/contact")
    before = (place / "praktijk.toml").read_bytes()
    tried = page.evaluate(
        """async (site) => {
          const attempt = async (options) => {
            try {
              const response = await fetch(site + "/beheer/bestanden/praktijk.toml", options);
              return `${response.type} ${await response.text()}`;
            } catch (error) {
              return error.name;
            }
          };
          return [
            await attempt({}),
            await attempt({ mode: "no-cors" }),
            await attempt({ method: "PUT", body: "x", headers: { "X-Nabij-Token": "x" } }),
            await attempt({ method: "POST", mode: "no-cors", body: "x" }),
          ];
        }""",
        running.site,
    )
    assert tried == ["TypeError"] * 4
    assert (place / "praktijk.toml").read_bytes() == before


def test_a_text_that_changed_elsewhere_is_not_written_over(editor, place):
    """The coach is told in Dutch, and her words are still in their field."""
    path = place / "content" / "artikelen" / f"{ARTICLE}.md"
    open_article(editor, ARTICLE)
    expect(field(editor, "Titel")).to_be_visible()
    elsewhere = path.read_bytes() + b"Van een ander.\n"
    path.write_bytes(elsewhere)
    tried = []
    editor.on(
        "response", lambda response: tried.append(1) if response.status == PRECONDITION_FAILED else None
    )
    write(editor, "Titel", "Van mij")
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    notice = editor.get_by_role("alertdialog", name="Niet bewaard")
    expect(notice).to_contain_text("intussen veranderd, buiten het beheer om. Er is niets overschreven.")
    notice.get_by_role("button", name="Begrepen").click()
    # Sveltia tries twice more by itself; she is told once.
    while len(tried) < 3:
        editor.wait_for_event("response")
    expect(notice).to_have_count(0)
    expect(field(editor, "Titel")).to_have_value("Van mij")
    assert path.read_bytes() == elsewhere


@pytest.mark.parametrize("width", [360, 768])
def test_the_fields_fit_a_small_window_and_can_be_enlarged(open_page, width):
    """Also of the text with long lines of code; with two fingers, on a telephone (WCAG 1.4.4)."""
    page = open_page("/beheer/", viewport={"width": width, "height": 900})
    # Before the list of articles is there, an address of one leads to it.
    expect(page.get_by_text("Artikelen").first).to_be_visible()
    open_article(page, "voorbeeld-opmaak")
    expect(page.locator(".code-block").first).to_be_attached()
    expect(field(page, "Titel")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.querySelector('.content-area').getBoundingClientRect().right") <= width
    assert "maximum-scale" not in page.locator("meta[name=viewport]").last.get_attribute("content")


def test_the_pane_beside_the_fields_looks_like_the_page(editor, open_page):
    """The title and a piece of code, as the preview of the page itself has them."""
    open_article(editor, "voorbeeld-opmaak")
    shown = editor.frame_locator("iframe.preview")
    page = open_page("/artikelen/voorbeeld-opmaak/", viewport={"width": 560, "height": 900})
    names = "['fontFamily', 'fontWeight', 'backgroundColor', 'whiteSpace']"
    look = f"each => {names}.map((name) => getComputedStyle(each)[name])"
    title = shown.locator('[data-key-path="title"] > p')
    assert title.evaluate(look) == page.get_by_role("heading", level=1).evaluate(look)
    assert shown.locator("pre").first.evaluate(look) == page.locator("pre").first.evaluate(look)
