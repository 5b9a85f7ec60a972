"""Each mistake, planted alone: found at its line, in Dutch, with its mend."""

import pytest

from plugins.checks.messages import ADVICE, ERRORS, WORDS

FILE = "artikelen/samen-aan-tafel.md"


def test_sound_texts_have_no_problem(content):
    """Dutch names of keys and dates in words are as good as any."""
    assert content.found() == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("title: Samen aan tafel\n", "", "1 title_missing"),
        ("title: Samen aan tafel", "title:", "2 title_missing"),
        ("title: Samen aan tafel", 'title: " "', "2 title_missing"),
        (
            "description: Wat een gewone maaltijd voor",
            "# Wat een gewone maaltijd voor",
            "1 description_missing",
        ),
        ("lead: Aan tafel zit je dicht bij elkaar.\n", "", "1 lead_missing"),
        ("date: 2026-03-03\n", "", "1 date_missing"),
        ("date: 2026-03-03", "date: 2026-13-03", "6 date_wrong"),
        ("date: 2026-03-03", "date: 30 februari 2026", "6 date_wrong"),
        ("date: 2026-03-03", "date: gisteren", "6 date_wrong"),
        ("date: 2026-03-03", "date: 13/04/2026", "6 date_wrong"),
        ("date: 2026-03-03", "date: 03/04/2026", "6 date_unclear"),
        ("lead: Aan", "Leat: Aan", "1 lead_missing, 5 key_unknown"),
        ("tags: [tafel]", "kleur: rood", "8 key_unknown"),
        ("tags: [tafel]", "Titel: Nog een", "8 key_twice"),
        ("tags: [tafel]", "status: bijna", "8 status_unknown"),
        ("category: Hechting", "category: Hegting", "7 category_unknown"),
        ("category: Hechting\n", "", "1 category_missing"),
        ("service: life-coaching", "service: massage", "9 service_unknown"),
        ("slug: samen-aan-tafel", "slug: Samen aan tafel", "3 slug_wrong"),
        ("tags: [tafel]", "help: misschien", "8 not_yes_no"),
        ("lead: Aan tafel", "lead: [Aan, tafel]\nhulp: false\n# tafel", "5 not_text"),
        ("title: Samen", "title: Samen: rustig", "2 header_yaml"),
        ("title: Samen", 'title: "Samen', "2 header_yaml"),
        ("category: Hechting", "\tcategory: Hechting", "7 header_yaml"),
        ("---\nJe kind", "Je kind", "1 header_unclosed"),
        ("## Rust", "# Rust", "13 heading_one"),
        ("## Rust", "### Rust", "13 heading_jump"),
        ("## Rust", "## Rust\n\n#### Stil", "15 heading_jump"),
        ("De borden", "[klik hier](/contact/) De borden", "15 link_text"),
        ("De borden", "[Lees meer…](/contact/) De borden", "15 link_text"),
        ("De borden", "[ ](/contact/) De borden", "15 link_empty"),
        ("naar-bed.md#het-ritme", "naar-bet.md", "11 link_file"),
        ("naar-bed.md#het-ritme", "naar-bed.md#de-ritmes", "11 link_anchor"),
        ("De borden", "[contact opnemen](/contakt/) De borden", "15 link_page"),
        ("De borden", "[naar boven](#boven) De borden", "15 link_anchor"),
        ("De borden", "[contact opnemen](contact.md) De borden", "15 link_relative"),
        ("De borden", "[contact][c]\n\n[c]: /weg/\n\nDe borden", "17 link_page"),
        ("De borden", '<a href="/weg/">contact opnemen</a> De borden', "15 link_page"),
        ("De borden", "![Een tafel]({static}/afbeeldingen/tafel.jpg) De borden", "15 image_missing"),
        ("De borden", "![Een tafel](tafel.jpg) De borden", "15 image_missing"),
        ("De borden", '<iframe src="https://www.youtube.com/embed/x"></iframe>', "15 html_third_party"),
        ("De borden", "![Een tafel](https://elders.nl/tafel.jpg)", "15 html_third_party"),
        ("De borden", "<script>alert(1)</script>", "15 html_script"),
        ("lead: Aan tafel zit je dicht bij elkaar.", "lead: " + "Aan\n  tafel", None),
        ("De borden", "`[klik hier](/weg/)` en <!-- [klik hier](/weg/) --> De borden", None),
        ("De borden", "```\n# kop\n[klik hier](/weg/)\n```\n\nDe borden", None),
        (
            "De borden",
            "[mailen](mailto:a@b.nl), [bellen](tel:112) en [lezen op een site](https://elders.nl)",
            None,
        ),
        ("De borden", "[hulp nu](/contact/#hulp), [alle artikelen](/artikelen/thema/hechting/)", None),
        ("## Rust", "## Rust {: #stil }\n\n[over stilte](#stil)", None),
    ],
)
def test_a_planted_mistake(content, before, after, found):
    """One mistake, one problem, at its own line; what only looks like one is let be."""
    content.change(before, after)
    assert content.errors_in(FILE) == (found.split(", ") if found else [])


