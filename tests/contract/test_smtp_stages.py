"""A mail server that fails at every stage in every way: what becomes of the attempt, and of the message.

Temporary: the message waits. Permanent (RCPT or DATA refused with 5xx, RFC 5321 §4.2.1): a dead letter.
A fault of the settings (greeting, TLS, login, sender) is temporary whatever its number: once it is mended,
what waits must go.
"""

import datetime
import ssl
import time
from dataclasses import dataclass

import pytest
import trustme

from contact_api.app import make_delivery
from contact_api.outbox import State
from contact_api.settings import Smtp
from contact_api.stores.sqlite import SqliteOutbox
from contact_api.transport import Attempt, Fate, SmtpTransport
from tests.builders import NOW, a_new_message, settings
from tests.scripted_smtp import (
    EXTENSIONS,
    Script,
    drip,
    drop,
    flood,
    hang,
    misbehaving,
    say,
    say_and_drop,
)

# What an attempt gets, and what it may take on a machine that is busy with other things.
BUDGET = 0.12
AT_MOST = BUDGET + 1.5
BEFORE_THE_END = ("greeting", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "midtext", "text")
GONE = {"SMTPServerDisconnected", "ConnectionResetError", "BrokenPipeError", "SSLEOFError"}


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A certificate authority, and the file by which a machine trusts it."""
    authority = trustme.CA()
    path = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return authority, str(path)


@pytest.fixture
def tls(authority, monkeypatch):
    """TLS for localhost by an authority that this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", authority[1])
    return server_context(authority[0].issue_cert("localhost"))


