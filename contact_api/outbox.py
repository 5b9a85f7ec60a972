"""The outbox: every accepted message is stored here first, and leaves as mail from here.

The transactional outbox pattern, at-least-once. What a store must do is `Outbox`; `stores/` holds
the stores that do it, and one contract suite runs over each of them.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Protocol

from contact_api.form import Submission
from contact_api.values import dataclass

# No lease and no wait is longer. A time further ahead was written by a clock that was wrong: it holds nobody.
LONGEST_LEASE_SECONDS = 3600
LONGEST_WAIT_SECONDS = 6 * 3600
# How long the store remembers that it told something. Longer than any period that a notice is about.
NOTICE_MEMORY_SECONDS = 60 * 86400


class State(StrEnum):
    """Where a message is in its life. HELD waits for the owner; ERASED was wiped on request."""

    RECEIVED = "received"
    RETRYING = "retrying"
    DELIVERED = "delivered"
    HELD = "held"
    DEAD = "dead"
    ERASED = "erased"


class Label(StrEnum):
    """Why a message is delivered with a mark in its subject. NONE for a plain one."""

    NONE = ""
    UNCHECKED = "unchecked"
    SPAM = "spam"


class NoticeKind(StrEnum):
    """What a notice is, and by which way it goes."""

    ALERT_WEBHOOK = "alert-webhook"
    ALERT_MAIL = "alert-mail"
    SUMMARY = "summary"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True)
class NewMessage:
    """A message to store. `fingerprint` is a keyed hash of its content; times are Unix seconds.

    `layers` names the spam layers that it hit. `held`: stored as HELD, not mailed on its own.
    """

    receipt: str
    message_id: str
    submission: Submission
    label: Label
    cause: str
    fingerprint: str
    idempotency_key: str
    received_at: float
    layers: tuple[str, ...] = ()
    held: bool = False


@dataclass(frozen=True)
class LeasedMessage:
    """A message that one worker holds until its lease ends. `attempts` counts the ended ones.

    `submission` is None when the stored row is damaged. `queued_at`: since when it waits for delivery, which
    is its arrival, or when the owner last asked for another try.
    """

    receipt: str
    message_id: str
    submission: Submission | None
    label: Label
    cause: str
    received_at: float
    attempts: int
    lease: str
    layers: tuple[str, ...] = ()
    queued_at: float = 0


@dataclass(frozen=True)
class Held:
    """A message that was stored, and waits for the owner."""

    receipt: str


@dataclass(frozen=True)
class Repeat:
    """The message that a repeat is a repeat of."""

    receipt: str


@dataclass(frozen=True)
class StoredMessage:
    """What the owner may see. `submission` is None once wiped or erased, or when the row is damaged."""

    receipt: str
    state: State
    label: Label
    cause: str
    layers: tuple[str, ...]
    message_id: str
    submission: Submission | None
    received_at: float
    attempts: int
    next_attempt_at: float
    ended_at: float | None
    wiped_at: float | None
    last_error: str


@dataclass(frozen=True)
class Notice:
    """Something to tell: an alert, a summary, a confirmation.

    `key` is told once for ever. `data` is what JSON can hold, without personal data: what a notice says of
    somebody is looked up by receipt when it is sent. It is erased once sent or given up.
    """

    key: str
    kind: NoticeKind
    data: dict


@dataclass(frozen=True)
class LeasedNotice:
    """A notice that one worker holds until its lease ends. `data` is empty when the row is damaged."""

    key: str
    kind: NoticeKind
    data: dict
    created_at: float
    attempts: int
    lease: str


class StoreUnavailableError(Exception):
    """The store can't be reached or can't write now. Fails closed: nothing counts as accepted."""


class Outbox(Protocol):
    """What a store does. Every method may raise StoreUnavailableError; times are Unix seconds."""

    keeps: bool  # What `add` took is durable.

    def ping(self) -> None:
        """Return when the store answers."""

    def hit(self, bucket: str, count: int, seconds: int, now: float) -> float:
        """Count one use of `bucket`. 0 when it stays within `count` per `seconds`, else seconds to wait."""

    def use_once(self, token: str, until: float, now: float) -> bool:
        """True for the first caller with this token only. Forgotten some time after `until`."""

    def find_repeat(self, fingerprint: str, idempotency_key: str, since: float) -> Repeat | None:
        """The stored message with this content: under the same key, or received after `since`."""

    def add(
        self, message: NewMessage, repeat_since: float, lease_until: float, notices: tuple[Notice, ...] = ()
    ) -> LeasedMessage | Held | Repeat:
        """Store durably with its notices and lease to the caller, or give the repeat that got there first.

        One transaction.
        """

    def lease_next(
        self, now: float, until: float, untried_since: float | None = None
    ) -> LeasedMessage | None:
        """Lease one message that waits, is due and is held by nobody; the one that is due longest.

        With `untried_since`, due or not, but only one that no worker has taken since then.
        """

    def lease(self, receipt: str, now: float, until: float) -> LeasedMessage | None:
        """Lease this message if it waits, due or not. None when it does not, or somebody holds it."""

    def delivered(self, receipt: str, lease: str, now: float, notices: tuple[Notice, ...] = ()) -> None:
        """The mail server took it. True of a message whatever became of the lease, unless it was erased."""

    def retry(self, receipt: str, lease: str, at: float, error: str) -> None:
        """Try again at `at`. `error` is a short code without personal data."""

    def dead(
        self, receipt: str, lease: str, now: float, error: str, notices: tuple[Notice, ...] = ()
    ) -> None:
        """It will not be tried again on its own. The notices are stored with that, or not at all."""

    def add_notice(self, notice: Notice, now: float) -> bool:
        """Store something to tell. False when its key is there already."""

    def lease_notice(
        self, now: float, until: float, kinds: tuple[NoticeKind, ...] = tuple(NoticeKind)
    ) -> LeasedNotice | None:
        """Lease one notice of these kinds that waits, is due and is held by nobody."""

    def notice_sent(self, key: str, lease: str, now: float) -> None:
        """It was told; its data is erased."""

    def notice_retry(self, key: str, lease: str, at: float, error: str) -> None:
        """Try again at `at`."""

    def notice_dead(self, key: str, lease: str, now: float, error: str) -> None:
        """It will not be tried again; its data is erased."""

    def wipe(self, delivered_before: float, now: float) -> int:
        """Erase text and personal data of what was delivered, or held on arrival, before; the rest stays.

        Forgets old uses of rate limits, tokens and notices too. Returns the number of messages wiped.
        """

    def counts(self) -> dict[State, int]:
        """How many messages are in each state, zeros included."""

    def notices_waiting(self) -> dict[NoticeKind, int]:
        """How many notices of each kind are still to be told, zeros included."""

    def oldest_waiting(self) -> float | None:
        """When the oldest message that waits was received."""

    def activity(self, since: float, until: float) -> dict[State, int]:
        """How many in [since, until) came (RECEIVED: all accepted ones), were DELIVERED, HELD or DEAD."""

    def causes(self, since: float, until: float) -> dict[str, int]:
        """How many in [since, until) came without a captcha's word, by cause."""

    def find(self, receipt: str) -> StoredMessage | None:
        """The message with this receipt."""

    def messages(self, state: State | None = None, email: str | None = None) -> Iterator[StoredMessage]:
        """Those in this state and from this address (case-folded), oldest first."""

    def requeue(self, receipt: str, now: float) -> bool:
        """Make a message due now, dead, held or waiting. False when there is nothing to send."""

    def erase(self, receipt: str, now: float) -> bool:
        """Make words and personal data vanish, from notices and the store's own log too.

        False when there is no such message, or it was erased before. What stays is receipt, times and the
        state ERASED; it is never delivered after. Who was sending it at that moment may still do so.
        """
