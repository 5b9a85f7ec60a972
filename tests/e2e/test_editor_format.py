"""The file format of the published editor: in a browser it reads a header as the site does, or not at all."""

import datetime
import json
import re

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from playwright.sync_api import Error

from plugins import front_matter
from tasks.editor import body, header, texts
from tasks.editor.hosted_config import header_facts
from tests.builders import ROOT

STATIC = ROOT / "tasks" / "editor" / "static" / "hosted"
OURS = {"nabij_bron", "nabij_heel", "body"}
HEAD = "title: A\nlead: {}\n"
CHANGED = {
    "titel: Samen # zo\nlead: A\n": ({"title": "Aan tafel"}, "titel: Aan tafel\nlead: A\n"),
    'title: "Samen"\n': ({"title": 'Hij zei: "ja"'}, 'title: "Hij zei: \\"ja\\""\n'),
    "title: A\n\n# over de datum\ndatum: 3 mrt 2026\n": (
        {"date": "2026-04-01"},
        "title: A\n\n# over de datum\ndatum: 2026-04-01\n",
    ),
    "title: A\ntags:\n- a\n- b\neigen: 1\n": (
        {"tags": ["a", "no", "c: d"]},
        'title: A\ntags:\n  - a\n  - "no"\n  - "c: d"\neigen: 1\n',
    ),
    "title: A\nhelp: true\n": ({"help": False}, "title: A\n"),
    "title: A\nstages:\n  - title: Een\n    text: Twee\n": (
        {"stages": [{"title": "Een", "text": "Drie"}, {"title": "X", "text": "Y"}]},
        'title: A\nstages:\n  - title: "Een"\n    text: "Drie"\n  - title: "X"\n    text: "Y"\n',
    ),
    "title: A\n": ({"status": "draft"}, "title: A\nstatus: draft\n"),
    "status: Concept\ntitle: A\n": ({"status": "draft"}, "status: Concept\ntitle: A\n"),
    "title: A\ntitel: B\n": ({"title": "C"}, "title: C\ntitel: B\n"),
}
# What the site reads and this format does not, so that a text with it is not offered.
UNREAD = [
    *("lead: >-\n  a\n  b\n", "lead: |\n  a\n", "lead: a\n  b\n", 'lead: "a\n  b"\n', "lead: {a: b}\n"),
    *(
        "lead: &a b\n",
        "lead: *a\n",
        "lead: !!str 1\n",
        "lead: 1.5\n",
        "lead: 1_000\n",
        "lead: 0x1f\n",
        "lead: 9:30\n",
    ),
    *(
        'lead: "\\x41"\n',
        "tags: [a, [b]]\n",
        "tags:\n  -\n    - a\n",
        "tags:\n  - a\n    b\n",
        "? lead\n: a\n",
    ),
    *('"lead": a\n', "lead: a: b\n", "lead: [a\n", "- a\n", "lead\n", "stages:\n  - title: >\n      A\n"),
]


@pytest.fixture(scope="module")
def reader(browser):
    """The format's own files in an empty page, and what it was registered with in `formats`."""
    page = browser.new_page()
    page.evaluate("() => { window.CMS = { registerCustomFormat: (...given) => { window.formats = given } } }")
    for name in ("yaml.js", "header.js", "body.js", "format.js"):
        page.add_script_tag(content=(STATIC / name).read_text(encoding="utf-8"))
    page.evaluate("facts => nabijFormat(facts)", header_facts())
    yield page
    page.close()


def read(reader, heads):
    """What the format reads of texts with these headers: values, or None for one that it leaves alone."""
    found = reader.evaluate(
        "texts => texts.map((text) => window.formats[2].fromFile(text))",
        [f"---\n{head}---\nTekst." for head in heads],
    )
    return [
        {key: value for key, value in each.items() if key not in OURS} if each["nabij_heel"] else None
        for each in found
    ]


