"""The built site: every page there, every rule met, and what praktijk.toml says on it."""

import re

import pytest

from contact_api.practice import load_practice
from tests.builders import ROOT
from tests.site.pages import Page
from tests.site.rules import problems_of_site

ADDRESSES = {
    "/",
    "/artikelen/",
    "/artikelen/waarom-een-hechte-band-nu-meer-dan-ooit-telt/",
    "/diensten/",
    "/diensten/life-coaching/",
    "/diensten/oudercoaching-bij-hechting/",
    "/diensten/gratis-kennismakingsgesprek/",
    "/over/",
    "/veelgestelde-vragen/",
    "/contact/",
    "/contact/bedankt/",
    "/privacy/",
    "/toegankelijkheid/",
    "/zoeken/",
    "/404.html",
}
MAIN = "/artikelen/waarom-een-hechte-band-nu-meer-dan-ooit-telt/"
HELP = ("112", "113", "0800-0113", "0800-2000", "0800-0432")


def page_of(site, address) -> Page:
    (page,) = [page for page in site.pages if page.address == address]
    return page


def text_of(site, address):
    return " ".join(page_of(site, address).tree.css_first("main").text(separator=" ").split())


@pytest.mark.parametrize("folder", ["preview_folder", "live_folder"])
def test_every_page_meets_every_rule(folder, request):
    """All problems of all pages at once; for an empty praktijk.toml and for a full one."""
    assert problems_of_site(request.getfixturevalue(folder)) == []


def test_every_page_of_the_plan_is_there(preview_site):
    """And themes and subjects besides."""
    found = {page.address for page in preview_site.pages}
    assert found >= ADDRESSES
    kinds = [address for address in found if re.match(r"/artikelen/(thema|onderwerp)/[a-z-]+/$", address)]
    assert len(kinds) > 3


def test_the_main_article_is_complete(preview_site):
    """At least 1,800 words, its eleven subjects as sections, the six ways as a list, a way to contact."""
    page = page_of(preview_site, MAIN)
    assert len(text_of(preview_site, MAIN).split()) >= 1800
    assert len(page.all("article h2[id]")) >= 11
    assert len(page.all(".strands ol > li")) == 6
    assert "/contact/" in page.attributes("main a", "href")
    assert "Neufeld" in page.tree.css_first("main").text()


@pytest.mark.parametrize("address", ["/contact/", MAIN])
def test_help_in_need_is_there_for_heavy_subjects(preview_site, address):
    """Every number, as a link to call where it is a number."""
    text = text_of(preview_site, address)
    assert [number for number in HELP if number not in text] == []
    called = page_of(preview_site, address).attributes('a[href^="tel:"]', "href")
    assert {"tel:112", "tel:113", "tel:08002000", "tel:08000432"} <= {
        link.replace("-", "") for link in called
    }


def test_dates_are_dutch_on_any_machine(preview_site):
    """By Babel, not by the locale of the system."""
    assert "14\xa0september\xa02026" in page_of(preview_site, MAIN).tree.css_first("main").text()


def test_apostrophes_are_apostrophes(preview_site):
    """’s avonds is never ‘s avonds; no straight quote is left in a text."""
    for page in preview_site.pages:
        text = page.tree.css_first("main").text()
        assert not re.search(r"‘s |‘t |‘n |\w'\w|\s's ", text), page.address


def test_a_full_practice_is_shown(live_site):
    """Name, address, prices in Dutch, hours: from the one file."""
    contact = page_of(live_site, "/contact/").tree.body.text()
    for said in (
        "Dorpsstraat 1",
        "1234 AB",
        "Ons Dorp",
        "06 12 34 56 78",
        "hallo@praktijk-test.nl",
        "9.00–17.00 uur",
    ):
        assert said in contact
    assert "€\xa095" in page_of(live_site, "/diensten/life-coaching/").tree.body.text()
    assert "€\xa092,50" in page_of(live_site, "/diensten/oudercoaching-bij-hechting/").tree.body.text()
    assert "12345678" in page_of(live_site, "/").tree.body.text()


