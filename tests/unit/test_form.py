"""The rules of the form, the same for every content type."""

import re

import pytest

from contact_api.form import LIMITS, Repeated, is_email, read_form
from tests.builders import a_form, a_submission


def errors_of(**changes):
    return [(error.field, error.code) for error in read_form(a_form(**changes)).errors]


def test_a_valid_form_is_a_submission():
    """What was typed arrives as it was typed."""
    filled = read_form(a_form())
    assert filled.submission == a_submission()
    assert filled.errors == ()
    assert filled.captcha_token == "a-token"


def test_every_missing_field_is_named_in_the_order_of_the_form():
    """An empty form tells all that is missing at once."""
    filled = read_form({})
    assert [(error.field, error.code) for error in filled.errors] == [
        ("naam", "missing"),
        ("email", "missing"),
        ("onderwerp", "missing"),
        ("bereikbaar", "missing"),
        ("bericht", "missing"),
    ]
    assert filled.submission is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"naam": " \t\n"}, [("naam", "missing")]),
        ({"naam": "x" * 101}, [("naam", "too_long")]),
        ({"email": "ans@"}, [("email", "invalid")]),
        ({"telefoon": "abc"}, [("telefoon", "invalid")]),
        ({"telefoon": "123"}, [("telefoon", "invalid")]),
        ({"bereikbaar": "telefoon"}, [("telefoon", "missing")]),
        ({"bereikbaar": "postduif"}, [("bereikbaar", "invalid")]),
        ({"onderwerp": "<script>"}, [("onderwerp", "invalid")]),
        ({"bericht": "x" * 5001}, [("bericht", "too_long")]),
        ({"bericht": "x" * 5000}, []),
        ({"bericht": "\u202e\u2066"}, [("bericht", "missing")]),
        ({"bericht": {"a": 1}}, [("bericht", "invalid")]),
        ({"naam": 7}, [("naam", "invalid")]),
        ({"naam": None}, [("naam", "missing")]),
        ({"email": Repeated(("a@b.nl", "c@d.nl"))}, [("email", "repeated")]),
        ({"email": Repeated(([1], {"x": 1}))}, [("email", "repeated")]),
        ({"email": Repeated(("a@b.nl", "a@b.nl"))}, []),
        ({"h__captcha__response": "x" * 9000}, [("h-captcha-response", "too_long")]),
        ({"telefoon": "+31 (0)6-12 34 56 78"}, []),
    ],
)
def test_a_field_that_breaks_a_rule_is_named_with_its_code(changes, expected):
    """Each rule names its field and a stable code."""
    assert errors_of(**changes) == expected


def test_no_word_is_lost_when_a_field_is_wrong():
    """A text that is too long goes back whole."""
    long = "woord " * 1000
    assert read_form(a_form(bericht=long)).values["bericht"] == long.strip()


def test_every_error_is_a_dutch_sentence_that_says_what_to_do():
    """No code or placeholder reaches the visitor."""
    filled = read_form(a_form(bericht="x" * 5007, email="x", telefoon="y", naam=""))
    assert [error.message for error in filled.errors] == [
        "Vul je naam in.",
        "Vul een geldig e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.",
        "Vul een geldig telefoonnummer in, bijvoorbeeld 06 12 34 56 78.",
        "Je bericht is te lang: het mag 5000 tekens zijn en het zijn er nu 5007.",
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ans\r\nBcc: x@y.nl", "Ans Bcc: x@y.nl"),
        ("Ans\u2028Bcc: x", "Ans Bcc: x"),
        ("A\x00n\x1bs\x9f", "Ans"),
        ("e\u0301", "é"),
        ("\ud800x", "?x"),
        ("a\u202eb", "ab"),
    ],
)
def test_a_name_is_one_line_of_visible_text(typed, kept):
    """Line ends, controls, direction overrides and half characters do not get past the form."""
    assert read_form(a_form(naam=typed)).submission.naam == kept


def test_a_message_keeps_its_lines():
    """Every line end becomes one kind; blank lines stay."""
    assert read_form(a_form(bericht="a\r\n\r\nb\rc\x0b\u2029d")).submission.bericht == "a\n\nb\nc\nd"


@pytest.mark.parametrize(
    "address",
    ["naam@voorbeeld.nl", "n.a-a_m+tag@sub.voorbeeld.nl", "o'brien@voorbeeld.nl", "jürgen@münchen.de"],
)
def test_addresses_that_people_have(address):
    """Every address that a mail could go to is taken."""
    assert is_email(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "naam",
        "naam@voorbeeld",
        "a@b.nl, c@d.nl",
        "a@b.nl\nBcc: c@d.nl",
        "<a@b.nl>",
        "a..b@c.nl",
        ".a@c.nl",
        "a@-b.nl",
        "a@b..nl",
        "a@[127.0.0.1]",
        "=?utf-8?q?x=0D=0ABcc=3A_spam=40elders.nl?=@b.nl",
        '"a b"@c.nl',
        "a@" + "x" * 64 + ".nl",
    ],
)
def test_what_is_no_single_plain_address(address):
    """Lists, names, literals and broken hosts are refused."""
    assert not is_email(address)


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [("", None), ("0", 0), ("73", 73), ("-1", None), ("1.5", None), ("٣", None), ("x", None)],
)
def test_the_time_that_a_form_took_is_a_number_or_nothing(sent, seconds):
    """What is no number costs no message."""
    filled = read_form(a_form(duur=sent))
    assert (filled.errors, filled.duration) == ((), seconds)


def test_the_code_of_our_own_page_comes_along_unseen():
    """It is no part of the message, and in no repr."""
    filled = read_form(a_form(code="12345", code_token="signed"))
    assert (filled.code, filled.code_token) == ("12345", "signed")
    assert filled.submission == a_submission()
    assert not {"12345", "signed"} & set(re.findall(r"\w+", repr(filled)))


def test_every_field_has_a_limit():
    """No field of the form is without bounds."""
    assert set(a_form()) <= set(LIMITS)


@pytest.mark.parametrize("name", LIMITS)
def test_a_field_over_its_limit_is_said_whichever_it_is(name):
    """Also where a browser offers a choice or hides the field."""
    found = read_form(a_form() | {name: "x" * (LIMITS[name] + 1)}).errors
    assert [(error.field, error.code) for error in found] == [(name, "too_long")]
