"""The mail server: the whole conversation up to the moment that a mail would be sent, and then RSET.

So the certificate, the login, the sender and the recipients are proven, and nobody gets a mail.
"""

import contextlib
import smtplib
import time

from contact_api.checks.connections import connection_trouble
from contact_api.checks.findings import Area
from contact_api.checks.replies import reply_text
from contact_api.smtp_client import DeadlineSmtp, DeadlineSmtpTls
from contact_api.transport import tls_context

BUDGET_SECONDS = 20


def check_smtp(smtp, sender, recipients, budget=BUDGET_SECONDS):
    """Findings about an Smtp, up to the first step that fails. Bare addresses, `budget` in seconds."""
    talk = _Talk(smtp, time.monotonic() + budget)
    found = []
    try:
        for step in (talk.connect, talk.greet, talk.start_tls, talk.log_in):
            finding = step()
            found += [finding] if finding else []
            if talk.failed:
                return found
        return found + talk.address(sender, recipients)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return [
            *found,
            talk.area.wrong("smtp_broken", "smtp_away", trouble=connection_trouble(error, smtp.host)),
        ]
    finally:
        talk.leave()


class _Talk:
    """One conversation; each step gives a Finding, or None where it has nothing to say."""

    def __init__(self, smtp, deadline):
        self.area = Area("smtp")
        self.failed = False
        self._smtp = smtp
        self._deadline = deadline
        self._server = None

    def connect(self):
        smtp = self._smtp
        where = {"host": smtp.host, "port": smtp.port}
        try:
            if smtp.tls == "implicit":
                self._server = DeadlineSmtpTls(self._deadline, smtp.host, smtp.port, tls_context())
                return self.area.good("smtp_connected_tls", **where)
            self._server = DeadlineSmtp(self._deadline, smtp.host, smtp.port)
            return self.area.good("smtp_connected", **where)
        except (smtplib.SMTPException, OSError) as error:
            advice = "smtp_certificate" if hasattr(error, "verify_code") else "smtp_away"
            trouble = connection_trouble(error, smtp.host)
            return self._fail("smtp_away", advice, trouble=trouble, **where)

    def greet(self):
        code, text = self._server.ehlo()
        if not _is_yes(code):
            return self._fail("smtp_ehlo", "smtp_ehlo", reply=self._reply(code, text))
        return None

    def start_tls(self):
        if self._smtp.tls == "none":
            return self.area.good("smtp_plain")
        if self._smtp.tls == "implicit":
            return None
        if not self._server.has_extn("starttls"):
            return self._fail("smtp_no_starttls", "smtp_no_starttls", host=self._smtp.host)
        try:
            code, text = self._server.starttls(context=tls_context())
        except (smtplib.SMTPException, OSError) as error:
            trouble = connection_trouble(error, self._smtp.host)
            return self._fail("smtp_tls", "smtp_certificate", trouble=trouble, host=self._smtp.host)
        if not _is_yes(code):
            return self._fail("smtp_starttls_refused", "smtp_no_starttls", reply=self._reply(code, text))
        return self.greet() or self.area.good("smtp_tls_good", host=self._smtp.host)

    def log_in(self):
        if not self._smtp.user:
            return self.area.skipped("smtp_no_login")
        try:
            self._server.login(self._smtp.user, self._smtp.password)
        except smtplib.SMTPResponseException as error:
            # The code alone: a server's words about a login may hold the login.
            return self._fail("smtp_login", "smtp_login", code=error.smtp_code)
        except smtplib.SMTPNotSupportedError:
            return self._fail("smtp_login_unknown", "smtp_login_unknown", host=self._smtp.host)
        return self.area.good("smtp_login_good")

    def address(self, sender, recipients):
        """A Finding for the sender and for each recipient, then everything is taken back."""
        code, text = self._server.mail(sender)
        if not _is_yes(code):
            return [self._fail("smtp_sender", "smtp_sender", address=sender, reply=self._reply(code, text))]
        found = [self.area.good("smtp_sender_good", address=sender)]
        for recipient in recipients:
            code, text = self._server.rcpt(recipient)
            found.append(
                self.area.good("smtp_recipient_good", address=recipient)
                if _is_yes(code)
                else self.area.wrong(
                    "smtp_recipient",
                    "smtp_recipient" if code >= 500 else "smtp_later",
                    address=recipient,
                    reply=self._reply(code, text),
                )
            )
        self._server.rset()
        return found

    def leave(self):
        if self._server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._server.hurry(1)
                self._server.quit()
            self._server.close()

    def _fail(self, name, advice, **values):
        self.failed = True
        return self.area.wrong(name, advice, **values)

    def _reply(self, code, text):
        return f"{code} {reply_text(text, self._smtp.user, self._smtp.password)}".strip()


def _is_yes(code):
    return 200 <= code < 300
