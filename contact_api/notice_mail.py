"""A notice as what is sent: the alert as a mail and as JSON, the summary, the confirmation.

The same notice has the same Message-ID every time. An alert holds nothing that a person wrote.
"""

import hashlib
from datetime import UTC, datetime
from email.headerregistry import Address

from contact_api.mail import layer_words, new_mail
from contact_api.messages.notices import ALERT, CONFIRMATION, STATES, SUMMARY
from contact_api.moments import moment
from contact_api.outbox import State
from contact_api.visitor_address import plain_address

MOST_HELD = 50
FIRST_LINES = 3
FIRST_LETTERS = 200


def alert_json(notice, counts):
    """The body of the POST to the webhook. `text` is for services that show a message, such as a chat."""
    data = notice.data
    return {
        "text": ALERT[f"{data['about']}_text"].format(**data),
        "kind": data["about"],
        "receipt": data["receipt"],
        "code": data["code"],
        "attempts": data.get("attempts", 0),
        "at": datetime.fromtimestamp(data["at"], UTC).isoformat(timespec="seconds"),
        "counts": {str(state): count for state, count in counts.items()},
    }


def compose_alert(notice, counts, settings):
    """The mail to the second address."""
    data = notice.data
    lines = [
        ALERT[data["about"]].format(**data),
        "",
        ALERT["at"].format(at=moment(data["at"])),
        "",
        f"{ALERT['counts']}:",
        *(SUMMARY["line"].format(name=STATES[state], count=count) for state, count in counts.items()),
    ]
    subject = ALERT[f"{data['about']}_subject"].format(**data)
    return _mail(notice, settings, settings.alert_to, subject, lines)


def compose_summary(notice, outbox, settings):
    """The mail to the practice about a period, and how things are at this moment. Reads the outbox."""
    since, until = notice.data["since"], notice.data["until"]
    activity, causes, counts = outbox.activity(since, until), outbox.causes(since, until), outbox.counts()
    times = {"since": moment(since), "until": moment(until)}
    came = activity[State.RECEIVED]
    lines = [
        SUMMARY["intro"].format(**times),
        "",
        _line("came", came),
        _line("delivered", activity[State.DELIVERED]),
        _line("held", activity[State.HELD]),
        _line("dead", activity[State.DEAD]),
        _line("captcha_unreachable", causes.get("unreachable", 0)),
        _line("captcha_our_fault", causes.get("our_fault", 0)),
        "",
        SUMMARY["now"],
        _line("waiting", counts[State.RECEIVED] + counts[State.RETRYING]),
        _line("held", counts[State.HELD]),
        _line("dead", counts[State.DEAD]),
    ]
    oldest = outbox.oldest_waiting()
    if oldest is not None:
        lines.append(SUMMARY["oldest"].format(at=moment(oldest)))
    lines += ["", *_held(outbox, since, until), "", "-- ", SUMMARY[f"why_{notice.data['frequency']}"]]
    kind = "none" if came == 0 else "one" if came == 1 else "some"
    days = {name: at.partition(" ")[0] for name, at in times.items()}
    subject = SUMMARY[f"subject_{kind}"].format(came=came, **days)
    return _mail(notice, settings, settings.mail_to, subject, lines)


def compose_confirmation(notice, message, settings):
    """The mail to the visitor of a StoredMessage. Not a word of theirs is in it, not even the name.

    Auto-Submitted says "auto-replied", so that no other machine answers it (RFC 3834 §5).
    """
    practice = settings.practice
    ways = [
        CONFIRMATION[f"way_{name}"].format(**{name: value})
        for name, value in (("email", practice.email), ("phone", practice.phone))
        if value
    ] or [CONFIRMATION["way_site"].format(site=f"{settings.site_url}/contact/")]
    ways = CONFIRMATION["ways"].format(ways=CONFIRMATION["or"].join(ways))
    paragraphs = (
        CONFIRMATION["greeting"],
        CONFIRMATION["received"].format(
            at=moment(message.received_at), practice=practice.name, receipt=message.receipt
        ),
        CONFIRMATION["answer"].format(reply_within=practice.contact.reply_within),
        CONFIRMATION["no_answer"].format(ways=ways),
        CONFIRMATION["help"],
        CONFIRMATION["not_you"],
        f"-- \n{practice.name}\n{settings.site_url}",
    )
    return _mail(
        notice,
        settings,
        plain_address(message.submission.email),
        CONFIRMATION["subject"].format(practice=practice.name),
        "\n\n".join(paragraphs).split("\n"),
        reply_to=Address(addr_spec=practice.email) if practice.email and practice.email.isascii() else None,
        auto_submitted="auto-replied",
    )


def _mail(notice, settings, to, subject, lines, **named):
    name = hashlib.sha256(notice.key.encode()).hexdigest()[:24]
    return new_mail(
        practice=settings.practice,
        mail_from=settings.mail_from,
        to=to,
        subject=subject,
        at=notice.created_at,
        message_id=f"<{notice.kind}.{name}@{settings.mail_from.rpartition('@')[2]}>",
        body="\n".join(lines) + "\n",
        **named,
    )


def _line(name, count):
    return SUMMARY["line"].format(name=SUMMARY[name], count=count)


def _held(outbox, since, until):
    """The messages that were held in the period: enough of each to see whether a person wrote it."""
    held = [message for message in outbox.messages(State.HELD) if since <= message.received_at < until]
    if not held:
        return [SUMMARY["held_none"]]
    lines = [SUMMARY["held_intro"]]
    for message in held[:MOST_HELD]:
        item = {
            "receipt": message.receipt,
            "at": moment(message.received_at),
            "layers": layer_words(message.layers),
        }
        lines += ["", SUMMARY["held_item"].format(**item)]
        if message.submission is None:
            lines.append(SUMMARY["held_gone"])
            continue
        submission = message.submission
        lines.append(SUMMARY["held_from"].format(name=submission.naam, email=submission.email))
        lines += [f"> {line}" for line in _beginning(submission.bericht)]
    if len(held) > MOST_HELD:
        lines += ["", SUMMARY["held_more"].format(count=len(held) - MOST_HELD)]
    return lines


def _beginning(text):
    beginning = "\n".join(line for line in text.split("\n") if line.strip())
    lines = beginning[:FIRST_LETTERS].split("\n")[:FIRST_LINES]
    return [*lines, "…"] if "\n".join(lines) != beginning else lines
