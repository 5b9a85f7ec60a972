"""A visitor looks for something, on the page that has the search field."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.visitor import without_our_script

HERE = "/artikelen/waarom-een-hechte-band-nu-meer-dan-ooit-telt/"
LIBRARY = "**/pagefind/pagefind.js"


def field(page):
    return page.get_by_label("Waar zoek je naar?")


def status(page):
    return page.locator("#resultaten [role=status]")


def results(page):
    return page.locator("[data-results] h2 a")


def pretend(page, found):
    """Put these results in the place of what Pagefind finds."""
    page.route(
        LIBRARY,
        lambda route: route.fulfill(
            content_type="text/javascript",
            body=f"const found = {json.dumps(found)};"
            "export const options = () => {}, init = () => {};"
            "export const search = () => ({ results: found.map((each) => ({ data: async () => each })) });",
        ),
    )


def a_result(number, excerpt="tekst"):
    return {"url": f"/over/?{number}", "meta": {"title": f"Gevonden {number}"}, "excerpt": excerpt}


def test_a_dutch_word_finds_its_other_forms(open_page, running):
    """“hechten” finds “hechting” and “hechte”; each result has its theme, title and a marked excerpt."""
    page = open_page("/zoeken/")
    field(page).press_sequentially("hechten")
    expect(status(page)).to_have_text(re.compile(r"^\d+ resultaten voor “hechten”\.$"))
    expect(results(page).filter(has_text="Oudercoaching bij hechting")).to_have_attribute(
        "href", "/diensten/oudercoaching-bij-hechting/"
    )
    expect(page.locator("[data-results] .eyebrow").filter(has_text="Hechting").first).to_be_visible()
    assert {"hechting", "hechte"} <= {
        word.strip(".,:").lower() for word in page.locator("[data-results] mark").all_inner_texts()
    }
    expect(field(page)).to_be_focused()
    expect(page.get_by_role("button", name="Toon meer")).to_be_hidden()
    assert page.faults == []


def test_the_address_holds_the_search(open_page, running):
    """It can be shared, and Back from a result gives the results again, then the search before."""
    page = open_page("/zoeken/?q=tegenwil")
    expect(field(page)).to_have_value("tegenwil")
    expect(results(page).first).to_have_text("Tegenwil: waarom duwen averechts werkt")
    field(page).fill("pubers")
    field(page).press("Enter")
    expect(page).to_have_url(f"{running.site}/zoeken/?q=pubers")
    expect(status(page)).to_contain_text("voor “pubers”")
    field(page).fill("telefoon")
    expect(page).to_have_url(f"{running.site}/zoeken/?q=telefoon")
    expect(status(page)).to_contain_text("voor “telefoon”")
    results(page).first.press("Enter")
    expect(page).to_have_url(re.compile("/artikelen/"))
    page.go_back()
    expect(status(page)).to_contain_text("voor “telefoon”")
    page.go_back()
    expect(field(page)).to_have_value("pubers")
    expect(status(page)).to_contain_text("voor “pubers”")


def test_a_theme_narrows_the_search(open_page, running):
    """In the address too; a theme that does not exist is no theme."""
    page = open_page("/zoeken/?q=kind")
    expect(status(page)).to_contain_text("resultaten voor “kind”")
    page.get_by_label("In welk thema?").select_option("Jezelf als ouder")
    expect(results(page)).to_have_text(["Je eigen jeugd en je patronen als ouder"])
    expect(status(page)).to_have_text("1 resultaat voor “kind”.")
    expect(page).to_have_url(f"{running.site}/zoeken/?q=kind&thema=Jezelf+als+ouder")
    page.goto(f"{running.site}/zoeken/?q=kind&thema=Weg")
    expect(page.get_by_label("In welk thema?")).to_have_value("")
    expect(status(page)).to_contain_text("resultaten voor “kind”")


def test_nothing_found_says_what_to_do(open_page):
    """The word as it was typed, advice, and the overview below."""
    page = open_page("/zoeken/?q=%3Cb%3Exyzzyq%24%26")
    expect(status(page)).to_have_text("Niets gevonden voor “<b>xyzzyq$&”.")
    expect(page.get_by_text("Probeer een ander woord")).to_be_visible()
    expect(page.get_by_role("heading", name="Thema’s")).to_be_visible()
    field(page).fill("")
    expect(status(page)).to_have_text("")
    expect(page.get_by_text("Probeer een ander woord")).to_be_hidden()


def test_the_keyboard_goes_from_the_field_to_the_results(open_page, running):
    """Field, theme, button, first result: no trap, no jump."""
    page = open_page("/zoeken/")
    field(page).focus()
    page.keyboard.type("vrienden")
    expect(status(page)).to_contain_text("voor “vrienden”")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/artikelen/als-je-kind-zich-op-vrienden-richt/"))


def test_nothing_is_loaded_before_a_visitor_searches_and_nothing_from_elsewhere(open_page, running):
    """No index, no storage; no other page asks for anything of it."""
    page = open_page("/zoeken/")
    expect(field(page)).to_be_visible()
    assert [url for url in page.requested if "/pagefind/" in url] == []
    field(page).fill("rust")
    expect(results(page).first).to_be_visible()
    assert [url for url in page.requested if not url.startswith(running.site)] == []
    assert [url for url in page.requested if "worker" in url] == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    other = open_page(HERE)
    assert [url for url in other.requested if "/pagefind/" in url or "/theme/" in url] == []


def test_without_javascript_there_is_no_dead_field(open_page):
    """The page says so, and offers everything by theme and subject."""
    page = open_page("/zoeken/", java_script_enabled=False)
    expect(page.locator("main .notice")).to_contain_text("Zoeken op een woord werkt alleen met JavaScript")
    expect(page.locator("#zoekformulier")).to_be_hidden()
    expect(page.get_by_role("heading", name="Onderwerpen")).to_be_visible()


def test_a_script_that_is_lost_leaves_no_dead_field(open_page):
    """The field shows itself only once it works."""
    page = open_page("/over/")
    without_our_script(page)
    page.goto(page.url.replace("/over/", "/zoeken/"))
    expect(page.locator("#zoekformulier")).not_to_be_visible()
    expect(page.get_by_role("heading", name="Onderwerpen")).to_be_visible()


@pytest.mark.parametrize(
    "lost", [LIBRARY, "**/pagefind/*.pagefind", "**/pagefind/index/*", "**/*.pf_fragment"]
)
def test_an_index_that_does_not_load_is_said_and_the_overview_stays(open_page, running, lost):
    """Never “nothing found”; sending the form again asks for the whole page again."""
    page = open_page("/zoeken/")
    page.route(lost, lambda route: route.abort())
    field(page).fill("rust")
    expect(status(page)).to_contain_text("Zoeken lukt nu niet")
    expect(page.get_by_role("heading", name="Onderwerpen")).to_be_visible()
    expect(page.get_by_text("Probeer een ander woord")).to_be_hidden()
    page.unroute(lost)
    field(page).press("Enter")
    expect(results(page).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/zoeken/\?q=rust"))


def test_what_is_found_is_shown_as_text(open_page):
    """No tag of a text becomes one of the page; only the marks of the search do."""
    page = open_page("/zoeken/")
    pretend(page, [a_result(1, "Een <mark>&lt;img src=x&gt;</mark> en <b>vet</b> &amp; meer")])
    field(page).fill("x")
    expect(page.locator("[data-excerpt]")).to_have_text("Een <img src=x> en <b>vet</b> &amp; meer …")
    expect(page.locator("[data-results] mark")).to_have_text("<img src=x>")
    assert page.locator("[data-excerpt] :not(mark)").count() == 0


def test_many_results_come_in_portions(open_page):
    """Ten at a time, with the focus on the first new one; the button goes when all are there."""
    page = open_page("/zoeken/")
    pretend(page, [a_result(number) for number in range(1, 24)])
    field(page).fill("x")
    expect(status(page)).to_have_text("23 resultaten voor “x”.")
    expect(results(page)).to_have_count(10)
    more = page.get_by_role("button", name="Toon meer resultaten")
    more.press("Enter")
    expect(results(page)).to_have_count(20)
    expect(results(page).nth(10)).to_be_focused()
    more.press("Enter")
    expect(results(page)).to_have_count(23)
    expect(results(page).nth(20)).to_be_focused()
    expect(more).to_be_hidden()