def site_reads(head):
    """The same by the site's own reader, but for keys that the editor has no field for."""
    known = {key for keys in header_facts()["fields"].values() for key in keys}
    return {key: value for key, value in header.values(head, ("status",)).items() if key in known}


def alike(one, other):
    """Whether two sets of values are the same, to the letter and the kind."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def write(reader, text, changes):
    """The text with these values changed, as the format writes it."""
    return reader.evaluate(
        "([text, changes]) => window.formats[2].toFile({ ...window.formats[2].fromFile(text), ...changes })",
        [text, changes],
    )


@pytest.mark.parametrize("path", sorted((ROOT / "content").glob("*/*.md")), ids=lambda path: path.stem)
def test_a_text_that_ships_is_read_as_the_site_reads_it_and_written_as_it_was(reader, path):
    """The header as the preview's editor sees it, the body with its pictures; and back, to the byte."""
    text = path.read_text(encoding="utf-8")
    found = reader.evaluate("text => window.formats[2].fromFile(text)", text.strip())
    head, _, _ = front_matter.split(text)
    (values,) = read(reader, [head])
    assert alike(values, site_reads(head))
    shown = texts.shown(f"content/{path.parent.name}/{path.name}", text.encode()).decode()
    assert found["body"].strip() == shown.split("\n---\n", 1)[1].strip()
    assert write(reader, text.strip(), {}).strip() == text.strip()


def test_a_header_that_goes_beyond_what_it_reads_is_left_alone(reader):
    """None is guessed at; and the site's own key that nobody asks for here may be anything."""
    for head, found in zip(UNREAD, read(reader, UNREAD), strict=True):
        assert found is None, head
    assert read(reader, ["title: A\neigen: {a: [1, 2.5]}\n"]) == [{"title": "A", "status": "published"}]


def test_words_numbers_and_truth_are_told_apart_as_the_site_does(reader):
    """By the letter: a plain word, one in quotes, a day in Dutch, nothing, a list on one line."""
    values = [
        *(
            "ja",
            "yes",
            "No",
            "'no'",
            '"yes"',
            "y",
            "12",
            "'12'",
            "012 a",
            "2026",
            "~",
            "",
            "null",
            "# niets",
            "a # b",
        ),
        *(
            "a#b",
            "'it''s'",
            '"a\\"b"',
            '"\\u00e9"',
            "http://a.nl/b",
            "a, b",
            "-a",
            "C:\\\\x",
            "a - b",
            "é",
        ),
        *(
            "1e",
            "v1.2",
            "6:30 uur",
            "06 12 34",
            "50%",
            "(a)",
            "a: ",
            "'a' # b",
            "[a, \"b, c\", 'x']",
            "[]",
            "[a , b]",
        ),
    ]
    heads = [HEAD.format(value) for value in values]
    days = [
        "3 maart 2026",
        "2026-03-03",
        "2026-3-3",
        "31 februari 2026",
        "3 mrt. 2026",
        "gisteren",
        "3 xx 2026",
    ]
    heads += [f"title: A\ndatum: {day}\n" for day in days]
    heads += [
        f"title: A\n{key}: {said}\n" for key, said in (("onderwerpen", "a, b"), ("Toestand", "CONCEPT"))
    ]
    for head, found in zip(heads, read(reader, heads), strict=True):
        try:
            wanted = site_reads(head)
        except header.UnreadableError:
            assert found is None, head
            continue
        assert found is None or alike(found, wanted), head


def test_only_what_was_changed_is_another(reader):
    """Each key keeps its name, its place and the lines around it; what says the same stays as it was."""
    for head, (changes, wanted) in CHANGED.items():
        assert write(reader, f"---\n{head}---\nTekst.", changes) == f"---\n{wanted}---\nTekst.", head


def test_what_it_could_not_read_back_it_does_not_write(reader):
    """Sveltia tells that saving failed, and the file stays."""
    with pytest.raises(Error, match=r"Unreadable: 1\.5"):
        write(reader, "---\ntitle: A\norder: 1\n---\nTekst.", {"order": 1.5})


