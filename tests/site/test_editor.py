"""The editor in the published site: nothing of it unless praktijk.toml asks, and then what is meant alone."""

import json
import re
import shutil

import pytest

from contact_api.practice import load_practice
from tasks.editor import package, published
from tests.builders import ROOT, a_practice_file_with_editor
from tests.editor_package import a_package
from tests.live_site import make_ready
from tests.observatory import parse_policy
from tests.site.pages import read_site
from tests.static_host import headers_for, parse_headers

RELEASED = f"/beheer/pakket/cms@{package.VERSION}"
GENERATED = {"_headers", ".htaccess"}
COPIES = (".br", ".gz")


@pytest.fixture(scope="module")
def with_editor(live_folder, tmp_path_factory):
    """The same site, published with the editor."""
    room = tmp_path_factory.mktemp("editor")
    shutil.copytree(live_folder, room / "site", ignore=shutil.ignore_patterns(*GENERATED, "*.br", "*.gz"))
    practice = a_practice_file_with_editor(room, bevestiging="true")
    var = a_package(room / "var")
    assert published.add(room / "site", ROOT / "content", load_practice(practice), var) == []
    return make_ready(room, practice)


def files_of(folder):
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items()}


def rules_of(folder):
    return parse_headers((folder / "_headers").read_text(encoding="utf-8"))


def test_without_the_table_there_is_no_trace_of_the_editor(live_folder):
    """No file, no header, no word in any page or rule, of it or of who could be asked by it."""
    found = files_of(live_folder)
    assert [name for name in found if "beheer" in name] == []
    traces = re.compile(rb"/beheer|sveltia|codeberg|api\.github|git\.praktijk|X-Robots-Tag", re.I)
    assert [name for name, data in found.items() if traces.search(data)] == []
    assert not traces.search((live_folder.parent / "nginx.conf").read_bytes())


def test_with_the_table_the_rest_of_the_site_is_the_same(live_folder, with_editor):
    """Every page, list, sitemap and index, to the byte; every header too, but for the one rule more."""
    old, new = files_of(live_folder), files_of(with_editor)
    rest = {name for name in new if not name.startswith("beheer/")} - GENERATED
    assert rest == old.keys() - GENERATED
    assert [name for name in rest if new[name] != old[name]] == []
    rules = rules_of(with_editor)
    assert [rule for rule in rules if rule[0] != "/beheer/*"] == rules_of(live_folder)
    assert len(rules) == len(rules_of(live_folder)) + 1


def test_what_is_published_of_it_is_what_its_page_loads(with_editor):
    """The page, our own scripts, the theme's style, the settings, and of the package what it asks for."""
    names = {f"/{name}" for name in files_of(with_editor) if name.startswith("beheer/")}
    assert {name for name in names if not name.endswith(COPIES)} == {
        "/beheer/index.html",
        *(f"/beheer/{name}.js" for name in ("dutch", "marks", "yaml", "header", "body", "format", "open")),
        "/beheer/instellingen.json",
        "/beheer/thema.css",
        *(f"{RELEASED}/{name}" for name in ("dist/sveltia-cms.js", "dist/chunks/react-dom.js")),
        *(f"{RELEASED}/{name}" for name in ("locales/nl.json", "LICENSE.txt")),
        "/beheer/pakket/cms/package.json",
        "/beheer/pakket/npm/assets/source-sans-3-latin.woff2",
        "/beheer/pakket/npm/assets/source-sans-3.LICENSE.txt",
    }
    (page,) = [page for page in read_site(with_editor).pages if page.address == "/beheer/"]
    assert page.attributes('meta[name="robots"]', "content") == ["noindex"]
    assert page.attributes("html", "lang") == ["nl"]
    sources = page.attributes("script", "src")
    assert len(sources) == len(page.all("script")) == 8
    assert set(sources) <= names
    assert page.all("style") == page.all("[style]") == []
    # Where a host sends no headers the page is as strict of itself, but for frames.
    (own,) = page.attributes('meta[http-equiv="Content-Security-Policy"]', "content")
    sent = headers_for(rules_of(with_editor), "/beheer/")["Content-Security-Policy"]
    assert parse_policy(own) | {"frame-ancestors": ["'none'"]} == parse_policy(sent)


@pytest.mark.parametrize("path", ["/beheer/", "/beheer/instellingen.json", f"{RELEASED}/dist/sveltia-cms.js"])
def test_every_part_is_closed_to_all_but_its_own_page_and_its_host(with_editor, path):
    """Default-deny, script from files alone, the host's API and nothing else; in no index, in no old copy."""
    found = headers_for(rules_of(with_editor), path)
    assert parse_policy(found["Content-Security-Policy"]) == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "blob:", "data:", "https://git.praktijk-test.nl"],
        "media-src": ["'self'", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", "blob:", "data:", "https://git.praktijk-test.nl/api/"],
        "frame-src": ["blob:"],
        "manifest-src": ["blob:"],
        "base-uri": ["'self'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    assert found["X-Robots-Tag"] == "noindex"
    assert found["Cache-Control"] == "no-cache"
    assert (found["X-Frame-Options"], found["Cross-Origin-Opener-Policy"]) == ("DENY", "same-origin")


def test_the_settings_name_the_host_and_leave_out_what_stays_on_ones_own_computer(with_editor):
    """No field for praktijk.toml; every text in our own format, and nothing of this machine."""
    text = (with_editor / "beheer" / "instellingen.json").read_text(encoding="utf-8")
    found = json.loads(text)["config"]
    assert found["backend"] | {"commit_messages": {}} == {
        "name": "gitea",
        "repo": "ans/nabij",
        "branch": "main",
        "auth_methods": ["token"],
        "commit_messages": {},
        "api_root": "https://git.praktijk-test.nl/api/v1",
        "base_url": "https://git.praktijk-test.nl",
    }
    assert found["site_url"] == "https://www.praktijk-test.nl"
    singletons = [(each["file"], each["format"]) for each in found["singletons"]]
    assert singletons == [("content/paginas/veelgestelde-vragen.md", "nabij-frontmatter")]
    assert {each["format"] for each in found["collections"]} == {"nabij-frontmatter"}
    assert str(ROOT) not in text
    words = json.loads((with_editor / RELEASED[1:] / "locales" / "nl.json").read_text(encoding="utf-8"))
    assert words["save"] == "Opslaan"
    assert words["entry_saved"].startswith("Opgeslagen bij je git-host.")


def test_a_page_of_ones_own_at_the_address_is_not_written_over(with_editor):
    """It is told, and stays."""
    practice = load_practice(with_editor.parent / "praktijk.toml")
    before = files_of(with_editor)
    (said,) = published.add(with_editor, ROOT / "content", practice, with_editor.parent / "var")
    assert "heeft het adres /beheer/ al" in said
    assert files_of(with_editor) == before
