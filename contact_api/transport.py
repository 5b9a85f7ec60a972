"""Ways for a mail to leave: over SMTP, or in development into a folder."""

import contextlib
import os
import time
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Fate(StrEnum):
    """SENT: the server took it. TEMPORARY: try again. PERMANENT: the server will never take it."""

    SENT = "sent"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"


@dataclass(frozen=True)
class Attempt:
    """How one attempt ended. `code` is short, for the log, and free of personal data."""

    fate: Fate
    code: str = ""


class Transport(Protocol):
    """Sends one EmailMessage within `budget` seconds. Network trouble is an Attempt, not an exception."""

    def send(self, mail, budget: float) -> Attempt:
        """Try once."""


class SmtpTransport:
    """`Transport` over SMTP (RFC 5321), TLS always but to this machine itself.

    Wrong credentials and a refused sender are faults of the settings: TEMPORARY, since a mended
    setting must still deliver what waits.
    """

    def __init__(self, smtp):
        self._smtp = smtp

    def send(self, mail, budget):
        # Loaded here: what only reads the outbox does not pay for it.
        import smtplib

        deadline = time.monotonic() + budget
        try:
            with contextlib.closing(self._connect(budget)) as server:
                self._converse(server, mail, deadline)
            return Attempt(Fate.SENT)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            return _refused(code, "rcpt")
        except smtplib.SMTPDataError as error:
            return _refused(error.smtp_code, "data")
        except smtplib.SMTPResponseException as error:
            return Attempt(Fate.TEMPORARY, f"{type(error).__name__}-{error.smtp_code}")
        except (smtplib.SMTPException, OSError) as error:
            return Attempt(Fate.TEMPORARY, type(error).__name__)

    def _connect(self, budget):
        import smtplib

        if self._smtp.tls == "implicit":
            return smtplib.SMTP_SSL(self._smtp.host, self._smtp.port, timeout=budget, context=_tls_context())
        return smtplib.SMTP(self._smtp.host, self._smtp.port, timeout=budget)

    def _converse(self, server, mail, deadline):
        import smtplib

        def step(action, *arguments, **named):
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            server.sock.settimeout(left)
            return action(*arguments, **named)

        step(server.ehlo)
        if self._smtp.tls == "starttls":
            step(server.starttls, context=_tls_context())
            step(server.ehlo)
        if self._smtp.user:
            step(server.login, self._smtp.user, self._smtp.password)
        step(server.send_message, mail)
        # The mail is theirs once DATA was answered; a rude goodbye changes nothing.
        with contextlib.suppress(smtplib.SMTPException, OSError):
            step(server.quit)


class FolderTransport:
    """`Transport` into a folder: one .eml file a mail, whole or not at all. For development."""

    def __init__(self, path, now=datetime.now):
        self._path = Path(path)
        self._now = now

    def send(self, mail, budget):
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


def _refused(code, stage):
    fate = Fate.PERMANENT if 500 <= code < 600 else Fate.TEMPORARY
    return Attempt(fate, f"{stage}-{code}")


def _tls_context():
    import ssl

    return ssl.create_default_context()
