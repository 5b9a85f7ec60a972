"""Our SMTP transport in conversation with a real server."""

import email
import email.policy
import socket
import ssl
import threading

import pytest
import trustme
from aiosmtpd.smtp import AuthResult

from contact_api.mail import compose
from contact_api.settings import Smtp
from contact_api.transport import Attempt, Fate, FolderTransport, SmtpTransport
from tests.builders import TEXT, a_leased_message, a_practice, a_submission
from tests.servers import Inbox, free_port, smtp_server


@pytest.fixture
def mail(tmp_path):
    return compose(
        a_leased_message(), a_practice(tmp_path), "site@praktijk-test.nl", "coach@praktijk-test.nl"
    )


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that nobody vouches for, and the authority that could."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    chain = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(str(chain))
    return context, chain


def send(mail, port, tls="none", host="127.0.0.1", budget=5, **login):
    return SmtpTransport(Smtp(host, port, tls, **login)).send(mail, budget)


def test_the_server_gets_the_mail_as_it_was_composed(mail):
    """One envelope: from the practice, to the practice; a lone dot in the text survives."""
    inbox = Inbox()
    with smtp_server(inbox) as port:
        assert send(mail, port) == Attempt(Fate.SENT)
    (envelope,) = inbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("site@praktijk-test.nl", ["coach@praktijk-test.nl"])
    read = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert read["Message-ID"] == "<AAAA-BBBB.1@praktijk-test.nl>"
    assert TEXT in read.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize("offered", [True, False])
def test_an_address_outside_ascii_can_be_answered_to_where_the_server_knows_how(tmp_path, offered):
    """With SMTPUTF8 (RFC 6531) it is in Reply-To; without, in the text alone. The mail goes."""
    message = a_leased_message(submission=a_submission(email="jürgen@münchen.de"))
    addresses = a_practice(tmp_path), "site@praktijk-test.nl", "coach@praktijk-test.nl"
    plain, special = compose(message, *addresses), compose(message, *addresses, smtputf8=True)
    inbox = Inbox()
    with smtp_server(inbox, enable_SMTPUTF8=offered) as port:
        transport = SmtpTransport(Smtp("127.0.0.1", port, "none"))
        assert transport.send(plain, 5, special) == Attempt(Fate.SENT)
    (envelope,) = inbox.envelopes
    assert envelope.smtp_utf8 is offered
    read = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert "jürgen@münchen.de" in read.get_content()
    assert read["Message-ID"] == "<AAAA-BBBB.1@praktijk-test.nl>"
    assert ("beantwoorden kan hier niet" in read.get_content()) is not offered
    if offered:
        assert "Reply-To: Ans de Wit <jürgen@xn--mnchen-3ya.de>\r\n".encode() in envelope.content
    else:
        assert read["Reply-To"] is None
        assert envelope.content.isascii()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"rcpt": "450 4.2.0 greylisted"}, Attempt(Fate.TEMPORARY, "rcpt-450")),
        ({"rcpt": "550 5.1.1 no such user"}, Attempt(Fate.PERMANENT, "rcpt-550")),
        ({"data": "451 4.3.0 try later"}, Attempt(Fate.TEMPORARY, "data-451")),
        ({"data": "554 5.7.1 refused"}, Attempt(Fate.PERMANENT, "data-554")),
    ],
)
def test_what_the_server_says_decides_what_happens(mail, answers, expected):
    """4xx is tried again, 5xx is final; the code in the log has no address in it."""
    with smtp_server(Inbox(**answers)) as port:
        assert send(mail, port) == expected


def test_nobody_listening_is_temporary(mail):
    """The message waits."""
    assert send(mail, free_port()) == Attempt(Fate.TEMPORARY, "ConnectionRefusedError")


def test_a_server_that_says_nothing_is_left_within_the_budget(mail):
    """A visitor may be waiting."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        attempt = send(mail, silent.getsockname()[1], budget=0.2)
    assert attempt.fate is Fate.TEMPORARY


def test_a_server_that_hangs_up_after_the_text_is_tried_again(mail):
    """It is not known whether the mail was taken: a duplicate beats a loss."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def converse():
            connection, _ = listener.accept()
            with connection, connection.makefile("rwb", buffering=0) as stream:
                for reply in (b"220", b"250", b"250", b"250", b"354"):
                    stream.write(reply + b" ok\r\n")
                    stream.readline()
                while stream.readline() != b".\r\n":
                    pass

        thread = threading.Thread(target=converse)
        thread.start()
        attempt = send(mail, listener.getsockname()[1])
        thread.join()
    assert attempt == Attempt(Fate.TEMPORARY, "SMTPServerDisconnected")


def test_without_starttls_nothing_is_sent(mail):
    """No visitor's text crosses a network in the clear."""
    inbox = Inbox()
    with smtp_server(inbox) as port:
        assert send(mail, port, tls="starttls") == Attempt(Fate.TEMPORARY, "SMTPNotSupportedError")
    assert inbox.envelopes == []


def test_a_certificate_that_nobody_vouches_for_is_refused(mail, certificate):
    """STARTTLS and implicit TLS alike."""
    inbox = Inbox()
    with smtp_server(inbox, tls_context=certificate[0]) as port:
        attempt = send(mail, port, tls="starttls", host="localhost")
    assert attempt == Attempt(Fate.TEMPORARY, "SSLCertVerificationError")
    assert inbox.envelopes == []


def test_over_starttls_with_a_login(mail, certificate, monkeypatch):
    """With a certificate that the machine trusts; the password only after TLS."""
    context, chain = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    seen = []

    def authenticate(server, session, envelope, mechanism, data):
        seen.append((session.ssl is not None, data.login, data.password))
        return AuthResult(success=data.password == b"p@ss", handled=False)

    options = {"tls_context": context, "auth_require_tls": True, "authenticator": authenticate}
    inbox = Inbox()
    with smtp_server(inbox, **options) as port:
        named = {"tls": "starttls", "host": "localhost", "user": "user"}
        assert send(mail, port, password="p@ss", **named) == Attempt(Fate.SENT)
        # Wrong credentials are for the owner to mend: what waits must still go then.
        refused = send(mail, port, password="wrong", **named)
    assert refused == Attempt(Fate.TEMPORARY, "SMTPAuthenticationError-535")
    assert seen[0] == (True, b"user", b"p@ss")
    assert len(inbox.envelopes) == 1


def test_a_mail_folder_gets_whole_files(mail, tmp_path):
    """One .eml a mail, nothing half written beside it."""
    folder = tmp_path / "mail"
    assert FolderTransport(folder).send(mail, 5) == Attempt(Fate.SENT)
    (path,) = folder.iterdir()
    assert path.suffix == ".eml"
    assert path.read_bytes() == mail.as_bytes()


def test_a_mail_folder_that_can_not_be_written_is_temporary(mail, tmp_path):
    """The message waits in the outbox."""
    (tmp_path / "file").write_text("")
    assert FolderTransport(tmp_path / "file" / "mail").send(mail, 5).fate is Fate.TEMPORARY
