"""What the editor writes changes what the coach changed, and not a byte more."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import front_matter
from tasks.editor import texts
from tasks.editor.folder import RefusedError
from tests.builders import ROOT

SHIPPED = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("artikelen", "diensten", "paginas")
    for path in (ROOT / "content" / folder).glob("*.md")
)
NAME = "content/artikelen/x.md"
DUTCH = b"""---
# Van de zomer.
titel: 'Samen aan tafel'   # werktitel
omschrijving: "Kort."
datum: 3 maart 2026
thema: Hechting
onderwerpen: [rust, grenzen]
toestand: concept
eigen_sleutel:   { a: 1,  b: [2,3] }

# Slot.
---
Eerste *alinea*.


Tweede   alinea.

| a | b |
|---|---|
| 1 | 2 |

![Een tafel]({static}/afbeeldingen/tafel.svg)"""


def as_the_editor_writes(name, data, changes=(), body=None):
    """The file as Sveltia makes it of what it read: keys in its own order, every text in quotes."""
    head, text, _ = front_matter.split(texts.shown(name, data).decode())
    values = {entry.key: entry.value for entry in front_matter.entries(head)} | dict(changes)
    lines = "".join(f"{key}: {json.dumps(values[key], ensure_ascii=False)}\n" for key in sorted(values))
    text = text.strip("\n").rstrip() if body is None else body(text.strip("\n").rstrip())
    return f"---\n{lines}---\n\n{text}\n".encode()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_text_that_is_saved_unchanged_keeps_its_bytes(name):
    """Whatever order, quotes and blank lines the editor has."""
    old = (ROOT / name).read_bytes()
    assert texts.merged(name, old, as_the_editor_writes(name, old)) == old


@pytest.mark.parametrize("name", SHIPPED)
def test_a_changed_title_changes_one_line(name):
    """All other lines are those that were there."""
    old = (ROOT / name).read_bytes()
    title = 'Anders: "nieuw"'
    lines = old.decode().split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith("title:"))
    quoted = '"' in lines[place]
    lines[place] = 'title: "Anders: \\"nieuw\\""' if quoted else f"title: {json.dumps(title)}"
    made = texts.merged(name, old, as_the_editor_writes(name, old, {"title": title}))
    assert made.decode().split("\n") == lines


def test_praktijk_toml_keeps_its_remarks():
    """A price of the editor is text, in the file it is a number."""
    old = (ROOT / "praktijk.toml").read_bytes()
    shown = texts.shown("praktijk.toml", old)
    assert texts.merged("praktijk.toml", old, shown) == old
    changed = shown.replace(b'individueel = ""', b'individueel = "92,50"').replace(
        b'kvk = ""', b'kvk = "12345678"'
    )
    wanted = old.replace(b'individueel = "" ', b"individueel = 92.5 ").replace(
        b'kvk = "" ', b'kvk = "12345678" '
    )
    assert texts.merged("praktijk.toml", old, changed) == wanted


def test_the_editor_sees_the_words_that_it_knows():
    """Names, dates and states in one form; its own form of a picture's address."""
    head, body, _ = front_matter.split(texts.shown(NAME, DUTCH).decode())
    assert {entry.written: entry.value for entry in front_matter.entries(head)} == {
        "title": "Samen aan tafel",
        "description": "Kort.",
        "date": "2026-03-03",
        "category": "Hechting",
        "tags": ["rust", "grenzen"],
        "status": "draft",
        "eigen_sleutel": {"a": 1, "b": [2, 3]},
    }
    assert "![Een tafel](/afbeeldingen/tafel.svg)" in body


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({}, b"", b""),
        ({"title": "Samen"}, b"'Samen aan tafel'   # werktitel", b"'Samen'             # werktitel"),
        ({"date": "2026-04-05"}, b"datum: 3 maart 2026", b"datum: 2026-04-05"),
        ({"status": "published"}, b"toestand: concept", b"toestand: published"),
        ({"tags": ["rust"]}, b"[rust, grenzen]", b"[rust]"),
        ({"description": ""}, b'omschrijving: "Kort."\n', b""),
        ({"help": False, "service": ""}, b"", b""),
        ({"help": True}, b"\n# Slot.\n---", b"\n# Slot.\nhelp: true\n---"),
    ],
)
def test_a_change_is_made_where_it_was_written(changes, old, new):
    """In the coach's own words for keys, with her quotes and remarks; her own keys stay."""
    wanted = DUTCH.replace(old, new) if old else DUTCH
    made = texts.merged(NAME, DUTCH, as_the_editor_writes(NAME, DUTCH, changes))
    assert made == wanted


