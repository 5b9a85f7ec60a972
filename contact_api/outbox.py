"""The outbox: every accepted message is stored here first, and leaves as mail from here.

The transactional outbox pattern, at-least-once. What a store must do is `Outbox`; `stores/` holds
the stores that do it, and one contract suite runs over each of them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from contact_api.form import Submission


class State(StrEnum):
    """Where a message is in its life."""

    RECEIVED = "received"
    RETRYING = "retrying"
    DELIVERED = "delivered"
    DEAD = "dead"


class Label(StrEnum):
    """Why a message is delivered with a mark in its subject. NONE for a plain one."""

    NONE = ""
    UNCHECKED = "unchecked"
    SPAM = "spam"


@dataclass(frozen=True)
class NewMessage:
    """A message to store. `fingerprint` is a keyed hash of its content; times are Unix seconds."""

    receipt: str
    message_id: str
    submission: Submission
    label: Label
    cause: str
    fingerprint: str
    idempotency_key: str
    received_at: float


@dataclass(frozen=True)
class LeasedMessage:
    """A message that one worker holds until its lease ends. `attempts` counts the ended ones."""

    receipt: str
    message_id: str
    submission: Submission
    label: Label
    cause: str
    received_at: float
    attempts: int
    lease: str


@dataclass(frozen=True)
class Repeat:
    """The message that a repeat is a repeat of."""

    receipt: str


class StoreUnavailableError(Exception):
    """The store can't be reached or can't write now. Fails closed: nothing counts as accepted."""


class Outbox(Protocol):
    """What a store does. Every method may raise StoreUnavailableError; times are Unix seconds."""

    def ping(self) -> None:
        """Return when the store answers."""

    def hit(self, bucket: str, count: int, seconds: int, now: float) -> float:
        """Count one use of `bucket`. 0 when it stays within `count` per `seconds`, else seconds to wait."""

    def find_repeat(self, fingerprint: str, idempotency_key: str, since: float) -> Repeat | None:
        """The stored message with this content: under the same key, or received after `since`."""

    def add(self, message: NewMessage, repeat_since: float, lease_until: float) -> LeasedMessage | Repeat:
        """Store durably and lease to the caller, or give the repeat that got there first. One transaction."""

    def lease_next(
        self, now: float, until: float, untried_since: float | None = None
    ) -> LeasedMessage | None:
        """Lease one message that waits, is due and is held by nobody.

        With `untried_since`, due or not, but only one that no worker has taken since then.
        """

    def delivered(self, receipt: str, lease: str, now: float) -> None:
        """The mail server took it."""

    def retry(self, receipt: str, lease: str, at: float, error: str) -> None:
        """Try again at `at`. `error` is a short code without personal data."""

    def dead(self, receipt: str, lease: str, now: float, error: str) -> None:
        """It will not be tried again on its own."""

    def wipe(self, delivered_before: float, now: float) -> int:
        """Erase text and personal data of what was delivered before; receipt, times and state stay.

        Forgets old uses of rate limits too. Returns the number of messages wiped.
        """

    def counts(self) -> dict[State, int]:
        """How many messages are in each state, zeros included."""
