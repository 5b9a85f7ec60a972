"""praktijk.toml: read by both halves, wrong values named by their key."""

import pytest

from contact_api.practice import PracticeError, live_problems, load_practice
from tests.builders import ROOT, a_practice, a_practice_file, practice_text


def problems_with(tmp_path, text):
    path = tmp_path / "praktijk.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(PracticeError) as caught:
        load_practice(path)
    return caught.value.problems


def test_the_file_that_ships_is_right():
    """A fresh clone starts; what is not filled in yet is empty, not wrong."""
    practice = load_practice(ROOT / "praktijk.toml")
    assert (practice.name, practice.coach, practice.prices["individueel"]) == ("Nabij", "", None)
    assert practice.prices["kennismaking"] == 0
    assert (practice.contact.summary, practice.contact.confirmation) == ("weekly", False)


def test_a_filled_in_file_gives_all_values(tmp_path):
    """Every table arrives."""
    practice = a_practice(tmp_path)
    assert practice.address.postcode == "1234 AB"
    assert dict(practice.opening_hours) == {"maandag": "9.00–17.00 uur"}
    assert dict(practice.prices) == {"individueel": 95, "oudercoaching": 92.5, "kennismaking": 0}
    assert practice.contact.retention_days == 30


@pytest.mark.parametrize(
    ("word", "summary"), [("dagelijks", "daily"), ("wekelijks", "weekly"), ("nooit", "off")]
)
def test_the_coach_chooses_what_is_mailed(tmp_path, word, summary):
    """How often a summary comes, and whether a visitor gets a confirmation."""
    contact = a_practice(tmp_path, samenvatting=f'"{word}"', bevestiging="true").contact
    assert (contact.summary, contact.confirmation) == (summary, True)


@pytest.mark.parametrize(
    ("summary", "days", "least"), [("wekelijks", 7, 8), ("dagelijks", 1, 2), ("nooit", 1, None)]
)
def test_nothing_is_wiped_before_the_summary_showed_it(tmp_path, summary, days, least):
    """A held message is in the next summary: it must be there then."""
    text = practice_text(samenvatting=f'"{summary}"', bewaardagen=str(days))
    if least is None:
        assert a_practice(tmp_path, samenvatting='"nooit"', bewaardagen="1").contact.retention_days == 1
        return
    (problem,) = problems_with(tmp_path, text)
    assert problem.startswith(f"praktijk.toml: [contact] bewaardagen: moet minstens {least} zijn")
    assert a_practice(tmp_path, samenvatting=f'"{summary}"', bewaardagen=str(least)).contact


def test_a_file_from_before_the_summary_still_works(tmp_path):
    """The summary comes weekly, and no visitor gets a mail that the practice didn't choose."""
    path = a_practice_file(tmp_path)
    lines = [line for line in path.read_text().splitlines() if not line.startswith(("samenv", "bevest"))]
    path.write_text("\n".join(lines))
    contact = load_practice(path).contact
    assert (contact.summary, contact.confirmation) == ("weekly", False)


@pytest.mark.parametrize(
    ("phone", "uri"), [("06 12 34 56 78", "tel:0612345678"), ("+31 (0)6-12345678", "tel:+31612345678")]
)
def test_a_phone_number_can_be_called(tmp_path, phone, uri):
    """What is written for the eye is left out of the link."""
    assert a_practice(tmp_path, telefoon=f'"{phone}"').phone_uri == uri


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("naam", '""', "[praktijk] naam: moet worden ingevuld."),
        (
            "naam",
            "5",
            '[praktijk] naam: moet tekst tussen aanhalingstekens zijn, bijvoorbeeld "Nabij" (nu: 5).',
        ),
        (
            "kvk",
            '"123"',
            "[praktijk] kvk: moet uit acht cijfers bestaan, bijvoorbeeld \"12345678\" (nu: '123').",
        ),
        ("site", '"www.nabij.nl"', "[praktijk] site: moet het adres van de site zijn"),
        ("site", '"https://nabij.nl/blog"', "[praktijk] site: moet het adres van de site zijn"),
        ("eindpunt", '"https://[nabij"', "[contact] eindpunt: moet een adres zijn dat met https:// begint"),
        ("bewaardagen", '"30"', "[contact] bewaardagen: moet een heel aantal dagen zijn"),
        ("bewaardagen", "0", "[contact] bewaardagen: moet een heel aantal dagen zijn"),
        ("bewaardagen", "true", "[contact] bewaardagen: moet een heel aantal dagen zijn"),
        (
            "samenvatting",
            '"soms"',
            '[contact] samenvatting: moet een van deze woorden zijn: "dagelijks", "wekelijks", "nooit"',
        ),
        ("samenvatting", "7", "[contact] samenvatting: moet een van deze woorden zijn"),
        ("bevestiging", '"ja"', "[contact] bevestiging: moet true (wel) of false (niet) zijn"),
        ("individueel", '"95 euro"', "[prijzen] individueel: moet een bedrag in euro’s zijn"),
        ("individueel", "-5", "[prijzen] individueel: moet een bedrag in euro’s zijn"),
        ("individueel", "inf", "[prijzen] individueel: moet een bedrag in euro’s zijn"),
        ("postcode", '"12 AB"', "[adres] postcode: moet een postcode zijn"),
        ("email", '"hallo"', "[praktijk] email: moet een e-mailadres zijn"),
    ],
)
def test_a_wrong_value_is_named_by_its_key(tmp_path, key, value, said):
    """The coach reads which key is wrong and what it should be."""
    (problem,) = problems_with(tmp_path, practice_text(**{key: value}))
    assert problem.startswith(f"praktijk.toml: {said}")