def test_blocks_that_mean_the_same_keep_their_bytes():
    """The editor writes _so_ for *so* and spaces in a table's rule; a new block comes where it was put."""
    made = texts.merged(
        NAME,
        DUTCH,
        as_the_editor_writes(
            NAME,
            DUTCH,
            body=lambda text: (
                text.replace("*alinea*", "_alinea_")
                .replace("\n\n\nTweede", "\n\nTussenin.\n\nTweede")
                .replace("|---|---|", "| --- | --- |")
                .replace("![Een tafel](/afbeeldingen/tafel.svg)", "![Een hond](/afbeeldingen/hond.jpg)")
            ),
        ),
    )
    wanted = DUTCH.replace(b"\n\n\nTweede", b"\n\nTussenin.\n\nTweede")
    wanted = wanted.replace(
        b"![Een tafel]({static}/afbeeldingen/tafel", b"![Een hond]({static}/afbeeldingen/hond"
    )
    assert made == wanted.replace(b"hond.svg", b"hond.jpg")


@pytest.mark.parametrize(
    ("against", "apart"),
    [
        ("Een.![a](/afbeeldingen/a.jpg)", "Een.\n\n![a]({static}/afbeeldingen/a.jpg)"),
        ('Een ![a](b.jpg "c") twee.', 'Een\n\n![a](b.jpg "c")\n\ntwee.'),
        ("Een ![a](b.jpg) twee.", "Een ![a](b.jpg) twee."),
        ('- Een ![a](b.jpg "c")', '- Een ![a](b.jpg "c")'),
    ],
)
def test_a_picture_with_a_caption_stands_apart(against, apart):
    """Wherever in a paragraph it was put; one that is part of a sentence stays in it."""
    old = b"---\ntitle: a\n---\nNul.\n"
    new = as_the_editor_writes(NAME, old, body=lambda text: f"{text}\n\n{against}")
    assert texts.merged(NAME, old, new).decode() == f"---\ntitle: a\n---\nNul.\n\n{apart}\n"


def test_a_picture_that_the_editor_puts_against_a_line_stands_apart():
    """Or its caption could not be built; code is left alone."""
    old = b"---\ntitle: a\n---\nEen.\n"
    picture, code = "![a](/afbeeldingen/a.jpg)", "```\nx\n![a](b.jpg)\n```"
    new = as_the_editor_writes(NAME, old, body=lambda _: f"Een.\n{picture}\nTwee.\n\n{code}")
    body = "Een.\n\n![a]({static}/afbeeldingen/a.jpg)\n\nTwee.\n\n" + code + "\n"
    assert texts.merged(NAME, old, new).decode() == f"---\ntitle: a\n---\n{body}"


@pytest.mark.parametrize("spoiled", [b"geen kop", b"---\ntitle: [\n---\n"])
def test_what_cannot_be_put_in_faithfully_is_refused(spoiled):
    """Nothing is written then."""
    with pytest.raises(RefusedError, match="unreadable"):
        texts.merged(NAME, DUTCH, spoiled)
    with pytest.raises(RefusedError, match="unreadable"):
        texts.merged(NAME, spoiled, as_the_editor_writes(NAME, DUTCH))


def test_line_ends_and_marks_of_a_file_stay():
    """Of Windows, too."""
    old = b"\xef\xbb\xbf" + DUTCH.replace(b"\n", b"\r\n")
    made = texts.merged(NAME, old, as_the_editor_writes(NAME, old, {"title": "Samen"}))
    assert made == old.replace(b"'Samen aan tafel'", b"'Samen'          ")


def test_a_new_text_says_its_address():
    """So that another title does not move it; names are bare, sentences in quotes."""
    new = b'---\ntitle: "Nieuw: een"\ndate: "2026-11-25"\ntags:\n  - "rust"\nhelp: false\n---\n\nEen tekst.\n'
    assert texts.merged("content/artikelen/nieuw-een.md", b"", new) == (
        b'---\ntitle: "Nieuw: een"\nslug: nieuw-een\ndate: 2026-11-25\ntags:\n  - rust\n---\n\nEen tekst.\n'
    )


LINE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=12).map(
    lambda text: f"x{text}"
)
VALUE = st.one_of(LINE, st.booleans(), st.integers(0, 9999), st.lists(LINE, min_size=1, max_size=3))
HEADER = st.dictionaries(
    st.sampled_from(["title", "lead", "tags", "service", "eigen", "help"]), VALUE, min_size=1
)
BODY = st.lists(LINE, max_size=5).map("\n\n".join)


@given(HEADER, BODY, HEADER, BODY)
def test_what_was_written_is_what_is_read_again(before, body, after, other):
    """Whatever the text and the change: a second save moves nothing, and the body says what was written."""
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in before.items())
    old = f"---\n{lines}---\n{body}\n".encode()
    new = as_the_editor_writes(NAME, old, after, lambda _: other)
    made = texts.merged(NAME, old, new)
    assert texts.merged(NAME, made, new) == made
    assert texts.merged(NAME, old, as_the_editor_writes(NAME, old)) == old
    found = front_matter.split(texts.shown(NAME, made).decode())
    assert found[1].strip() == other.strip()