def test_a_text_that_is_not_offered_is_not_written_either(reader):
    """However it was opened: a fixed page is in the list whatever is in it."""
    for head in UNREAD:
        with pytest.raises(Error, match="Unreadable"):
            write(reader, f"---\n{head}---\nTekst.", {"title": "Anders", "body": "Anders."})


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        ("Dit is _zo_ en __zo__.\n\n* een", "Dit is *zo* en **zo**.\n\n- een"),
        ("Dit is _zo_ en __zo__!\n\n* een", "Dit is _zo_ en __zo__!\n\n- een"),
        ("Dit is *zo* en **zo**.\n\n- een\n- twee", "Dit is *zo* en **zo**.\n\n- een\n- twee"),
        ("Dit is *zo* en **zo**.", "Dit is *zo* en **zo**."),
    ],
)
def test_a_block_that_says_the_same_in_other_marks_is_the_block_that_was_there(reader, edit, wanted):
    """And one that says something else is what the coach made of it."""
    before = "Dit is *zo* en **zo**.\n\n- een"
    assert reader.evaluate("given => nabijBody.merged(...given)", [before, edit]) == f"{wanted}\n"


def test_a_mark_in_an_address_is_a_letter_of_it(reader):
    """A link that was mended is another link."""
    before, edit = (f"Zie [hier](https://voorbeeld.nl/a{mark}b/{mark}c)." for mark in "*_")
    assert reader.evaluate("given => nabijBody.merged(...given)", [before, edit]) == f"{edit}\n"


PLAIN = st.text("ab é:#-'\"1", max_size=6)
TYPED = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)


def some(words):
    """Values for some of the keys."""
    rows = st.fixed_dictionaries({"title": words, "text": words})
    values = {
        "title": words,
        "lead": words,
        "tags": st.lists(words, max_size=3),
        "stages": st.lists(rows, max_size=2),
        "order": st.integers(0, 99),
        "help": st.booleans(),
        "date": st.dates(datetime.date(1900, 1, 1)).map(str),
    }
    return st.fixed_dictionaries({"service": words}, optional=values)


def filled(values):
    """Those that say something, in one order."""
    return {key: values[key] for key in sorted(values) if str(values[key]).strip() not in ("", "[]", "False")}


@given(old=some(PLAIN), new=some(TYPED))
def test_the_site_reads_what_it_writes(reader, old, new):
    """Whatever somebody types, over whatever was there: each value that was meant, and no other."""
    head = yaml.safe_dump(old, allow_unicode=True, sort_keys=False, width=1000)
    (found,) = read(reader, [head])
    assume(found is not None)
    assert header.same(filled(found), filled(site_reads(head)))
    text = write(reader, f"---\n{head}---\nTekst.", new)
    assert header.same(filled(site_reads(front_matter.split(text)[0])), filled(site_reads(head) | new))


@pytest.mark.parametrize("path", sorted((ROOT / "content").glob("*/*.md")), ids=lambda path: path.stem)
def test_a_text_is_put_together_as_the_preview_does_it(reader, path):
    """As the editor gives it back: other marks, wider tables, a picture against the text; and a new word."""
    _, before, _ = front_matter.split(path.read_text(encoding="utf-8"))
    edit = re.sub(r"(?<!\*)\*(\w+)\*(?!\*)", r"_\1_", body.shown(before)).replace(
        "|---|---|", "| --- | --- |"
    )
    edit = re.sub(r"^- ", "* ", edit, flags=re.M).replace("\n\n![", "![")
    for place in range(0, len(edit), 400):
        changed = f"{edit[:place]}Kijk.{edit[place:]}"
        found = reader.evaluate("given => nabijBody.merged(...given)", [before.strip(), changed])
        assert found.strip() == body.merged(before, changed).strip()