def server_context(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context


@dataclass
class Outcome:
    """How it ended: the attempt, the state of the message, and the seconds that it took."""

    attempt: Attempt
    state: State
    seconds: float


class Timed:
    """The real transport with a short budget, and what came of it."""

    def __init__(self, smtp, budget):
        self.transport, self.budget = SmtpTransport(smtp), budget
        self.outcome = None

    def send(self, mail, budget, utf8_mail=None):
        began = time.monotonic()
        self.attempt = self.transport.send(mail, self.budget)
        self.seconds = time.monotonic() - began
        return self.attempt


@pytest.fixture
def deliver(tmp_path):
    """Deliver one message by a server with this script; its Outcome."""

    def deliver(script, budget=5, host="localhost"):
        login = (
            {"user": "user", "password": "pass"}
            if any(name.startswith("AUTH ") for name in script.extensions)
            else {}
        )
        kind = "implicit" if script.implicit else "starttls" if script.tls else "none"
        outbox = SqliteOutbox(tmp_path / "outbox.sqlite")
        outbox.add(a_new_message(), 0, NOW)
        with misbehaving(script) as port:
            timed = Timed(Smtp(host, port, kind, **login), budget)
            make_delivery(settings(tmp_path), outbox, timed, lambda: NOW).deliver_due()
        (state,) = (state for state, count in outbox.counts().items() if count)
        return Outcome(timed.attempt, state, timed.seconds)

    return deliver


TAKEN = (Attempt(Fate.SENT), State.DELIVERED)


def waits(code):
    return Attempt(Fate.TEMPORARY, code), State.RETRYING


def dies(code):
    return Attempt(Fate.PERMANENT, code), State.DEAD


def ended(outcome):
    return outcome.attempt, outcome.state


def with_login(**acts):
    return {"extensions": (*EXTENSIONS, "AUTH PLAIN"), **acts}


def test_a_polite_server_takes_it(deliver, tls):
    """The script itself breaks nothing: TLS, login, one envelope, one text."""
    script = Script(tls=tls, **with_login())
    outcome = deliver(script)
    assert ended(outcome) == TAKEN
    names = [command.split()[0] for command in script.commands]
    assert names == ["ehlo", "STARTTLS", "ehlo", "AUTH", "mail", "rcpt", "data", "quit"]
    assert len(script.texts) == 1


@pytest.mark.parametrize(
    ("stage", "reply", "expected"),
    [
        ("greeting", "421 busy", waits("SMTPConnectError-421")),
        ("greeting", "554 no service", waits("SMTPConnectError-554")),
        ("ehlo", "421 busy", waits("SMTPHeloError-421")),
        ("ehlo", "550 go away", waits("SMTPHeloError-550")),
        ("starttls", "454 not now", waits("SMTPResponseException-454")),
        ("starttls", "501 syntax", waits("SMTPResponseException-501")),
        ("auth", "454 not now", waits("SMTPAuthenticationError-454")),
        ("auth", "535 who?", waits("SMTPAuthenticationError-535")),
        ("mail", "451 not now", waits("SMTPSenderRefused-451")),
        ("mail", "552 too large", waits("SMTPSenderRefused-552")),
        ("rcpt", "421 closing", waits("rcpt-421")),
        ("rcpt", "450 greylisted", waits("rcpt-450")),
        ("rcpt", "550 no such user", dies("rcpt-550")),
        ("data", "451 not now", waits("data-451")),
        ("data", "250 fine", waits("data-250")),
        ("data", "554 no", dies("data-554")),
        ("text", "452 disk full", waits("data-452")),
        ("text", "550 refused", dies("data-550")),
        ("text", "251 will forward", TAKEN),
        ("quit", "500 what?", TAKEN),
    ],
)
def test_a_refusal_at_each_stage(deliver, tls, stage, reply, expected):
    """The number and the stage decide; nothing is asked after a refusal that could change it."""
    script = Script(tls=tls, **with_login(**{stage: say(reply)}))
    outcome = deliver(script)
    assert ended(outcome) == expected


@pytest.mark.parametrize("stage", BEFORE_THE_END)
def test_a_server_that_hangs_up_at_each_stage(deliver, tls, stage):
    """The message waits: before the final dot it was not taken, after it nobody knows."""
    script = Script(tls=tls, **with_login(**{stage: drop}))
    outcome = deliver(script)
    assert outcome.attempt.fate is Fate.TEMPORARY
    assert outcome.attempt.code in GONE
    assert outcome.state is State.RETRYING
    # With the dot it has the whole text: this one arrives twice, under one Message-ID.
    assert len(script.texts) == (stage == "text")


@pytest.mark.parametrize("stage", BEFORE_THE_END)
def test_a_server_that_hangs_at_each_stage(deliver, tls, stage):
    """The budget is for all of the conversation."""
    outcome = deliver(Script(tls=tls, **with_login(**{stage: hang})), BUDGET)
    assert ended(outcome) == waits("TimeoutError")
    assert outcome.seconds < AT_MOST


@pytest.mark.parametrize("stage", [stage for stage in BEFORE_THE_END if stage != "midtext"])
@pytest.mark.parametrize(
    "act", [drip, flood(b"2"), flood(b"250-more\r\n")], ids=["drip", "no line end", "no last line"]
)
def test_a_reply_without_end_at_each_stage(deliver, tls, stage, act):
    """Neither time nor memory goes into it."""
    outcome = deliver(Script(tls=tls, **with_login(**{stage: act})), BUDGET)
    assert outcome.attempt.fate is Fate.TEMPORARY
    assert outcome.attempt.code in ("TimeoutError", "SMTPServerDisconnected")
    assert outcome.state is State.RETRYING
    assert outcome.seconds < AT_MOST


@pytest.mark.parametrize("act", [drop, drip])
def test_a_rude_goodbye_changes_nothing(deliver, act):
    """The mail was taken, and that is written down soon: who waits for a goodbye may be killed first."""
    outcome = deliver(Script(quit=act), budget=30)
    assert ended(outcome) == TAKEN
    assert outcome.seconds < 5


def test_taken_and_then_gone_is_taken(deliver):
    """ "250" is the end of it (RFC 5321 §4.2.5)."""
    outcome = deliver(Script(text=say_and_drop("250 taken")))
    assert ended(outcome) == TAKEN


@pytest.mark.parametrize("stage", ["greeting", "mail", "rcpt", "text"])
@pytest.mark.parametrize("reply", ["", "hello", "25", "-1 no", "²50 no", "999 what?", "250ok-"])
def test_an_answer_that_is_none(deliver, stage, reply):
    """What can't be understood is no yes; the one that starts with a yes is one."""
    outcome = deliver(Script(**{stage: say(reply)}), BUDGET)
    if reply == "250ok-" and stage != "greeting":
        assert ended(outcome) == TAKEN
    else:
        assert (outcome.attempt.fate, outcome.state) == (Fate.TEMPORARY, State.RETRYING)


def test_replies_of_many_lines(deliver):
    """All of them are read, and the last one counts."""
    many = "\r\n".join(["250-first", *["250-and more"] * 200, "250 last"])
    script = Script(greeting=say(many.replace("250", "220")), mail=say(many), rcpt=say(many), text=say(many))
    outcome = deliver(script)
    assert ended(outcome) == TAKEN


def test_a_line_far_longer_than_the_standard_is_read(deliver):
    """RFC 5321 §4.5.3.1.5 says 512 octets; not every server counts."""
    outcome = deliver(Script(rcpt=say("250 " + "x" * 30_000)))
    assert ended(outcome) == TAKEN


@pytest.mark.parametrize(
    "extensions",
    [(), ("SIZE",), ("8BITMIME",), ("PIPELINING", "SMTPUTF8"), ("SIZE 1",), ("X" * 500, "", "AUTHOR")],
    ids=lambda names: " ".join(names)[:40],
)
def test_whatever_extensions_there_are_the_same_bytes_go(deliver, extensions):
    """Pure ASCII in lines of 7 bits needs none of them; its size is told only to who asks."""
    script = Script(extensions=extensions)
    outcome = deliver(script)
    assert ended(outcome) == TAKEN
    (text,) = script.texts
    assert text.isascii()
    (envelope,) = (command for command in script.commands if command.startswith("mail"))
    size = f" size={len(text) - 1}" if any(name.startswith("SIZE") for name in extensions) else ""
    # One dot was doubled on its way (RFC 5321 §4.5.2).
    assert envelope == f"mail FROM:<site@praktijk-test.nl>{size}"


class TestTls:
    """No visitor's text crosses a network in the clear, nor goes to who can't show who it is."""

    @pytest.fixture(autouse=True)
    def _trusted(self, tls):
        """The machine trusts `authority`."""

    @pytest.mark.parametrize("implicit", [True, False], ids=["implicit", "starttls"])
    @pytest.mark.parametrize("fault", ["expired", "another host", "self-signed", "not yet"])
    def test_a_certificate_that_does_not_hold(self, deliver, authority, implicit, fault):
        """Not even the envelope is told."""
        now = datetime.datetime.now(datetime.UTC)
        day = datetime.timedelta(days=1)
        certificate = {
            "expired": lambda: authority[0].issue_cert("localhost", not_after=now - day),
            "another host": lambda: authority[0].issue_cert("mail.elders.nl"),
            "self-signed": lambda: trustme.CA().issue_cert("localhost"),
            "not yet": lambda: authority[0].issue_cert("localhost", not_before=now + day),
        }[fault]()
        script = Script(tls=server_context(certificate), implicit=implicit)
        outcome = deliver(script)
        assert outcome.attempt == Attempt(Fate.TEMPORARY, "SSLCertVerificationError")
        assert outcome.state is State.RETRYING
        assert script.commands == ([] if implicit else [script.commands[0], "STARTTLS"])

    @pytest.mark.parametrize("implicit", [True, False], ids=["implicit", "starttls"])
    def test_a_handshake_that_never_ends(self, deliver, tls, implicit):
        """Within the budget too."""
        outcome = deliver(Script(tls=tls, implicit=implicit, handshake=hang), BUDGET)
        assert (outcome.attempt.fate, outcome.state) == (Fate.TEMPORARY, State.RETRYING)
        assert outcome.seconds < AT_MOST

    def test_words_slipped_in_before_tls_count_for_nothing(self, deliver, tls):
        """CVE-2011-0411: an answer in the clear, meant to be read as one under TLS."""

        def inject(wire):
            wire.write(b"220 go ahead\r\n250 AUTH-nothing\r\n250 ok\r\n250 ok\r\n354 ok\r\n250 taken\r\n")
            wire.secure(tls)

        script = Script(tls=tls, starttls=inject, ehlo=[None, hang])
        outcome = deliver(script, BUDGET)
        assert outcome.attempt == Attempt(Fate.TEMPORARY, "TimeoutError")

    def test_a_server_that_offers_no_tls_gets_nothing(self, deliver, tls):
        """Nor one that takes the offer out on its way (a downgrade)."""
        script = Script(tls=tls, ehlo=say("250 at your service"))
        outcome = deliver(script)
        assert outcome.attempt == Attempt(Fate.TEMPORARY, "SMTPNotSupportedError")
        assert [command.split()[0] for command in script.commands] == ["ehlo"]

    def test_a_challenge_that_is_no_base64(self, deliver, tls):
        """A login that trips our own library is a temporary fault, by name."""
        script = Script(tls=tls, extensions=("AUTH CRAM-MD5",), auth=say("334 x"))
        outcome = deliver(script)
        assert ended(outcome) == waits("Error")
