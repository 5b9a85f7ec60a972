"""A stored message as a mail to the practice.

A visitor's text reaches a header only through `header_text`; the visitor's address is in Reply-To, never in
From (DMARC, RFC 7489). Lines stay within RFC 5322 §2.1.1 by quoted-printable.
"""

import re
import unicodedata
from datetime import UTC, datetime
from email.header import Header
from email.headerregistry import Address, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from contact_api.messages import REACH, SUBJECTS
from contact_api.messages.mail import MAIL
from contact_api.moments import moment
from contact_api.outbox import Label
from contact_api.visitor_address import hides_a_header, needs_smtputf8, plain_address

# Room for a whole name or subject, and short enough for every mail program's list.
MOST_HEADER_CHARACTERS = 120


class _Subject(UniqueUnstructuredHeader):
    """A subject in lines of RFC 2047 that keep every space, which the newer code in email does not always do.

    https://github.com/python/cpython/issues/92081
    """

    def fold(self, *, policy):
        text = str(self)
        header = Header(text, "us-ascii" if text.isascii() else "utf-8", header_name=self.name)
        return f"{self.name}: {header.encode(linesep=policy.linesep)}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", _Subject)
_SMTP = SMTP.clone(header_factory=_HEADERS)


def compose(message, practice, mail_from, mail_to, smtputf8=False):
    """The mail for one LeasedMessage. The same message gives the same bytes, so a repeat is a repeat.

    With `smtputf8` as only a server that offers SMTPUTF8 takes it (RFC 6531): an address outside ASCII can
    be answered to.
    """
    submission = message.submission
    reply_to = _reply_to(submission, smtputf8)
    subject = MAIL["subject"].format(
        label=MAIL[message.label] if message.label else "",
        subject=_words(SUBJECTS, submission.onderwerp),
        name=submission.naam,
    )
    return new_mail(
        practice=practice,
        mail_from=mail_from,
        to=mail_to,
        reply_to=reply_to,
        subject=subject,
        at=message.received_at,
        message_id=message.message_id,
        body=_body(message, bool(reply_to)),
        policy=SMTPUTF8 if smtputf8 else _SMTP,
    )


def new_mail(
    *,
    practice,
    mail_from,
    to,
    subject,
    at,
    message_id,
    body,
    reply_to=None,
    auto_submitted="auto-generated",
    policy=_SMTP,
):
    """A mail from the practice to one bare address. `at` are Unix seconds, `reply_to` an Address."""
    mail = EmailMessage(policy=policy)
    mail["From"] = Address(display_name(practice.name), addr_spec=mail_from)
    mail["To"] = Address(addr_spec=to)
    if reply_to:
        mail["Reply-To"] = reply_to
    mail["Subject"] = header_text(subject)
    mail["Date"] = format_datetime(datetime.fromtimestamp(at, UTC))
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = auto_submitted
    mail.set_content(body, cte="quoted-printable")
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


def layer_words(layers):
    """Why a message was labelled or held, in words and in brackets; "" when that is not known."""
    words = "; ".join(MAIL.get(f"layer_{layer}", layer) for layer in layers)
    return f" ({words})" if words else ""


def _reply_to(submission, smtputf8):
    """The visitor's address, or None where only SMTPUTF8 could carry it, or where it is more than that."""
    if hides_a_header(submission.email) or (needs_smtputf8(submission.email) and not smtputf8):
        return None
    local, _, host = plain_address(submission.email).rpartition("@")
    return Address(display_name(submission.naam), username=local, domain=host)


def _body(message, can_reply):
    submission = message.submission
    fields = (
        ("name", submission.naam),
        ("email", submission.email),
        ("phone", submission.telefoon),
        ("subject_name", _words(SUBJECTS, submission.onderwerp)),
        ("reach", _words(REACH, submission.bereikbaar)),
        ("received", moment(message.received_at)),
        ("receipt", message.receipt),
    )
    lines = [MAIL["field"].format(name=MAIL[name], value=value) for name, value in fields if value]
    lines += ["", submission.bericht, "", "-- "]
    lines.append(MAIL["reply" if can_reply else "no_reply"].format(email=submission.email))
    return "\n".join([*_note(message), *lines]) + "\n"


def _words(choices, code):
    """The words of a choice; its code, when the form no longer offers what was chosen."""
    return choices.get(code, code)


def _note(message):
    if message.label == Label.UNCHECKED:
        cause = MAIL.get(f"cause_{message.cause}", message.cause)
        return [MAIL["note_unchecked"].format(cause=cause), ""]
    if message.label == Label.SPAM:
        return [MAIL["note_spam"].format(layers=layer_words(message.layers)), ""]
    return []
