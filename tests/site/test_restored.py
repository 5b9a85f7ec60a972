"""A store whose output is gone: pages come back from it by a copy of the process, while texts are read."""

import shutil

import pytest

from tests.site.tiny import TinySite

MORE = """
import os
from pathlib import Path
from plugins.incremental.outputs import Outputs
def noted(self, name, *arguments, write=Outputs.write_ahead):
    if Path("broken").exists():
        os._exit(3)
    with open("restored", "a") as file:
        file.write(f"{name}\\n")
    return write(self, name, *arguments)
Outputs.write_ahead = noted
PLUGINS += ["plugins.incremental"]
INCREMENTAL_PROCESSES, INCREMENTAL_MANY = 2, 2
DELETE_OUTPUT_DIRECTORY = True
"""
ARTICLE = "---\ntitle: Nummer {day}\ndate: 2026-01-0{day}\ncategory: Thuis\n---\n{text}\n"
PAGES = {f"artikelen/nummer-{day}/index.html" for day in range(1, 6)}


def fill(folder):
    site = TinySite(folder)
    for day in range(1, 6):
        write(site, day, "Tekst.")
    return site


def write(site, day, text):
    site.write(f"content/artikelen/{day}.md", ARTICLE.format(day=day, text=text))


@pytest.fixture
def site(tmp_path):
    """Built; then its output is lost."""
    site = fill(tmp_path / "site")
    site.add_settings(MORE)
    assert site.build().returncode == 0
    shutil.rmtree(site.folder / "output")
    (site.folder / "restored").unlink()
    return site


def restored(site):
    return (site.folder / "restored").read_text(encoding="utf-8").split()


def texts(site):
    output = site.folder / "output"
    return {name: (output / name).read_bytes() for name in site.pages()}


def test_pages_come_back(site, tmp_path):
    """Each once, with the bytes of a build that knows of nothing."""
    assert site.build().returncode == 0
    assert sorted(restored(site)) == sorted(PAGES)
    other = fill(tmp_path / "other")
    assert other.build().returncode == 0
    assert texts(site) == texts(other)


def test_what_is_not_as_it_was_is_made_again(site, tmp_path):
    """A text that changed meanwhile has its new page, and one that went has none."""
    other = fill(tmp_path / "other")
    for each in (site, other):
        write(each, 2, "Anders.")
        (each.folder / "content" / "artikelen" / "4.md").unlink()
        assert each.build().returncode == 0
    assert set(restored(site)) >= PAGES
    assert texts(site) == texts(other)
    assert "Anders." in site.page("artikelen/nummer-2")
    assert not (site.folder / "output" / "artikelen" / "nummer-4").exists()


def test_a_copy_that_dies_costs_no_page(site):
    """They are written when Pelican comes to them, as by one process."""
    site.write("broken", "")
    assert site.build().returncode == 0
    assert set(site.pages()) >= PAGES
    assert not (site.folder / "restored").exists()


def test_files_that_are_there_are_swept_as_ever(site):
    """Of another hand, or of a site that was moved: nothing comes back before they are gone."""
    site.write("output/vreemd.html", "x")
    site.folder = site.folder.rename(site.folder.with_name("elders"))
    assert site.build().returncode == 0
    assert not (site.folder / "output" / "vreemd.html").exists()
    assert set(site.pages()) >= PAGES
    assert not (site.folder / "restored").exists()
