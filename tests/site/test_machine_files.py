"""Files for programs in the live site: sitemap, robots.txt, manifest and security.txt."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from lxml import etree
from PIL import Image

from plugins import machine_files
from tests.builders import SITE, a_practice

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NOT_TO_BE_FOUND = {"/404.html", "/contact/bedankt/"}


def content(date=None, **changes):
    return SimpleNamespace(**({"date": date} if date else {}), **changes)


OLD, NEW, CHANGED = (datetime(2026, month, 1) for month in (1, 2, 3))


@pytest.mark.parametrize(
    ("context", "moment"),
    [
        ({"article": content(OLD), "articles": [content(NEW)]}, OLD),
        ({"article": content(OLD, modified=CHANGED)}, CHANGED),
        ({"page": content(template="page"), "articles": [content(NEW)]}, None),
        ({"page": content(OLD, template="page")}, OLD),
        ({"page": content(template="home"), "articles": [content(OLD), content(NEW)]}, NEW),
        ({"category": "x", "articles": [content(NEW), content(OLD, modified=CHANGED)]}, CHANGED),
        ({"articles": [content(NEW)], "articles_page": content(object_list=[content(OLD)])}, OLD),
        ({"articles": []}, None),
    ],
)
def test_a_page_changed_when_what_it_shows_changed(context, moment):
    """Its own day, or that of the newest article on this page of a list; no day is made up."""
    assert machine_files.last_changed(context) == moment


def test_the_sitemap_lists_what_may_be_found(live_folder, live_site):
    """Every page but those with noindex, by its canonical address, each once."""
    urls = etree.parse(live_folder / "sitemap.xml").getroot()
    listed = urls.xpath("s:url/s:loc/text()", namespaces=SITEMAP)
    found = {f"{SITE}{page.address}" for page in live_site.pages if not page.all('meta[content="noindex"]')}
    assert {page.address for page in live_site.pages} - NOT_TO_BE_FOUND == {
        address.removeprefix(SITE) for address in found
    }
    assert sorted(listed) == sorted(found)


def test_the_sitemap_knows_when_articles_changed(live_folder):
    """And says nothing of pages without a date."""
    urls = etree.parse(live_folder / "sitemap.xml").getroot()
    moments = {
        url.findtext("s:loc", namespaces=SITEMAP).removeprefix(SITE): url.findtext(
            "s:lastmod", namespaces=SITEMAP
        )
        for url in urls
    }
    main = "/artikelen/waarom-een-hechte-band-nu-meer-dan-ooit-telt/"
    assert moments[main] == "2026-09-14"
    assert moments["/"] == moments["/artikelen/"] == moments["/zoeken/"]
    assert moments["/"] == max(filter(None, moments.values()))
    assert moments["/over/"] is None


def test_robots_may_read_the_live_site_alone(live_folder, preview_folder):
    """The live site names its sitemap."""
    live, preview = (
        (folder / "robots.txt").read_text(encoding="utf-8") for folder in (live_folder, preview_folder)
    )
    assert live == f"User-agent: *\nAllow: /\n\nSitemap: {SITE}/sitemap.xml\n"
    assert preview == "User-agent: *\nDisallow: /\n"


def test_security_txt_lasts_less_than_a_year(live_folder):
    """RFC 9116: every line ends, Contact is an address to write to, Expires is to come."""
    text = (live_folder / ".well-known" / "security.txt").read_bytes().decode("utf-8")
    assert text.endswith("\n")
    fields = [line.split(": ", 1) for line in text.splitlines()]
    assert [name for name, _ in fields] == ["Contact", "Expires", "Preferred-Languages", "Canonical"]
    said = dict(fields)
    assert said["Contact"] == "mailto:hallo@praktijk-test.nl"
    assert said["Canonical"] == f"{SITE}/.well-known/security.txt"
    assert "nl" in said["Preferred-Languages"]
    expires = datetime.fromisoformat(said["Expires"])
    assert datetime.now(UTC) < expires < datetime.now(UTC) + timedelta(days=365)
    assert machine_files.expires(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-12-31T00:00:00Z"


def test_there_is_no_security_txt_without_an_address(tmp_path):
    """RFC 9116 asks for one."""
    names = [machine_files.files(a_practice(tmp_path, **email)) for email in ({}, {"email": '""'})]
    assert set(names[0]) - set(names[1]) == {".well-known/security.txt"}


def test_the_manifest_names_the_practice_and_its_icons(live_folder, live_site):
    """Each icon is there and as large as it says."""
    manifest = json.loads((live_folder / "site.webmanifest").read_text(encoding="utf-8"))
    assert manifest["name"] == "Nabij, Life coaching voor ouders"
    assert manifest["short_name"] == "Nabij"
    assert {icon.get("purpose", "any") for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        path = live_folder / icon["src"].removeprefix("/")
        assert path.is_file()
        if icon["type"] == "image/png":
            with Image.open(path) as image:
                assert "x".join(map(str, image.size)) == icon["sizes"]
    (home,) = [page for page in live_site.pages if page.address == "/"]
    assert home.attributes('link[rel="manifest"]', "href") == ["/site.webmanifest"]
