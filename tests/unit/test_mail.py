"""The mail to the practice."""

import email
import email.policy
import re

import pytest

from contact_api.mail import compose, header_text
from contact_api.outbox import Label
from tests.builders import TEXT, a_leased_message, a_practice, a_submission

ATTACKS = [
    "Ans\r\nBcc: spam@elders.nl",
    "Ans\nBcc: spam@elders.nl",
    "Ans\u2028Bcc: spam@elders.nl",
    "Ans\x85Bcc: spam@elders.nl",
    "Ans\x0bBcc: spam@elders.nl",
    "=?utf-8?q?x=0D=0ABcc:_spam=40elders.nl?=",
    "=?utf-8?b?eA0KQmNjOiBzcGFtQGVsZGVycy5ubA==?=",
    "= ?utf-8?q?x=0D=0ABcc:_spam=40elders.nl?=",
    "==?utf-8?q?x=0D=0ABcc:_spam=40elders.nl?=?=",
    "==\u2066= ?utf-8?q?x=0D=0ABcc:_spam=40elders.nl?=",
    '", "Bcc: <spam@elders.nl>',
    "spam@elders.nl, " + "x" * 70,
    "Groep: spam@elders.nl; " + "x" * 70,
    "Ans <spam@elders.nl>, ",
    "Ans\u202elrig",
    "x" * 5000,
    "\ud800",
    "é" * 200,
]


def mail_of(tmp_path, label=Label.NONE, cause="", **changes):
    message = a_leased_message(submission=a_submission(**changes), label=label, cause=cause)
    composed = compose(message, a_practice(tmp_path), "site@praktijk-test.nl", "coach@praktijk-test.nl")
    return email.message_from_bytes(composed.as_bytes(), policy=email.policy.default)


def test_the_mail_says_who_wrote_what_and_how_to_answer(tmp_path):
    """All of it, as a mail program reads it."""
    mail = mail_of(tmp_path, telefoon="06 12345678", bereikbaar="telefoon")
    assert {name: str(value) for name, value in mail.items()} == {
        "From": "Nabij <site@praktijk-test.nl>",
        "To": "coach@praktijk-test.nl",
        "Reply-To": "Ans de Wit <ans@voorbeeld.nl>",
        "Subject": "Life coaching: bericht van Ans de Wit",
        "Date": "Mon, 21 Sep 2026 14:13:20 +0000",
        "Message-ID": "<AAAA-BBBB.1@praktijk-test.nl>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    assert mail.get_content().replace("\r\n", "\n") == (
        "Naam: Ans de Wit\n"
        "E-mail: ans@voorbeeld.nl\n"
        "Telefoon: 06 12345678\n"
        "Onderwerp: Life coaching\n"
        "Antwoord graag: Telefonisch\n"
        "Ontvangen: 21-09-2026 16:13\n"
        "Ontvangstnummer: AAAA-BBBB\n"
        "\n"
        f"{TEXT}\n"
        "\n"
        "-- \n"
        "Beantwoord deze mail: je antwoord gaat naar ans@voorbeeld.nl.\n"
    )


# Half a character can't be stored, so it never comes this far.
@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if attack != "\ud800"])
def test_no_text_of_a_visitor_becomes_a_header(tmp_path, attack):
    """The same headers, one recipient, one Reply-To; even when the form's own cleaning had let it through."""
    mail = mail_of(tmp_path, naam=attack)
    assert sorted(mail.keys()) == sorted(mail_of(tmp_path).keys())
    assert mail["To"] == "coach@praktijk-test.nl"
    assert mail["From"] == "Nabij <site@praktijk-test.nl>"
    assert [address.addr_spec for address in mail["Reply-To"].addresses] == ["ans@voorbeeld.nl"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_reaches_a_header_is_one_plain_line(attack):
    """Short, and with nothing that a mail program decodes."""
    text = header_text(attack)
    assert len(text) <= 120
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]|=\s*\?", text)


def test_lines_stay_within_the_standard(tmp_path):
    """RFC 5322 §2.1.1, for a message without one line end."""
    message = a_leased_message(submission=a_submission(bericht="€" * 5000, naam="é" * 100))
    composed = compose(message, a_practice(tmp_path), "site@praktijk-test.nl", "coach@praktijk-test.nl")
    source = composed.as_bytes()
    assert max(map(len, source.split(b"\r\n"))) <= 998
    read = email.message_from_bytes(source, policy=email.policy.default)
    assert "€" * 5000 in read.get_content()


def test_an_address_outside_ascii_is_in_the_text(tmp_path):
    """Without SMTPUTF8 no header can carry it; the host alone goes as IDNA."""
    mail = mail_of(tmp_path, email="jürgen@münchen.de")
    assert mail["Reply-To"] is None
    assert "Let op: beantwoorden kan hier niet. Schrijf zelf naar jürgen@münchen.de." in mail.get_content()
    assert mail_of(tmp_path, email="j@münchen.de")["Reply-To"] == "Ans de Wit <j@xn--mnchen-3ya.de>"


@pytest.mark.parametrize(
    "local", ["=?utf-8?q?x=0D=0ABcc=3A_spam=40elders.nl?=", "=?utf-8?q?=22=2C_spam=40elders.nl_?="]
)
def test_an_address_that_hides_a_header_stays_in_the_text(tmp_path, local):
    """All of its letters may stand in an address, and Python would decode them into a line of their own."""
    mail = mail_of(tmp_path, email=f"{local}@elders.nl")
    assert mail.keys() == [name for name in mail_of(tmp_path) if name != "Reply-To"]
    assert f"E-mail: {local}@elders.nl" in mail.get_content()


def test_labels_stand_in_front_of_the_subject_and_are_explained(tmp_path):
    """The coach sees why."""
    unchecked = mail_of(tmp_path, Label.UNCHECKED, "unreachable")
    assert unchecked["Subject"] == "[niet gecontroleerd] Life coaching: bericht van Ans de Wit"
    assert unchecked.get_content().startswith("Let op: hCaptcha kon dit bericht niet controleren")
    spam = mail_of(tmp_path, Label.SPAM)
    assert spam["Subject"] == "[mogelijk spam] Life coaching: bericht van Ans de Wit"
