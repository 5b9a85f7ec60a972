"""The search index: what is in it, and that a build makes it the same each time."""

import gzip
import json
import shutil

import pytest

from plugins import search_index as search
from plugins.search_bundle import read

PAGE = (
    "<html lang=nl><head><title>{name}</title></head><body><nav>menu</nav><h1>{name}</h1>{main}</body></html>"
)


def fragments(folder):
    """What the index knows of each page, by address."""
    found = {}
    for path in (folder / search.FOLDER / "fragment").glob("*.pf_fragment"):
        page = json.loads(gzip.decompress(path.read_bytes()).decode().removeprefix("pagefind_dcd"))
        found[page["url"]] = page | {"hash": path.stem}
    return found


def write_pages(folder, **pages):
    for name, main in pages.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(PAGE.format(name=name, main=main), encoding="utf-8")


def test_only_what_a_template_marks_is_found(tmp_path):
    """A page without a mark is left out, and so is what stands beside the mark."""
    write_pages(tmp_path, a="<p data-pagefind-body>slapen</p><p>naast</p>", b="<p>niets</p>")
    search.index(tmp_path, "nl")
    (page,) = fragments(tmp_path).values()
    assert (page["url"], page["content"], page["meta"]["title"]) == ("/a/", "slapen.", "a")


def test_no_more_of_pagefind_is_published_than_is_asked_for(preview_folder):
    """No interface of its own, no worker, one language: about 160 kB, none of it before a search."""
    names = sorted(path.name for path in (preview_folder / search.FOLDER).iterdir() if path.is_file())
    meta = [name for name in names if name.endswith(".pf_meta")]
    assert names == sorted(["pagefind-entry.json", "pagefind.js", "wasm.nl.pagefind", *meta])
    assert len(meta) == 1


def test_articles_services_and_pages_are_found_and_lists_are_not(preview_folder):
    """With the theme that the filter goes by; lists and dead ends would only repeat or lead nowhere."""
    pages = fragments(preview_folder)
    assert pages["/artikelen/tegenwil-waarom-duwen-averechts-werkt/"]["filters"] == {"thema": ["Opvoeden"]}
    assert pages["/diensten/life-coaching/"]["filters"] == {"thema": ["Diensten"]}
    assert {"/over/", "/veelgestelde-vragen/", "/contact/", "/privacy/"} <= pages.keys()
    assert not {"/", "/artikelen/", "/zoeken/", "/404.html", "/contact/bedankt/"} & pages.keys()
    assert not [address for address in pages if "/thema/" in address or "/onderwerp/" in address]


def test_only_the_text_of_an_article_is_found(preview_folder):
    """Not what stands on each of them: the way out, help, the step to contact, other articles."""
    for address, page in fragments(preview_folder).items():
        for said in (
            "Verlaat deze site",
            "Wil je hierover praten?",
            "Verder lezen",
            "Kruimelpad",
            "0800-0113",
        ):
            assert said not in page["content"], (address, said)


def test_two_builds_make_one_index(preview_folder, tmp_path):
    """The same bytes under the same names, so that an upload is small. Pagefind's order is one of chance."""
    again = tmp_path / "site"
    shutil.copytree(preview_folder, again, ignore=shutil.ignore_patterns(search.FOLDER))
    for _ in range(3):
        search.index(again, "nl")
        assert content_of(again / search.FOLDER) == content_of(preview_folder / search.FOLDER)


def content_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_site_that_can_not_be_indexed_stops_the_build(tmp_path):
    """In Dutch: there is nothing to find in it."""
    write_pages(tmp_path, a="<p>niets</p>")
    with pytest.raises(search.SearchError, match="De zoekindex kon niet worden gemaakt") as raised:
        search.index(tmp_path, "nl")
    assert search.MARK in str(raised.value)


def test_a_pagefind_that_does_not_start_or_ends_stops_the_build(tmp_path, monkeypatch):
    """In Dutch too."""
    write_pages(tmp_path, a="<p data-pagefind-body>slapen</p>")
    for program in (tmp_path / "nowhere", "/bin/true"):
        monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
        with pytest.raises(search.SearchError, match="De zoekindex kon niet worden gemaakt"):
            search.index(tmp_path, "nl")


def test_pages_are_numbered_by_their_addresses(tmp_path):
    """Not as the folder lists them, which on many disks is in the order that they were written in."""
    names = ("twee", "een", "vier", "drie", "acht", "zes")
    write_pages(tmp_path, **{name: f"<p data-pagefind-body>slapen {name}</p>" for name in names})
    search.index(tmp_path, "nl")
    (meta,) = (tmp_path / search.FOLDER).glob("*.pf_meta")
    _, numbered, *_ = read(meta.read_bytes())
    known = {page["hash"]: address for address, page in fragments(tmp_path).items()}
    assert [known[name] for name, _ in numbered] == [f"/{name}/" for name in sorted(names)]