def test_an_image_needs_words_or_a_mark_that_it_needs_none(content):
    """Decoration is said to be decoration."""
    content.write("afbeeldingen/tafel.svg", "<svg/>")
    content.add(
        "\n![]({static}/afbeeldingen/tafel.svg)\n\n![]({static}/afbeeldingen/tafel.svg){: .versiering}\n"
    )
    assert content.found() == [f"{FILE}:17 image_alt"]


def test_two_texts_at_one_address_are_both_named(content):
    """Pelican stops with a traceback there."""
    content.change("slug: naar-bed", "slug: samen-aan-tafel", "artikelen/naar-bed.md")
    problems = [one for one in content.report().errors if one.code == "address_twice"]
    assert [(one.file, one.line) for one in problems] == [("artikelen/naar-bed.md", 3), (FILE, 3)]
    assert "artikelen/samen-aan-tafel.md" in problems[0].cause


@pytest.mark.parametrize(
    "change", [("tags: [tafel]", "status: concept"), ("date: 2026-03-03", "date: 2027-03-03")]
)
def test_a_link_to_what_is_not_public_is_an_error(content, change):
    """To a draft, and to tomorrow's article; from another draft it is fine."""
    content.change(*change)
    assert content.errors_in("artikelen/naar-bed.md") == ["9 link_draft"]
    content.change("thema: Opvoeden", "thema: Opvoeden\nstatus: draft", "artikelen/naar-bed.md")
    assert content.report().errors == ()


@pytest.mark.parametrize(
    ("file", "data", "found"),
    [
        ("artikelen/oud.md", "---\ntitle: Café\n---\n".encode("latin-1"), "2 not_utf8"),
        ("artikelen/oud.md", b"\x00\xff\xfe", "1 not_utf8"),
        ("artikelen/oud.rst", "Titel\n=====\n:date: 2020-01-01\n", "1 not_markdown"),
        ("artikelen/oud.html", "<html><head><title>x</title></head></html>", "1 not_markdown"),
        ("artikelen/oud.md", "Title: Oud\nDate: 2020-01-01\n\nTekst", "1 header_missing"),
        ("artikelen/oud.md", "+++\ntitle = 'Oud'\n+++\nTekst", "1 header_missing"),
        ("artikelen/oud.md", "", "1 header_missing"),
        ("artikelen/oud.md", "---\n- een\n- twee\n---\nTekst", "2 header_no_keys"),
        ("artikelen/oud.md", "---\ntitle: !!python/object:os.system x\n---\n", "2 header_yaml"),
        ("artikelen/oud.md", "---\n? [a, b]\n: c\n---\n", "2 key_unknown"),
    ],
)
def test_files_of_other_people_get_messages(content, file, data, found):
    """Other styles, other formats, odd encodings: never a traceback."""
    content.write(file, data)
    assert found in content.errors_in(file)


def test_a_file_from_windows_is_fine(content):
    """A byte order mark and its line ends."""
    text = (content.folder / FILE).read_text(encoding="utf-8")
    content.write(FILE, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert content.found() == []


def test_what_editors_leave_behind_is_passed_over(content):
    """Backups and system files are no texts."""
    for name in (".DS_Store", "samen.md~", ".samen.md.swp", "Thumbs.db"):
        content.write(f"artikelen/{name}", "x")
    assert content.found() == []


def test_likely_names_are_offered(content):
    """The mend says what was probably meant."""
    content.change("lead: Aan", "Leat: Aan")
    content.change("category: Hechting", "category: Hegting")
    content.change("naar-bed.md#het-ritme", "naar-bet.md")
    mends = {one.code: one.mend for one in content.report().problems}
    assert mends["key_unknown"] == "Bedoel je “lead”?"
    assert mends["category_unknown"] == "Bedoel je “Hechting”?"
    assert mends["link_file"] == "Bedoel je “artikelen/naar-bed.md”?"


def test_an_unclear_date_is_asked_about_in_words(content):
    """Both readings, and how to write the one that was meant."""
    content.change("date: 2026-03-03", "date: 03/04/2026")
    (problem,) = content.report().problems
    assert problem.cause == "De datum “03/04/2026” kan twee dingen betekenen: 3 april 2026 of 4 maart 2026."
    assert problem.mend == "Schrijf de maand voluit (3 april 2026) of gebruik jaar-maand-dag (2026-04-03)."


def test_every_message_is_an_error_or_advice():
    """And both have a cause and a mend that end as sentences or examples do."""
    assert frozenset(WORDS) == ERRORS | ADVICE
    assert all(cause and mend for cause, mend in WORDS.values())