def test_an_empty_practice_shows_no_gaps(preview_site):
    """No label without a value, no "None", no empty link."""
    for page in preview_site.pages:
        text = page.tree.body.text()
        assert "None" not in text, page.address
        assert not re.search(r"(KvK|Telefoon|Btw)[:\s]*$", text, re.M), page.address
    assert "Het tarief hoor je vooraf" in text_of(preview_site, "/diensten/life-coaching/")


def test_the_privacy_page_says_what_the_endpoint_does(preview_site):
    """The same number of days, from the same file; hCaptcha by its name."""
    text = text_of(preview_site, "/privacy/")
    days = load_practice(ROOT / "praktijk.toml").contact.retention_days
    assert f"{days} dagen" in text.replace("\xa0", " ")
    assert "Intuition Machines" in text
    assert "Autoriteit Persoonsgegevens" in text


def test_the_privacy_page_tells_of_the_mails_that_the_practice_chose(preview_site, live_site):
    """What ships sends a summary each week and no confirmation; the other practice chose the opposite."""
    ships, chosen = (" ".join(text_of(site, "/privacy/").split()) for site in (preview_site, live_site))
    contact = load_practice(ROOT / "praktijk.toml").contact
    assert (contact.summary, contact.confirmation) == ("weekly", False)
    for text, summary, confirmation in ((ships, True, False), (chosen, False, True)):
        assert ("Elke week krijgt de praktijk een overzicht per e-mail" in text) is summary
        assert ("In het overzicht staat dan je naam, je e-mailadres en het begin" in text) is summary
        assert ("Je krijgt zelf een e-mail dat je bericht is ontvangen" in text) is confirmation
        assert "wordt niet gemaild, maar apart gehouden" in text
        assert "30 dagen na ontvangst wordt het van de server gewist" in text
        assert "Na een dag is die code weg" in text
        assert "De server onthoudt alleen dat een code is gebruikt" in text


def test_the_form_goes_where_it_must(preview_site, live_site):
    """The preview to this machine, the live site to its endpoint and to hCaptcha itself."""
    preview, live = (
        page_of(site, "/contact/").tree.css_first("form#contactformulier")
        for site in (preview_site, live_site)
    )
    assert preview.attributes["action"] == "http://localhost:8001/contact"
    assert live.attributes["action"] == "https://contact.praktijk-test.nl/contact"
    assert live.attributes["data-captcha-script"] == "https://js.hcaptcha.com/1/api.js"
    assert live.attributes["data-sitekey"] == "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
    assert live.attributes["method"] == "post"


def test_nothing_of_this_machine_is_in_the_live_site(live_folder):
    """No loopback address and no path of the machine that built it."""
    for path in live_folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"localhost" not in content, path
            assert str(ROOT).encode() not in content, path


def test_only_the_contact_page_and_the_search_page_have_script(live_site):
    """Every other page is HTML and style."""
    with_script = [page.address for page in live_site.pages if page.all("script[src], script[type=module]")]
    assert with_script == ["/contact/", "/zoeken/"]


def test_only_the_live_site_may_be_found(preview_site, live_site):
    """A preview is never indexed; live, only what is no use in a search result is kept out."""
    hidden = 'meta[name="robots"][content*="noindex"]'
    assert all(page.all(hidden) for page in preview_site.pages)
    assert {page.address for page in live_site.pages if page.all(hidden)} == {
        "/404.html",
        "/contact/bedankt/",
    }


def test_canonical_addresses_are_absolute_and_own(live_site):
    """Each page that may be found names itself."""
    for page in live_site.pages:
        if page.address not in ("/404.html", "/contact/bedankt/"):
            expected = [f"https://www.praktijk-test.nl{page.address}"]
            assert page.attributes('link[rel="canonical"]', "href") == expected
