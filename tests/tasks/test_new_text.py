"""`make artikel` and `make dienst`: a text to begin with."""

from datetime import date, datetime

import pytest

from plugins.checks import spelling
from plugins.checks.run import check
from tasks.new_text import new_text
from tests.builders import a_practice


@pytest.mark.parametrize(("kind", "folder"), [("artikel", "artikelen"), ("dienst", "diensten")])
@pytest.mark.parametrize("title", ['Samen: "rustig" aan tafel', "’s Avonds \\ één", "# geen kop"])
def test_a_new_text_is_a_draft_without_a_mistake(tmp_path, monkeypatch, kind, folder, title):
    """Whatever is in the title; it says where it is and where to go on."""
    monkeypatch.setattr(spelling, "unknown", lambda words: None)
    practice, content = a_practice(tmp_path), tmp_path / "content"
    for name in ("diensten/life-coaching", "paginas/contact"):
        path = content / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\ntitle: x\nlead: x\ndescription: x\n---\nx", encoding="utf-8")
    said = new_text(kind, title, practice, content, date(2026, 11, 22))
    (path,) = [path for path in (content / folder).iterdir() if path.stem != "life-coaching"]
    assert f"content/{folder}/{path.name}, als concept" in said
    assert "status: draft" in path.read_text(encoding="utf-8")
    report = check(content, practice, now=datetime(2026, 11, 22))
    assert [found for found in report.errors if path.name in found.file] == []
    path.write_text(path.read_text(encoding="utf-8").replace("status: draft", "status: published"))
    codes = [found.code for found in check(content, practice).errors if path.name in found.file]
    assert codes == ["not_filled_in", "not_filled_in"]


def test_nothing_is_overwritten(tmp_path):
    """The same title twice is said."""
    practice = a_practice(tmp_path)
    new_text("artikel", "Aan tafel", practice, tmp_path)
    with pytest.raises(
        SystemExit, match=r"Er is al een tekst met dit adres: content/artikelen/aan-tafel\.md"
    ):
        new_text("artikel", "Aan tafel!", practice, tmp_path)


def test_a_title_without_letters_is_no_title(tmp_path):
    """Nothing is made of it."""
    with pytest.raises(SystemExit, match="Geef een titel met letters"):
        new_text("artikel", "?!", a_practice(tmp_path), tmp_path)
