"""The report as a whole: order, cache, advice, and the command."""

import json

import pytest

from plugins.addresses import slugify
from plugins.checks import reading, run, spelling
from plugins.checks.source import read
from tasks import check as command
from tests.builders import ROOT, a_practice_file

FILE = "artikelen/samen-aan-tafel.md"


def test_problems_come_in_order_of_file_and_line(content):
    """However many rules found them."""
    content.change("## Rust", "#### Rust")
    content.change("date: 2026-03-03", "date: gisteren")
    content.change("Het ritme helpt.", "[hier](/weg/)", "artikelen/naar-bed.md")
    assert content.found() == [
        "artikelen/naar-bed.md:9 link_page",
        "artikelen/naar-bed.md:9 link_text",
        f"{FILE}:6 date_wrong",
        f"{FILE}:13 heading_jump",
    ]


def test_what_did_not_change_is_not_read_again(content, tmp_path, monkeypatch):
    """By content, not by date; and the answer is the same."""
    content.change("## Rust", "#### Rust")
    cache = tmp_path / "var" / "check.json"
    looked = []
    look_at = run.look_at
    monkeypatch.setattr(run, "look_at", lambda file, *rest: looked.append(file) or look_at(file, *rest))
    first = content.found(cache=cache)
    assert len(looked) == 4
    assert content.found(cache=cache) == first
    assert len(looked) == 4
    content.change("Elke avond", "Iedere avond", "artikelen/naar-bed.md")
    assert content.found(cache=cache) == first
    assert looked[4:] == ["artikelen/naar-bed.md"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version": 1, "results": {}}', b"\xff"])
def test_a_damaged_cache_is_dropped(content, tmp_path, damage):
    """Nothing depends on it."""
    cache = tmp_path / "check.json"
    content.found(cache=cache)
    cache.write_bytes(damage)
    assert content.found(cache=cache) == []


def test_many_texts_are_looked_at_in_processes(content, monkeypatch):
    """With the same findings."""
    content.change("## Rust", "#### Rust")
    alone = content.found()
    monkeypatch.setattr(run, "MANY", 1)
    assert content.found() == alone


def test_advice_stops_nothing(content):
    """Lengths, long sentences, an article that nothing links to."""
    content.change("description: Wat een", "description: Kort. #")
    content.change("Lees ook [hoe", "Lees [hoe")
    content.add("\n" + "Dit is een zin die maar doorgaat " * 5 + "tot het eind.\n")
    content.change("Zie [samen aan tafel](/artikelen/samen-aan-tafel/).", "", "artikelen/naar-bed.md")
    report = content.report()
    assert report.errors == ()
    assert [(one.line, one.code) for one in report.problems] == [
        (1, "orphan"),
        (4, "description_length"),
        (17, "sentence_long"),
    ]
    assert "Samen aan tafel · Nabij" in report.problems[1].cause
    assert "telt 38 woorden" in report.problems[2].cause


def test_a_small_photo_is_advice(content):
    """A photo for a whole screen needs its pixels."""
    image = pytest.importorskip("PIL.Image")
    path = content.folder / "afbeeldingen" / "tafel.jpg"
    path.parent.mkdir()
    image.new("RGB", (640, 480)).save(path)
    content.add("\n![Een tafel]({static}/afbeeldingen/tafel.jpg)\n")
    (problem,) = content.report().problems
    assert (problem.code, problem.is_error) == ("photo_small", False)
    assert "640 beeldpunten breed" in problem.cause


def test_spelling_knows_the_dictionary_and_the_practices_own_words(content, monkeypatch):
    """An unknown word with its line and a suggestion; asked once."""
    asked = []

    def unknown(words):
        asked.append(words)
        return {word for word in words if word in ("Tegenwil", "boerden")}

    monkeypatch.setattr(spelling, "unknown", unknown)
    monkeypatch.setattr(spelling, "suggestions", lambda words: {"boerden": "borden"})
    content.change("De borden staan", "Tegenwil. De boerden staan")
    content.write("woordenlijst.txt", "# eigen woorden\ntegenwil  # zo heet het\n")
    (problem,) = content.report().problems
    assert (problem.line, problem.cause) == (15, "Onbekend woord: boerden.")
    assert problem.mend.endswith("Bedoel je “borden”?")
    assert "borden" not in asked[0]


@pytest.mark.skipif(
    spelling.unknown(["fiets"]) is None, reason="needs hunspell and hunspell-nl (apt-get install)"
)
def test_the_real_dictionary():
    """hunspell-nl, in conversation."""
    assert spelling.unknown(["fiets", "zo'n", "foto's", "fietz"]) == {"fietz"}
    assert spelling.suggestions(["fietz"]) == {"fietz": "fiets"}


def test_the_texts_that_ship_have_no_error(tmp_path):
    """And read easily: every article 50 or more, the middle one 60 or more."""
    from contact_api.practice import load_practice

    report = run.check(ROOT / "content", load_practice(ROOT / "praktijk.toml"))
    assert report.errors == ()
    if report.spelling:
        assert [one for one in report.problems if one.code == "spelling"] == []
    scores = sorted(
        reading.scores(reading.sentences(read(f"artikelen/{path.name}", path.read_bytes())[0]))[0]
        for path in (ROOT / "content" / "artikelen").glob("*.md")
    )
    assert scores[0] >= 50
    assert scores[len(scores) // 2] >= 60


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("kind", 1),
        ("moeder", 2),
        ("geïrriteerd", 4),
        ("leeuw", 1),
        ("beïnvloeden", 4),
        ("mooie", 2),
        ("pst", 1),
    ],
)
def test_syllables_are_counted_as_they_are_said(word, count):
    """A diphthong is one."""
    assert reading.syllables(word) == count


