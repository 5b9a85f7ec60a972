"""A stored message as a mail to the practice.

A visitor's text reaches a header only through `header_text`; the visitor's address is in Reply-To, never in
From (DMARC, RFC 7489). Lines stay within RFC 5322 §2.1.1 by quoted-printable.
"""

import re
import unicodedata
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from contact_api.messages import REACH, SUBJECTS
from contact_api.messages.mail import MAIL
from contact_api.outbox import Label

HOME = ZoneInfo("Europe/Amsterdam")
# Room for a whole name or subject, and short enough for every mail program's list.
MOST_HEADER_CHARACTERS = 120


def compose(message, practice, mail_from, mail_to):
    """The mail for one LeasedMessage. The same message gives the same bytes, so a repeat is a repeat."""
    submission = message.submission
    reply_to = _reply_to(submission)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(display_name(practice.name), addr_spec=mail_from)
    mail["To"] = Address(addr_spec=mail_to)
    if reply_to:
        mail["Reply-To"] = reply_to
    mail["Subject"] = header_text(
        MAIL["subject"].format(
            label=MAIL[message.label] if message.label else "",
            subject=SUBJECTS[submission.onderwerp],
            name=submission.naam,
        )
    )
    mail["Date"] = format_datetime(datetime.fromtimestamp(message.received_at, UTC))
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_body(message, bool(reply_to)), cte="quoted-printable")
    return mail


def header_text(text):
    """`text` as it may stand in a header: one line, NFC, nothing that a mail program acts on.

    "=?" is broken up because Python 3.11 decodes an encoded-word that was given as plain text, line ends
    and all: that makes a real Bcc header out of "=?utf-8?q?x=0D=0ABcc:_…?=".
    """
    text = unicodedata.normalize("NFC", text)
    # Cc controls, Cf format characters (bidi among them), Cs surrogates, Zl and Zp line ends.
    text = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") else letter for letter in text
    )
    text = re.sub(r"=[=\s]*(?=\?)", "", text)
    return " ".join(text.split())[:MOST_HEADER_CHARACTERS].rstrip()


def display_name(text):
    """`text` as the name in front of an address: `header_text` without what would have to be quoted.

    Python 3.11 loses the quotes of a name that it folds, so that "b@elders.nl, …" became an address of its
    own: https://github.com/python/cpython/issues/80222
    """
    return " ".join(re.sub(r'[()<>\[\]:;@\\,."]', " ", header_text(text)).split())


def _reply_to(submission):
    """The visitor's address, or None where only SMTPUTF8 could carry it, or where it could be more than that.

    A local part may be an encoded-word, which Python 3.11 decodes in an Address too: see `header_text`.
    """
    local, _, host = submission.email.rpartition("@")
    if not local.isascii() or "=?" in local:
        return None
    return Address(display_name(submission.naam), username=local, domain=host.encode("idna").decode("ascii"))


def _body(message, can_reply):
    submission = message.submission
    received = datetime.fromtimestamp(message.received_at, HOME)
    fields = (
        ("name", submission.naam),
        ("email", submission.email),
        ("phone", submission.telefoon),
        ("subject_name", SUBJECTS[submission.onderwerp]),
        ("reach", REACH[submission.bereikbaar]),
        ("received", f"{received:%d-%m-%Y %H:%M}"),
        ("receipt", message.receipt),
    )
    lines = [MAIL["field"].format(name=MAIL[name], value=value) for name, value in fields if value]
    lines += ["", submission.bericht, "", "-- "]
    lines.append(MAIL["reply" if can_reply else "no_reply"].format(email=submission.email))
    return "\n".join([*_note(message), *lines]) + "\n"


def _note(message):
    if message.label == Label.UNCHECKED:
        return [MAIL["note_unchecked"].format(cause=MAIL[f"cause_{message.cause}"]), ""]
    if message.label == Label.SPAM:
        return [MAIL["note_spam"], ""]
    return []