def test_a_misspelt_key_is_named_with_the_likely_one(tmp_path):
    """What would have been passed over in silence is said."""
    text = practice_text().replace("telefoon =", "telefon =").replace("[adres]", "[adress]")
    assert problems_with(tmp_path, text) == (
        "praktijk.toml: [praktijk] telefon: deze naam ken ik niet. Bedoel je telefoon?",
        "praktijk.toml: [adress]: deze naam ken ik niet. Bedoel je adres?",
    )


def test_all_problems_come_at_once(tmp_path):
    """Nobody has to mend one fault to hear of the next."""
    assert len(problems_with(tmp_path, practice_text(naam='""', kvk='"1"', bewaardagen="999"))) == 3


def test_a_missing_required_table_is_said(tmp_path):
    """Without [contact] the endpoint has no rules to obey."""
    said = problems_with(tmp_path, '[praktijk]\nnaam = "Nabij"\nsite = "https://nabij.nl"')
    assert [problem.split(":")[1].strip() for problem in said] == [
        "[contact] eindpunt",
        "[contact] antwoord_binnen",
        "[contact] bewaardagen",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'[praktijk]\nnaam = "Caf\xe9"', "niet als UTF-8 bewaard"),
        ('[praktijk]\nnaam = "Nabij', "op regel 2 staat iets wat niet klopt"),
        ("[praktijk]\nnaam = Nabij\nkvk = 1", "op regel 2 staat iets wat niet klopt"),
        ("praktijk = 3", '"praktijk" hoort een kop te zijn'),
    ],
)
def test_a_file_that_is_no_toml_is_said_in_words(tmp_path, text, said):
    """Never a traceback."""
    assert said in "\n".join(problems_with(tmp_path, text))


def test_a_missing_file_is_said(tmp_path):
    """The name of the file is in the message."""
    with pytest.raises(PracticeError, match=r"weg\.toml: het bestand kan niet worden gelezen"):
        load_practice(tmp_path / "weg.toml")


def test_a_file_from_windows_is_read(tmp_path):
    """A byte order mark and its line ends are no fault of the coach."""
    path = tmp_path / "praktijk.toml"
    path.write_bytes(b"\xef\xbb\xbf" + practice_text().replace("\n", "\r\n").encode())
    assert load_practice(path).name == "Nabij"


def test_what_ships_is_not_ready_to_go_live():
    """Placeholders can't be published: every one of them is named."""
    keys = [problem.split(":")[0] for problem in live_problems(load_practice(ROOT / "praktijk.toml"))]
    assert keys == ["[praktijk] site", "[praktijk] email", "[contact] eindpunt", "[contact] hcaptcha_sitekey"]


def test_a_filled_in_practice_may_go_live(tmp_path):
    """Nothing is left to fill in."""
    assert live_problems(load_practice(a_practice_file(tmp_path))) == []


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("site", '"http://nabij.nl"', "https"),
        ("hcaptcha_sitekey", '"10000000-ffff-ffff-ffff-000000000001"', "testsleutel"),
        ("email", '""', "ingevuld"),
    ],
)
def test_what_would_be_unsafe_live_is_refused(tmp_path, key, value, said):
    """Plain http, a test key, or no other way to reach the practice."""
    (problem,) = live_problems(a_practice(tmp_path, **{key: value}))
    assert said in problem
