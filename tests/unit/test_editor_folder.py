"""The editor's folder: the practice's texts and pictures, and nothing else of this machine."""

import pytest

from tasks.editor.folder import PICTURE_BYTES, TEXT_BYTES, Folder, RefusedError

TEXT = "content/artikelen/a.md"


@pytest.fixture
def place(tmp_path):
    for folder in ("artikelen", "diensten", "afbeeldingen", "extra"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "content" / "artikelen" / "a.md").write_bytes(b"a")
    (tmp_path / "content" / "afbeeldingen" / "foto.JPG").write_bytes(b"p")
    (tmp_path / "content" / "extra" / "favicon.svg").write_bytes(b"i")
    (tmp_path / "praktijk.toml").write_bytes(b"t")
    (tmp_path / "geheim.md").write_bytes(b"g")
    (tmp_path / "content" / "artikelen" / "notitie.txt").write_bytes(b"n")
    (tmp_path / "content" / "artikelen" / "map.md").mkdir()
    (tmp_path / "content" / "artikelen" / "weg.md").symlink_to(tmp_path / "geheim.md")
    (tmp_path / "content" / "paginas").symlink_to(tmp_path)
    return tmp_path


@pytest.fixture
def folder(place):
    return Folder(place / "content", place / "praktijk.toml")


def everything(place):
    return {
        path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()
    }


def test_it_names_what_the_editor_may_have(folder):
    """No link, no folder, no other kind of file."""
    assert folder.names() == ["content/afbeeldingen/foto.JPG", TEXT, "praktijk.toml"]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "geheim.md",
            "../geheim.md",
            "/etc/passwd",
            "content/../geheim.md",
            "content/artikelen/../../geheim.md",
        ),
        *("content/artikelen/weg.md", "content/paginas/geheim.md", "content/extra/favicon.svg"),
        *("content/artikelen/a.py", "content/artikelen/.a.md", "content/artikelen/b/a.md", "content/a.md"),
        *(
            "content/artikelen/a.md\n",
            "content/artikelen\\..\\a.md",
            "content/artikelen/a\0.md",
            "content/artikelen",
        ),
        *("content/artikelen/é.md", "content/afbeeldingen/é.jpg", "content/afbeeldingen/.x.jpg"),
        *(f"content/artikelen/{'a' * 201}.md", f"content/afbeeldingen/{'a' * 201}.jpg"),
        *("content/afbeeldingen/x.html", "content/afbeeldingen/x.md", "PRAKTIJK.TOML", "./praktijk.toml", ""),
    ],
)
def test_every_other_name_is_refused(folder, place, name):
    """To read, to write, to move, to remove; nothing changes."""
    before = everything(place)
    target = folder.read(TEXT).digest
    for attempt in (
        lambda: folder.read(name),
        lambda: folder.write(name, b"x", ""),
        lambda: folder.move(name, "content/artikelen/c.md", ""),
        lambda: folder.move(TEXT, name, target),
        lambda: folder.remove(name, ""),
    ):
        with pytest.raises(RefusedError, match="name"):
            attempt()
    assert everything(place) == before


def test_nothing_is_written_over_what_the_editor_did_not_see(folder, place):
    """A file that changed, one that went, one that came: each keeps what it has."""
    seen = folder.read(TEXT).digest
    (place / TEXT).write_bytes(b"elders")
    for attempt in (
        lambda: folder.write(TEXT, b"x", seen),
        lambda: folder.move(TEXT, "content/artikelen/c.md", seen),
        lambda: folder.remove(TEXT, seen),
        lambda: folder.write("content/artikelen/gone.md", b"x", seen),
    ):
        with pytest.raises(RefusedError, match="changed"):
            attempt()
    with pytest.raises(RefusedError, match="exists"):
        folder.write(TEXT, b"x", "")
    with pytest.raises(RefusedError, match="exists"):
        folder.move(TEXT, TEXT, folder.read(TEXT).digest)
    assert (place / TEXT).read_bytes() == b"elders"


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(folder, place):
    """And the same bytes are not written again."""
    found = folder.write(TEXT, b"nieuw", folder.read(TEXT).digest)
    assert (place / TEXT).read_bytes() == found.data == b"nieuw"
    moment = (place / TEXT).stat().st_mtime_ns
    assert folder.write(TEXT, b"anders", found.digest, lambda old, new: old) == found
    assert (place / TEXT).stat().st_mtime_ns == moment
    made = folder.write("content/diensten/d.md", b"d", "")
    assert folder.move("content/diensten/d.md", "content/diensten/e.md", made.digest).data == b"d"
    folder.remove("content/diensten/e.md", made.digest)
    assert set(everything(place)) == {
        *("praktijk.toml", "geheim.md", "content/artikelen/a.md", "content/artikelen/weg.md"),
        "content/artikelen/notitie.txt",
        *("content/extra/favicon.svg", "content/afbeeldingen/foto.JPG"),
    }


@pytest.mark.parametrize(
    ("name", "size"), [("content/artikelen/b.md", TEXT_BYTES), ("content/afbeeldingen/b.jpg", PICTURE_BYTES)]
)
def test_what_is_too_large_is_refused(folder, place, name, size):
    """Before anything is written."""
    with pytest.raises(RefusedError, match="size"):
        folder.write(name, b"x" * (size + 1), "")
    assert not (place / name).exists()
    assert len(folder.write(name, b"x" * size, "").data) == size


def test_the_practice_can_be_neither_removed_nor_moved(folder):
    """It is asked for by everything."""
    digest = folder.read("praktijk.toml").digest
    with pytest.raises(RefusedError, match="name"):
        folder.remove("praktijk.toml", digest)
    with pytest.raises(RefusedError, match="name"):
        folder.move("praktijk.toml", "content/artikelen/b.md", digest)
    with pytest.raises(RefusedError, match="name"):
        folder.move(TEXT, "praktijk.toml", folder.read(TEXT).digest)


def test_a_picture_does_not_become_a_text(folder):
    """Nor the other way round."""
    for name, target in (
        (TEXT, "content/afbeeldingen/a.svg"),
        ("content/afbeeldingen/foto.JPG", "content/artikelen/b.md"),
    ):
        with pytest.raises(RefusedError, match="name"):
            folder.move(name, target, folder.read(name).digest)


def test_a_file_that_becomes_a_link_is_not_followed(folder, place):
    """praktijk.toml itself: its place is known from the start, and what it leads to is not."""
    (place / "praktijk.toml").unlink()
    (place / "praktijk.toml").symlink_to(place / "geheim.md")
    with pytest.raises(RefusedError, match="missing"):
        folder.read("praktijk.toml")


def test_a_folder_stays_where_it_was(place, monkeypatch):
    """Whatever becomes of the folder that this process is in."""
    monkeypatch.chdir(place)
    folder = Folder("content", "praktijk.toml")
    monkeypatch.chdir(place.parent)
    assert folder.read(TEXT).data == b"a"
    assert TEXT in folder.names()
    assert folder.read("praktijk.toml").data == b"t"


def test_an_empty_text_can_be_made_and_tells_when(folder, place):
    """In milliseconds since 1970, as a browser counts."""
    found = folder.write("content/artikelen/leeg.md", b"", "")
    assert found.data == b""
    assert found.modified == (place / "content/artikelen/leeg.md").stat().st_mtime_ns // 1_000_000
