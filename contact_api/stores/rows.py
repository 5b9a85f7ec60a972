"""Messages and notices as rows of a table, the same in every store that has tables."""

import json
import secrets
from dataclasses import asdict

from contact_api.form import Submission
from contact_api.outbox import Label, LeasedMessage, State, StoredMessage

# In the order that `leased_message` and `stored_message` read them.
LEASED_COLUMNS = "receipt, message_id, content, label, cause, received_at, attempts, lease, layers, queued_at"
STORED_COLUMNS = (
    "receipt, state, label, cause, layers, message_id, content, received_at, attempts, next_attempt_at,"
    " ended_at, wiped_at, coalesce(last_error, '')"
)


def new_row(message, lease_until):
    """The columns of a NewMessage, by name."""
    return {
        "receipt": message.receipt,
        "state": str(State.HELD if message.held else State.RECEIVED),
        "label": str(message.label),
        "cause": message.cause,
        "layers": json.dumps(message.layers),
        "message_id": message.message_id,
        "content": json.dumps(asdict(message.submission), ensure_ascii=False),
        "fingerprint": message.fingerprint,
        "idempotency_key": message.idempotency_key,
        "received_at": message.received_at,
        "queued_at": message.received_at,
        "next_attempt_at": message.received_at,
        "lease": None if message.held else secrets.token_hex(16),
        "lease_until": 0 if message.held else lease_until,
    }


def leased_message(row):
    """The LeasedMessage of a row."""
    receipt, message_id, content, label, cause, received_at, attempts, lease, layers, queued_at = row
    return LeasedMessage(
        receipt=receipt,
        message_id=message_id,
        submission=_submission(content),
        label=Label(label),
        cause=cause,
        received_at=received_at,
        attempts=attempts,
        lease=lease,
        layers=tuple(json.loads(layers)),
        queued_at=queued_at,
    )


def stored_message(row):
    """The StoredMessage of a row."""
    receipt, state, label, cause, layers, message_id, content, *times, last_error = row
    received_at, attempts, next_attempt_at, ended_at, wiped_at = times
    return StoredMessage(
        receipt=receipt,
        state=State(state),
        label=Label(label),
        cause=cause,
        layers=tuple(json.loads(layers)),
        message_id=message_id,
        submission=_submission(content),
        received_at=received_at,
        attempts=attempts,
        next_attempt_at=next_attempt_at,
        ended_at=ended_at,
        wiped_at=wiped_at,
        last_error=last_error,
    )


def is_from(message, email):
    """Whether a StoredMessage came from this address."""
    return message.submission is not None and message.submission.email.casefold() == email.strip().casefold()


def notice_data(text):
    """The data of a notice; {} when there is none any more, or it is damaged."""
    try:
        read = json.loads(text)
    except (TypeError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _submission(content):
    """None when the row holds none any more, or a damaged one."""
    try:
        submission = Submission(**json.loads(content))
    except (TypeError, ValueError, RecursionError):
        return None
    return submission if all(isinstance(value, str) for value in asdict(submission).values()) else None
