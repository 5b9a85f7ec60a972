"""A real Postfix as the peer, from the outbox to the mailbox, byte for byte."""

import email
import email.policy
from dataclasses import replace

import pytest
import trustme

from contact_api.app import make_delivery
from contact_api.mail import compose
from contact_api.outbox import Label, State
from contact_api.settings import Smtp
from contact_api.stores.sqlite import SqliteOutbox
from contact_api.transport import SmtpTransport
from contact_api.visitor_address import needs_smtputf8
from tests.builders import NOW, TEXT, a_new_message, a_submission, settings
from tests.fakes import FakeClock
from tests.postfix import greylisting, missing, postfix

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")
SMUGGLED = "Hallo\n.\nMAIL FROM:<x@y.nl>\nRCPT TO:<z@y.nl>\nDATA\nFrom: x@y.nl\n\nnog een\n.\nFrom hier\n..\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    authority = trustme.CA()
    chain = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(str(chain))
    with greylisting() as port, postfix(authority.issue_cert("localhost"), port) as running:
        running.chain = str(chain)
        yield running


class Sender:
    """An outbox that is delivered by way of the running Postfix."""

    def __init__(self, folder, server):
        self.server = server
        self.settings = settings(folder)
        self.outbox = SqliteOutbox(self.settings.store.path)
        self.clock = FakeClock()

    def store(self, **changes):
        self.outbox.add(a_new_message(**changes), 0, NOW)

    def deliver(self, door="plain", tls="none", to="coach@praktijk-test.nl"):
        """One round by way of that port; the state, and the error unless it was delivered."""
        transport = SmtpTransport(Smtp("localhost", self.server.ports[door], tls))
        make_delivery(replace(self.settings, mail_to=to), self.outbox, transport, self.clock).deliver_due()
        stored = self.outbox.find("AAAA-BBBB")
        return stored.state, "" if stored.state is State.DELIVERED else stored.last_error

    def arrived(self):
        self.server.settle()
        return self.server.new_mails()


@pytest.fixture
def practice(tmp_path, server):
    server.settle()
    server.new_mails()
    return Sender(tmp_path, server)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"submission": a_submission(bericht="x" * 5000)},
        {"submission": a_submission(bericht="€ 👩‍👧 ’s avonds\n" * 250, naam="Zoë 👩‍👧 de Wit")},
        {"submission": a_submission(bericht=SMUGGLED, naam="From: x")},
        {"submission": a_submission(email="jürgen@münchen.de")},
        {"label": Label.UNCHECKED, "cause": "unreachable"},
        {"label": Label.SPAM},
    ],
    ids=["plain", "one line", "beyond ASCII", "smuggling", "address", "unchecked", "spam"],
)
def test_what_lies_in_the_mailbox_is_what_we_wrote(practice, changes):
    """Postfix puts its own lines in front, and changes nothing after them."""
    practice.store(**changes)
    expected = written(practice)
    assert practice.deliver() == (State.DELIVERED, "")
    (mail,) = practice.arrived()
    assert mail.endswith(expected)
    added = email.message_from_bytes(mail.removesuffix(expected)).keys()
    assert added == ["Return-Path", "X-Original-To", "Delivered-To", "Received"]


def test_over_starttls(practice, server, monkeypatch):
    """With an authority that the machine trusts; the mailbox says that TLS was spoken."""
    monkeypatch.setenv("SSL_CERT_FILE", server.chain)
    practice.store()
    expected = written(practice)
    assert practice.deliver("tls", "starttls") == (State.DELIVERED, "")
    (mail,) = practice.arrived()
    assert mail.endswith(expected)
    read = email.message_from_bytes(mail, policy=email.policy.default)
    # RFC 3848: "S" is for TLS.
    assert " with ESMTPS id " in read["Received"]
    assert TEXT in read.get_content()


def test_an_authority_that_nobody_trusts(practice):
    """Nothing arrives; the message waits."""
    practice.store()
    assert practice.deliver("tls", "starttls") == (State.RETRYING, "SSLCertVerificationError")
    assert practice.arrived() == []


@pytest.mark.parametrize(
    ("door", "error"),
    [
        ("tls", "SMTPSenderRefused-530"),
        ("full", "SMTPSenderRefused-452"),
        ("small", "SMTPSenderRefused-552"),
    ],
)
def test_what_is_to_be_mended_waits_until_it_is(practice, door, error):
    """TLS that was not spoken, a full queue, a limit that is too low; then it goes, once."""
    practice.store()
    assert practice.deliver(door) == (State.RETRYING, error)
    practice.clock.pass_seconds(3600)
    assert practice.deliver() == (State.DELIVERED, "")
    assert len(practice.arrived()) == 1


def test_greylisting(practice):
    """450 the first time; it comes back after its backoff, and is let in."""
    practice.store()
    assert practice.deliver("greylisting") == (State.RETRYING, "rcpt-450")
    assert practice.deliver("greylisting") == (State.RETRYING, "rcpt-450")
    practice.clock.pass_seconds(3600)
    assert practice.deliver("greylisting") == (State.DELIVERED, "")
    assert len(practice.arrived()) == 1


def test_a_mailbox_that_is_not_there(practice):
    """550 5.1.1: a dead letter."""
    practice.store()
    assert practice.deliver(to="niemand@praktijk-test.nl") == (State.DEAD, "rcpt-550")


def test_a_text_that_is_refused(practice):
    """550 5.7.1 after the final dot: a dead letter too."""
    practice.store(label=Label.SPAM)
    assert practice.deliver("refusing") == (State.DEAD, "data-550")
    assert practice.arrived() == []


def written(practice):
    """The mail as we make it for a server that offers SMTPUTF8, as Postfix does; in a maildir's line ends."""
    leased = practice.outbox.lease_next(NOW, NOW)
    to = practice.settings
    special = needs_smtputf8(leased.submission.email)
    mail = compose(leased, to.practice, to.mail_from, to.mail_to, smtputf8=special)
    return mail.as_bytes().replace(b"\r\n", b"\n")
