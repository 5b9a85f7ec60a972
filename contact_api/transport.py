"""Ways for a mail to leave: over SMTP, or in development into a folder."""

import contextlib
import os
import time
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from contact_api.tls import client_context
from contact_api.values import dataclass

# How long to wait for the answer to QUIT: the mail has gone, and that is not written down before.
GOODBYE_SECONDS = 1


class Fate(StrEnum):
    """SENT: the server took it. TEMPORARY: try again. PERMANENT: the server will never take it."""

    SENT = "sent"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"


@dataclass(frozen=True)
class Attempt:
    """How one attempt ended. `code` is short, for the log, and free of personal data.

    `reply` is what the server said last, as it said it: for the owner's eyes and for no log.
    """

    fate: Fate
    code: str = ""
    reply: bytes = field(default=b"", repr=False, compare=False)


class Transport(Protocol):
    """Sends one EmailMessage within `budget` seconds. Network trouble is an Attempt, not an exception."""

    def send(self, mail, budget: float, utf8_mail=None) -> Attempt:
        """Try once; with `utf8_mail` instead where the server offers SMTPUTF8 (RFC 6531)."""


class SmtpTransport:
    """`Transport` over SMTP (RFC 5321), TLS always but to this machine itself.

    Wrong credentials and a refused sender are faults of the settings: TEMPORARY, since a mended
    setting must still deliver what waits.
    """

    def __init__(self, smtp):
        self._smtp = smtp

    def send(self, mail, budget, utf8_mail=None):
        # Loaded here: what only reads the outbox does not pay for it.
        import smtplib

        deadline = time.monotonic() + budget
        try:
            with contextlib.closing(self._connect(deadline)) as server:
                self._introduce(server)
                return _hand_over(server, mail, utf8_mail)
        except smtplib.SMTPResponseException as error:
            return Attempt(Fate.TEMPORARY, f"{type(error).__name__}-{error.smtp_code}", _reply(error))
        except (smtplib.SMTPException, OSError, ValueError) as error:
            # A ValueError: a login that can't be put into words, a challenge that is no base64.
            return Attempt(Fate.TEMPORARY, type(error).__name__)

    def _connect(self, deadline):
        from contact_api.smtp_client import DeadlineSmtp, DeadlineSmtpTls

        if self._smtp.tls == "implicit":
            return DeadlineSmtpTls(deadline, self._smtp.host, self._smtp.port, tls_context())
        return DeadlineSmtp(deadline, self._smtp.host, self._smtp.port)

    def _introduce(self, server):
        _greet(server)
        if self._smtp.tls == "starttls":
            server.starttls(context=tls_context())
            _greet(server)
        if self._smtp.user:
            server.login(self._smtp.user, self._smtp.password)


class FolderTransport:
    """`Transport` into a folder: one .eml file a mail, whole or not at all. For development."""

    def __init__(self, path, now=datetime.now):
        self._path = Path(path)
        self._now = now

    def send(self, mail, budget, utf8_mail=None):
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        target = self._path / f"{self._now():%Y%m%d-%H%M%S-%f}-{name}.eml"
        part = target.with_suffix(".part")
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            part.write_bytes(mail.as_bytes())
            os.replace(part, target)
        except OSError as error:
            return Attempt(Fate.TEMPORARY, type(error).__name__)
        return Attempt(Fate.SENT)


def _greet(server):
    import smtplib

    code, text = server.ehlo()
    if not _is_yes(code):
        raise smtplib.SMTPHeloError(code, text)


def _hand_over(server, mail, utf8_mail):
    """One mail transaction (RFC 5321 §3.3), as an Attempt; raises where the server broke it off."""
    import smtplib

    options = []
    if utf8_mail and server.has_extn("smtputf8"):
        mail, options = utf8_mail, ["SMTPUTF8", "BODY=8BITMIME"]
    content = mail.as_bytes()
    if server.has_extn("size"):
        options.append(f"size={len(content)}")
    sender = mail["From"].addresses[0].addr_spec
    (recipient,) = (address.addr_spec for address in mail["To"].addresses)
    code, text = server.mail(sender, options)
    if not _is_yes(code):
        raise smtplib.SMTPSenderRefused(code, text, sender)
    code, reply = server.rcpt(recipient)
    if not _is_yes(code):
        return _refused(code, "rcpt", reply)
    try:
        code, reply = server.data(content)
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code, "data", _reply(error))
    if not _is_yes(code):
        return _refused(code, "data", reply)
    # The mail is theirs once DATA was answered; a rude or slow goodbye changes nothing.
    server.hurry(GOODBYE_SECONDS)
    with contextlib.suppress(smtplib.SMTPException, OSError):
        server.quit()
    return Attempt(Fate.SENT, reply=reply)


def _is_yes(code):
    # RFC 5321 §4.2.1: the first digit decides.
    return 200 <= code < 300


def _refused(code, stage, reply):
    fate = Fate.PERMANENT if 500 <= code < 600 else Fate.TEMPORARY
    return Attempt(fate, f"{stage}-{code}", reply)


def _reply(error):
    said = error.smtp_error
    return said if isinstance(said, bytes) else str(said).encode()


def tls_context():
    """How a mail server must prove who it is: by a certificate that this machine trusts, on its own name."""
    return client_context()
