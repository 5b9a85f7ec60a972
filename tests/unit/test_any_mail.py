"""The mail of any message, as two parsers that share no code read it: Python's own, and one in Rust.

A mail program that reads a mail otherwise than we wrote it is how a visitor's text becomes a header.
"""

import email
import email.policy
import re
import unicodedata

import pytest
from fast_mail_parser import parse_email
from hypothesis import given
from hypothesis import strategies as st

from contact_api.form import Submission, read_form
from contact_api.mail import MOST_HEADER_CHARACTERS, compose, header_text
from contact_api.messages import SUBJECTS
from contact_api.outbox import Label
from tests.builders import a_leased_message, a_practice
from tests.strategies import addresses, texts, valid_forms

HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
}
LABELS = st.sampled_from(
    [(Label.NONE, ""), (Label.UNCHECKED, "unreachable"), (Label.UNCHECKED, "our_fault"), (Label.SPAM, "")]
)


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    return a_practice(tmp_path_factory.mktemp("practice"))


def taken(raw):
    return read_form(raw).submission


def never_cleaned():
    """Submissions that no form of ours lets through: the mail does not lean on its cleaning."""
    return st.builds(
        Submission,
        naam=texts(),
        email=addresses(),
        telefoon=texts(),
        onderwerp=st.sampled_from(list(SUBJECTS)),
        bereikbaar=st.just("email"),
        bericht=texts(),
    )


@given(submission=valid_forms().map(taken) | never_cleaned(), label=LABELS, utf8=st.booleans())
def test_two_parsers_read_the_mail_that_we_wrote(practice, submission, label, utf8):
    """The same headers once each, one From, one To, one Reply-To, the whole text; lines within RFC 5322."""
    message = a_leased_message(submission=submission, label=label[0], cause=label[1])
    source = compose(message, practice, "site@praktijk-test.nl", "coach@praktijk-test.nl", utf8).as_bytes()
    assert source.isascii() or utf8
    head, _, body = source.partition(b"\r\n\r\n")
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert max(map(len, body.split(b"\r\n"))) <= 78
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\x00", source)

    python = email.message_from_bytes(source, policy=email.policy.SMTPUTF8)
    other = parse_email(source)
    local, _, host = submission.email.rpartition("@")
    with_reply = (local.isascii() or utf8) and "=?" not in local
    names = sorted(HEADERS | ({"Reply-To"} if with_reply else set()))
    assert sorted(python.keys()) == names
    assert sorted(name for name, values in other.headers.items() for _ in values) == names
    assert python.defects == []
    # A long word of the subject that had to be cut, and an address by RFC 6531, are none of our faults.
    allowed = {"Subject", "Reply-To"} if utf8 else {"Subject"}
    assert all(header.defects == () for name, header in python.items() if name not in allowed)

    reply_to = []
    if with_reply:
        reply_to = [f"{local}@{host.encode('idna').decode()}"]
        assert [as_utf8(address.addr_spec) for address in python["Reply-To"].addresses] == reply_to
    assert [address.address for address in other.reply_to] == reply_to
    for read in (python["From"].addresses, python["To"].addresses):
        assert len(read) == 1
    assert python["From"].addresses[0].addr_spec == other.from_.address == "site@praktijk-test.nl"
    assert python["To"] == "coach@praktijk-test.nl"
    assert [address.address for address in other.to] == ["coach@praktijk-test.nl"]
    assert (other.cc, other.bcc, other.attachments) == ([], [], [])

    if not utf8:
        # By SMTPUTF8 Python cuts a word of 90 letters by an encoded-word in its middle: not every program
        # reads that.
        assert plain(str(python["Subject"])) == plain(other.subject)
    (text,) = other.text_plain
    for read in (python.get_content(), text):
        assert lines_of(submission.bericht) in lines_of(read)
        assert "Ontvangstnummer: AAAA-BBBB" in read


@given(texts(halves=True))
def test_header_text_is_one_plain_line(text):
    """Short, stable, and nothing in it that a mail program acts on."""
    line = header_text(text)
    assert len(line) <= MOST_HEADER_CHARACTERS
    assert line == line.strip() == header_text(line)
    assert not [letter for letter in line if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert not re.search(r"=\s*\?", line)


@given(texts())
def test_a_subject_is_read_as_it_was_written(practice, text):
    """By both, but for the space at a fold."""
    message = a_leased_message(submission=taken_with_name(text))
    source = compose(message, practice, "site@praktijk-test.nl", "coach@praktijk-test.nl").as_bytes()
    expected = header_text(f"Life coaching: bericht van {text}")
    python = email.message_from_bytes(source, policy=email.policy.default)
    assert plain(str(python["Subject"])) == plain(expected)
    assert plain(parse_email(source).subject) == plain(expected)


def taken_with_name(name):
    return Submission(name, "ans@voorbeeld.nl", "", "life-coaching", "email", "Hallo")


def as_utf8(text):
    """What Python reads of bytes beyond ASCII in a header, as what they are."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8")


def plain(text):
    """Without spaces: at a fold parsers differ in them."""
    return re.sub(r"\s+", "", text)


def lines_of(text):
    """A text with one kind of line end."""
    return re.sub(r"\r\n|\r|\n", "\n", text)
