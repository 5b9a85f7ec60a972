"""`make publish`: whole and checked, or not at all."""

import json
from pathlib import Path

import pytest

from tasks import placed, publish
from tasks.build import Build
from tasks.exchange import exchange
from tests.builders import a_practice_file, a_practice_file_with_editor
from tests.editor_package import a_package

PAGE = (
    "<!doctype html><html lang=nl><title>{title}</title><meta name=description content='{text}'>"
    "<h1>{title}</h1>"
)


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A project folder with an older output, and a practice that is filled in."""
    (tmp_path / "content").mkdir()
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "index.html").write_text("old")
    monkeypatch.setenv("PRAKTIJK_TOML", str(a_practice_file(tmp_path)))
    return tmp_path


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def publish_in(room):
    publish.main([f"--{name}={room / name}" for name in ("content", "output", "var")])


def building(html, ok=True):
    """A build that writes one page."""

    def build(settings, folder, fatal, environ, content, *, overrides):
        assert (settings, fatal) == ("publishconf.py", "warnings")
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(html)
        return Build(ok, "" if ok else "ERROR Dat ging mis")

    return build


def test_a_sound_site_takes_the_place_of_the_old_one(room, monkeypatch, capsys):
    """With what its host needs in it, and for nginx beside it; nothing else is left behind."""
    page = PAGE.format(title="Nieuw", text="Een omschrijving die lang genoeg is voor een zoekresultaat.")
    monkeypatch.setattr(publish, "build", building(page))
    publish_in(room)
    assert (room / "output" / "index.html").read_text() == page
    assert {path.name for path in (room / "output").iterdir()} >= {"_headers", ".htaccess"}
    assert sorted(path.name for path in room.iterdir()) == ["content", "output", "praktijk.toml", "var"]
    assert names_in(room / "var") == ["cache", "nginx.conf", "previous", "publication.json", "publish.lock"]
    assert (room / "var" / "previous" / "index.html").read_text() == "old"
    assert "1 pagina’s, alle controles goed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (building("<h1>a</h1>"), "/: heeft geen titel voor het browservenster"),
        (building("", ok=False), "ERROR Dat ging mis"),
    ],
)
def test_a_site_with_a_problem_changes_nothing(room, monkeypatch, build, said):
    """The old output stays, whole; all problems are said."""
    monkeypatch.setattr(publish, "build", build)
    with pytest.raises(SystemExit) as ended:
        publish_in(room)
    assert said in str(ended.value)
    assert "output/ is gebleven zoals het was" in str(ended.value)
    assert (room / "output" / "index.html").read_text() == "old"
    assert names_in(room / "var") == ["cache", "publish.lock"]


def test_an_unfinished_practice_is_not_published(room, monkeypatch):
    """Before anything is built, every missing key is named."""
    monkeypatch.setenv("PRAKTIJK_TOML", str(a_practice_file(room, hcaptcha_sitekey='""', email='""')))
    with pytest.raises(SystemExit) as ended:
        publish_in(room)
    assert "praktijk.toml: [praktijk] email: moet zijn ingevuld" in str(ended.value)
    assert "praktijk.toml: [contact] hcaptcha_sitekey: moet zijn ingevuld" in str(ended.value)
    assert (room / "output" / "index.html").read_text() == "old"


def test_a_site_with_the_editor_needs_its_package_first(room, monkeypatch):
    """It is told before anything is built, with what brings it; never half an editor."""
    monkeypatch.setenv("PRAKTIJK_TOML", str(a_practice_file_with_editor(room)))
    with pytest.raises(SystemExit) as ended:
        publish_in(room)
    assert "praktijk.toml: [beheer]: het beheer moet mee naar de site" in str(ended.value)
    assert "make beheer" in str(ended.value)
    assert (room / "output" / "index.html").read_text() == "old"


def test_the_editor_comes_with_the_site_that_asks_for_it(room, monkeypatch, capsys):
    """It is no page of the site: no rule for pages is held against it, and it is not counted."""
    page = PAGE.format(title="Nieuw", text="Een omschrijving die lang genoeg is voor een zoekresultaat.")
    monkeypatch.setattr(publish, "build", building(page))
    monkeypatch.setenv("PRAKTIJK_TOML", str(a_practice_file_with_editor(room)))
    a_package(room / "var")
    publish_in(room)
    assert (room / "output" / "beheer" / "index.html").exists()
    assert "/beheer/*\n" in (room / "output" / "_headers").read_text()
    assert "location ^~ /beheer/ {" in (room / "var" / "nginx.conf").read_text()
    said = capsys.readouterr().out
    assert "1 pagina’s, alle controles goed" in said
    assert "Nieuw      /beheer/" in said


@pytest.fixture
def new(room):
    """A new build beside the old output."""
    folder = room / "var" / "publish"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("new")
    return folder


@pytest.mark.parametrize("able", [True, False], ids=["exchange", "two renames"])
def test_a_swap_keeps_the_old_site_until_the_next(room, new, monkeypatch, able):
    """In one step where the system can; what was kept before goes."""
    if not able:
        monkeypatch.setattr(placed, "exchange", lambda one, other: False)
    (room / "var" / "previous").mkdir()
    (room / "var" / "previous" / "older.html").write_text("older")
    placed.put(new, room / "output", room / "var", "rules")
    assert (room / "output" / "index.html").read_text() == "new"
    assert names_in(room) == ["content", "output", "praktijk.toml", "var"]
    assert names_in(room / "var") == ["nginx.conf", "previous"]
    assert names_in(room / "var" / "previous") == ["index.html"]
    assert (room / "var" / "previous" / "index.html").read_text() == "old"


@pytest.mark.parametrize("able", [True, False], ids=["exchange", "two renames"])
def test_the_site_that_is_kept_can_be_put_back(room, new, monkeypatch, able):
    """Once, with its rules for nginx."""
    if not able:
        monkeypatch.setattr(placed, "exchange", lambda one, other: False)
    var = room / "var"
    assert not placed.can_put_back(var)
    (var / "nginx.conf").write_text("old rules")
    placed.put(new, room / "output", var, "new rules")
    assert placed.can_put_back(var)
    placed.put_back(room / "output", var)
    assert (room / "output" / "index.html").read_text() == "old"
    assert (var / "nginx.conf").read_text() == "old rules"
    assert names_in(var) == ["nginx.conf"]
    assert not placed.can_put_back(var)


def test_a_swap_that_fails_puts_the_old_site_back(room, new, monkeypatch):
    """A full disk in the middle is no empty site."""
    rename = Path.rename

    def failing(self, target):
        if self == new:
            raise OSError("No space left on device")
        return rename(self, target)

    monkeypatch.setattr(placed, "exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space"):
        placed.swap(new, room / "output", room / "var" / "previous")
    assert (room / "output" / "index.html").read_text() == "old"


def test_the_same_site_again_changes_nothing(room, monkeypatch, capsys):
    """What was there before it stays what can be gone back to."""
    page = PAGE.format(title="Nieuw", text="Een omschrijving die lang genoeg is voor een zoekresultaat.")
    monkeypatch.setattr(publish, "build", building(page))
    publish_in(room)
    record = (room / "var" / "publication.json").read_bytes()
    publish_in(room)
    assert "Er is niets veranderd." in capsys.readouterr().out
    assert (room / "var" / "previous" / "index.html").read_text() == "old"
    assert (room / "var" / "publication.json").read_bytes() == record


def test_one_publication_at_a_time(room):
    """A second one, from a terminal say, changes nothing."""
    with placed.alone(room / "var") as free, pytest.raises(SystemExit) as ended:
        publish_in(room)
    assert free
    assert publish.BUSY in str(ended.value)


def test_a_program_hears_each_step(room, monkeypatch, capsys):
    """A line of JSON for each, and for how it ended."""
    page = PAGE.format(title="Nieuw", text="Een omschrijving die lang genoeg is voor een zoekresultaat.")
    options = ["--json", *(f"--{name}={room / name}" for name in ("content", "output", "var"))]
    monkeypatch.setattr(publish, "build", building(page))
    publish.main(options)
    changes = {"new": [], "changed": ["/"], "gone": []}
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told == [
        {"step": "check"},
        {"step": "build"},
        {"step": "rules"},
        {"published": {"pages": 1, "changes": changes}},
    ]
    monkeypatch.setattr(publish, "build", building("", ok=False))
    with pytest.raises(SystemExit):
        publish.main(options)
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"refused": [["", "ERROR Dat ging mis"]]}


def test_two_folders_change_places(tmp_path):
    """The first takes the name of the second, and the other way round."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if exchange(tmp_path / "a", tmp_path / "b"):
        assert (tmp_path / "a" / "b").exists()
        assert (tmp_path / "b" / "a").exists()
    assert exchange(tmp_path / "a", tmp_path / "gone") is False
