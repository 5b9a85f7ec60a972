"""The layers, over what people and what robots write: tests/examples/."""

import time
import tomllib
from collections import Counter

import pytest

from contact_api.form import LIMITS, read_form
from contact_api.spam import (
    Layer,
    has_links,
    is_dutch,
    layers_of,
    repeats_itself,
    shared_letters,
    unquoted,
)
from tests.builders import ROOT, a_form

OWN = frozenset({"www.praktijk-test.nl", "contact.praktijk-test.nl"})


def examples(name):
    """The messages of one file, by name."""
    return tomllib.loads((ROOT / "tests" / "examples" / f"{name}.toml").read_text(encoding="utf-8"))


HONEST, OTHERS, SPAM = examples("honest"), examples("other_languages"), examples("spam")


def judged(message, seconds=None):
    """The names of the layers that an example hits, after it passed the form."""
    filled = read_form(
        a_form(
            naam=message.get("naam", "Ans de Wit"),
            bericht=message["bericht"],
            website=message.get("honeypot", ""),
        )
    )
    assert filled.errors == ()
    return [str(layer) for layer in layers_of(filled, OWN, message.get("seconds", seconds))]


@pytest.mark.parametrize("name", HONEST)
@pytest.mark.parametrize("seconds", [None, 3, 4000])
def test_no_honest_dutch_message_is_labelled(name, seconds):
    """Whether the form told its time or not."""
    assert judged(HONEST[name], seconds) == []


@pytest.mark.parametrize("name", OTHERS)
def test_another_language_is_no_spam_but_another_alphabet_is_labelled(name):
    """It is delivered all the same, with the label."""
    assert judged(OTHERS[name], 60) == OTHERS[name]["layers"]


@pytest.mark.parametrize("name", SPAM)
def test_spam_hits_the_layers_that_it_is_expected_to(name):
    """An empty list is one that gets through: the captcha and the limits are what stands before it."""
    assert judged(SPAM[name], 60) == SPAM[name]["layers"]


def test_the_table_of_right_and_wrong():
    """Over forty of each kind; few spam texts get through, and no honest Dutch one is hit."""
    table = Counter(
        (kind, bool(judged(message, 60)))
        for kind, messages in (("honest", HONEST), ("spam", SPAM))
        for message in messages.values()
    )
    assert table == {
        ("honest", False): len(HONEST),
        ("spam", True): 55,
        ("spam", False): 10,
    }
    assert min(len(HONEST), len(SPAM)) > 40
    assert {layer for message in SPAM.values() for layer in message["layers"]} == set(Layer)


@pytest.mark.parametrize(("seconds", "hit"), [(None, False), (0, True), (2, True), (3, False), (-5, False)])
def test_a_form_that_was_sent_within_three_seconds_was_filled_in_by_a_program(seconds, hit):
    """A time that nobody told, or from before the clock was set back, is no sign of anything."""
    assert judged({"bericht": "Hoi, bel me even."}, seconds) == (["too_fast"] if hit else [])


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Zie https://a.example/x, of beter: https://a.example/x.", False),
        ("Zie https://a.example/x en www.a.example/x/", False),
        ("Zie https://a.example/x en https://a.example/y", True),
        ("Zie https://A.example en http://a.example", False),
        ("Mail naar jan@a.example of piet@b.example/x", False),
        ("Zie https://praktijk-test.nl/a en www.praktijk-test.nl/b en ook https://a.example", False),
        ("Zie https://bit.ly/x", True),
        ("Zie https://orbit.ly/x", False),
        ("Het ging goed.Daarna niet meer/nooit weer en.toen.was het/klaar", False),
    ],
)
def test_addresses_that_differ_are_counted_once_each(text, hit):
    """However they are written; an e-mail address or a missing space is none."""
    assert has_links(text, OWN) == hit


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Koop een tas. " * 4, False),
        ("Koop een tas. " * 5, True),
        ("Nee nee. " * 9, False),
        ("Koop een tas. " * 5 + "Dat riep ze steeds, de hele winkel keek en toen liepen we weg.", False),
        ("Ik kan niet meer. " * 12, False),
        ("HELP " * 40, False),
        ("Niemand luistert naar mij! " * 30, False),
        ("een twee drie vier vijf zes " * 5, False),
        ("een twee drie vier vijf " * 6, True),
        ("een twee " * 14, False),
    ],
)  # fmt: skip
def test_a_text_repeats_itself_when_most_of_it_does(text, hit):
    """Somebody in despair may say one thing over and over; a long text has words enough."""
    assert repeats_itself(text) == hit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wij helpen u aan klanten! " * 5, "wij  helpen u aan\nklanten. " * 5),
        ("Bel 06-11 voor een lening zonder toetsing " * 3, "Bel 06-99 voor een lening zonder toetsing " * 3),
        ("Op https://a.example/1 " + "goedkope tassen " * 6, "Op www.b.example " + "goedkope tassen " * 6),
        ("Ｗij helpen u aan klanten " * 5, "W\u200bij helpen u aan klanten " * 5),
    ],
)  # fmt: skip
def test_copies_of_a_text_share_their_letters(one, other):
    """Numbers, links, spaces and letters in disguise make no other text of it."""
    assert shared_letters(one) == shared_letters(other) != ""


def test_short_texts_share_nothing():
    """Two parents may both write "Ik wil graag een afspraak maken"."""
    assert shared_letters("Ik wil graag een afspraak maken voor een kennismakingsgesprek, dank!") == ""
    assert shared_letters("a " * 79) == ""
    assert shared_letters("a " * 80) == "a" * 80


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\n> b\n >c\nd", "a\nd"),
        ("a\n-----Oorspronkelijk bericht-----\nb", "a\n"),
        ("a\nVan: Jan\nVerzonden: nu\nb", "a\n"),
        ("a\nOp 3 maart 2026 schreef Jan <jan@b.nl>:\nb", "a\n"),
        ("Van: Amsterdam\nnaar Utrecht", "Van: Amsterdam\nnaar Utrecht"),
        ("Op school schreef ze een briefje.", "Op school schreef ze een briefje."),
    ],
)
def test_a_quoted_mail_is_somebody_elses(text, left):
    """And what only looks like the head of one is not."""
    assert unquoted(text) == left


def test_most_languages_are_not_taken_for_dutch():
    """Each honest one is but those without a sentence; none of the others without Dutch in them."""
    unsure = [name for name in HONEST if not is_dutch(HONEST[name]["bericht"])]
    assert unsure == ["een-woord", "alleen-naam-en-nummer", "terugbelverzoek"]
    dutch = [name for name in OTHERS if is_dutch(OTHERS[name]["bericht"])]
    assert dutch == ["nederlands-met-arabische-groet", "nederlands-met-griekse-naam"]


@pytest.mark.parametrize(
    "piece",
    [
        "a.", "<", "< ", "<a ", "[url", "[/", "www.", "http://", "a.b/", "-", "> ", "Op a schreef ",
        "Van: a\n", "é", "я", "aя", "-- ", "a@b.nl ", "\u200b", "ﷺ", "x\n", "javascript: ", "[]",
        "- oorspronkelijk\n",
    ],
)  # fmt: skip
def test_no_text_holds_a_visitor_up(piece):
    """The longest message of any piece over and over is judged in well under a second."""
    text = (piece * LIMITS["bericht"])[: LIMITS["bericht"]]
    filled = read_form(a_form(bericht="a" + text[1:]))
    started = time.process_time()
    layers_of(filled, OWN, 60)
    shared_letters(filled.submission.bericht)
    assert time.process_time() - started < 0.5
