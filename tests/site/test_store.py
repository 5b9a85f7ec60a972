"""The store of an incremental build: what is wrong with it costs time, and nothing else."""

import sqlite3

import pytest

from tests.site.small_site import SmallSite


@pytest.fixture
def site(tmp_path):
    """A site of one article that was built once."""
    site = SmallSite(tmp_path)
    site.article("Een zin.")
    assert site.build().returncode == 0
    return site


def store_of(site):
    return site.folder / "var" / "cache" / "preview.sqlite"


def trees(site):
    return {path: path.read_bytes() for path in site.output.rglob("*") if path.is_file()}


def ask(site, statement):
    connection = sqlite3.connect(store_of(site))
    with connection:
        found = connection.execute(statement).fetchall()
    connection.close()
    return found


def spoil(path, place):
    data = bytearray(path.read_bytes())
    data[place : place + 64] = b"\0" * 64
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"no database at all"),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: spoil(path, 100),
    ],
    ids=["something else", "cut short", "overwritten"],
)
def test_a_damaged_store_is_dropped_and_said_so(site, damage):
    """The build is that of before, and the next one has a store again."""
    before = trees(site)
    damage(store_of(site))
    done = site.build()
    assert done.returncode == 0, done.stdout
    assert "it is dropped, and everything is made anew" in done.stdout.replace("\n", " ")
    assert trees(site) == before
    assert "is dropped" not in site.build().stdout
    assert trees(site) == before


@pytest.mark.parametrize("tables", ["texts pages notes outputs templates", "bodies renders"])
def test_rows_that_were_changed_are_made_again(site, tables):
    """Each has a checksum; what a bad disk made of it is not published."""
    before = trees(site)
    for table in tables.split():
        ask(site, f"UPDATE {table} SET row = CAST('x' || row AS BLOB)")
    for path in site.output.rglob("*.html"):
        path.unlink()
    assert site.build().returncode == 0
    assert trees(site) == before


def test_a_store_of_another_version_is_dropped_and_said_so(site):
    """Its form is that of the sources that wrote it."""
    ask(site, "UPDATE about SET version = 'another'")
    assert "another version" in site.build().stdout.replace("\n", " ")


def test_a_store_in_use_is_left_alone(site):
    """Two builds at once: one goes without, and says so."""
    before = trees(site)
    connection = sqlite3.connect(store_of(site))
    connection.execute("BEGIN IMMEDIATE")
    done = site.build()
    connection.close()
    assert done.returncode == 0
    assert "in use by another build" in done.stdout.replace("\n", " ")
    assert trees(site) == before


def test_what_is_in_the_output_and_not_of_the_site_goes(site):
    """As Pelican empties the folder before a build."""
    site.write("output/over/vreemd.html", "x")
    assert site.build().returncode == 0
    assert not (site.output / "over").exists()


def test_a_page_that_was_spoiled_by_hand_is_written_again(site):
    """Size and time of each file are known."""
    before = trees(site)
    (site.output / "artikelen" / "proef" / "index.html").write_text("x")
    assert site.build().returncode == 0
    assert trees(site) == before


def test_one_setting_goes_without(site, monkeypatch):
    """Nothing of the store is read or written."""
    monkeypatch.setenv("FRESH", "1")
    before = trees(site)
    kept = store_of(site).read_bytes()
    assert site.build().returncode == 0
    assert trees(site) == before
    assert store_of(site).read_bytes() == kept
