"""`make publish`: whole and checked, or not at all."""

from pathlib import Path

import pytest

from tasks import publish
from tasks.build import Build
from tasks.exchange import exchange
from tests.builders import a_practice_file

PAGE = (
    "<!doctype html><html lang=nl><title>{title}</title><meta name=description content='{text}'>"
    "<h1>{title}</h1>"
)


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A project folder with an older output, and a practice that is filled in."""
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "index.html").write_text("old")
    monkeypatch.setattr(publish, "ROOT", tmp_path)
    monkeypatch.setenv("PRAKTIJK_TOML", str(a_practice_file(tmp_path)))
    return tmp_path


def building(html, ok=True):
    """A build that writes one page."""

    def build(settings, folder, fatal, environ):
        assert (settings, fatal) == ("publishconf.py", "warnings")
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(html)
        return Build(ok, "" if ok else "ERROR Dat ging mis")

    return build


def test_a_sound_site_takes_the_place_of_the_old_one(room, monkeypatch, capsys):
    """With what its host needs in it, and for nginx beside it; nothing else is left behind."""
    page = PAGE.format(title="Nieuw", text="Een omschrijving die lang genoeg is voor een zoekresultaat.")
    monkeypatch.setattr(publish, "build", building(page))
    publish.main()
    assert (room / "output" / "index.html").read_text() == page
    assert {path.name for path in (room / "output").iterdir()} >= {"_headers", ".htaccess"}
    assert sorted(path.name for path in room.iterdir()) == ["output", "praktijk.toml", "var"]
    assert [path.name for path in (room / "var").iterdir()] == ["nginx.conf"]
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
        publish.main()
    assert said in str(ended.value)
    assert "output/ is gebleven zoals het was" in str(ended.value)
    assert (room / "output" / "index.html").read_text() == "old"
    assert list((room / "var").iterdir()) == []


def test_an_unfinished_practice_is_not_published(room, monkeypatch):
    """Before anything is built, every missing key is named."""
    monkeypatch.setenv("PRAKTIJK_TOML", str(a_practice_file(room, hcaptcha_sitekey='""', email='""')))
    with pytest.raises(SystemExit) as ended:
        publish.main()
    assert "praktijk.toml: [praktijk] email: moet zijn ingevuld" in str(ended.value)
    assert "praktijk.toml: [contact] hcaptcha_sitekey: moet zijn ingevuld" in str(ended.value)
    assert (room / "output" / "index.html").read_text() == "old"


@pytest.fixture
def new(room):
    """A new build beside the old output."""
    folder = room / "var" / "publish"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("new")
    return folder


@pytest.mark.parametrize("able", [True, False], ids=["exchange", "two renames"])
def test_a_swap_leaves_the_new_site_alone(room, new, monkeypatch, able):
    """In one step where the system can; nothing of the old one stays behind."""
    if not able:
        monkeypatch.setattr(publish, "exchange", lambda one, other: False)
    publish.swap(new, room / "output")
    assert (room / "output" / "index.html").read_text() == "new"
    assert sorted(path.name for path in room.iterdir()) == ["output", "praktijk.toml", "var"]
    assert list((room / "var").iterdir()) == []


def test_a_swap_that_fails_puts_the_old_site_back(room, new, monkeypatch):
    """A full disk in the middle is no empty site."""
    rename = Path.rename

    def failing(self, target):
        if self == new:
            raise OSError("No space left on device")
        return rename(self, target)

    monkeypatch.setattr(publish, "exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space"):
        publish.swap(new, room / "output")
    assert (room / "output" / "index.html").read_text() == "old"


def test_two_folders_change_places(tmp_path):
    """The first takes the name of the second, and the other way round."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if exchange(tmp_path / "a", tmp_path / "b"):
        assert (tmp_path / "a" / "b").exists()
        assert (tmp_path / "b" / "a").exists()
    assert exchange(tmp_path / "a", tmp_path / "gone") is False