def test_the_formulas():
    """Two sentences of three words, eight syllables."""
    source, _ = read("artikelen/a.md", b"---\ntitle: x\n---\nDe kat slaapt. Mama leest voor.\n")
    found = reading.sentences(source)
    assert [len(sentence.words) for sentence in found] == [3, 3]
    assert reading.scores(found) == (
        round(206.84 - 0.77 * 700 / 6 - 0.93 * 3),
        round(195 - 6 - 2 / 3 * 700 / 6),
    )


@pytest.mark.parametrize(
    "title", ["Samen aan tafel", "Één: ’s avonds & “rust”", "  A  b--c ", "Ünïcode naïef"]
)
def test_addresses_are_pelicans_own(title):
    """The check and the build agree on them."""
    from pelican.settings import DEFAULT_CONFIG
    from pelican.utils import slugify as pelican_slugify

    assert slugify(title) == pelican_slugify(title, regex_subs=DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"])


def test_old_addresses_lead_somewhere(content):
    """A line that is none, a goal that is not there, an address that is in use."""
    content.write(
        "verhuisd.txt",
        "# oud\n/oud/ → /contact/\n/a/ -> /weg/\nzomaar\n/artikelen/naar-bed/ → /contact/\n",
    )
    assert content.found() == [
        "verhuisd.txt:3 moved_target",
        "verhuisd.txt:4 moved_wrong",
        "verhuisd.txt:5 moved_taken",
    ]


def run_command(content, monkeypatch, *options):
    monkeypatch.setenv("PRAKTIJK_TOML", str(a_practice_file(content.folder.parent)))
    monkeypatch.setattr(command, "CACHE", None)
    with pytest.raises(SystemExit) as ended:
        command.main(["--content", str(content.folder), *options])
    return ended.value.code


def test_the_command_ends_with_1_on_an_error_alone(content, monkeypatch, capsys):
    """0 when all is well and on advice; every problem with place, cause and mend."""
    assert run_command(content, monkeypatch) == 0
    assert "Alles in orde: 4 bestanden nagekeken." in capsys.readouterr().out
    content.change("description: Wat een", "description: Kort. #")
    assert run_command(content, monkeypatch) == 0
    assert "0 fouten en 1 advies in 4 bestanden." in capsys.readouterr().out
    content.change("date: 2026-03-03", "date: gisteren")
    assert run_command(content, monkeypatch) == 1
    said = capsys.readouterr().out
    assert f"content/{FILE}:6  fout" in said
    assert "“gisteren” is geen datum die ik begrijp." in said
    assert "1 fout en 1 advies in 4 bestanden." in said


def test_an_editor_gets_json(content, monkeypatch, capsys):
    """A list with file, line, level, code, cause and mend."""
    content.change("date: 2026-03-03", "date: gisteren")
    assert run_command(content, monkeypatch, "--json") == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["file"], found["line"], found["level"], found["code"]) == (FILE, 6, "fout", "date_wrong")
