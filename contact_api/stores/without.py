"""No store: for the smallest practice on a platform without a disk.

A message lives in the process that takes it, until the mail server answers: its 250 is what counts as
accepted. Limits, tokens and repeats are known to this process alone, and are gone with it.
"""

import secrets
import threading
from collections import deque

from contact_api.outbox import Label, LeasedMessage, NoticeKind, Repeat, State

# Uses and receipts that one process remembers; the oldest go first.
MOST_REMEMBERED = 10_000


class WithoutStore:
    """`Outbox` that keeps no message. Whoever gets one back from `add` must send it, or refuse it."""

    keeps = False

    def __init__(self, most_remembered=MOST_REMEMBERED):
        self._most = most_remembered
        self._lock = threading.Lock()
        self._hits = {}
        self._tokens = {}
        self._under_way = {}
        self._sent = deque(maxlen=most_remembered)

    def ping(self):
        """There is nothing to reach."""

    def hit(self, bucket, count, seconds, now):
        with self._lock:
            times = self._hits.pop(bucket, deque())
            while times and not now - seconds < times[0] <= now + seconds:
                times.popleft()
            full = len(times) >= count
            if not full:
                times.append(now)
            # In the order of their last use.
            self._hits[bucket] = times
            while len(self._hits) > self._most:
                del self._hits[next(iter(self._hits))]
            return min(max(times[-count] + seconds - now, 1), seconds) if full else 0

    def use_once(self, token, until, now):
        with self._lock:
            if token in self._tokens:
                return False
            self._tokens = {known: end for known, end in self._tokens.items() if end >= now}
            self._tokens[token] = until
            return True

    def find_repeat(self, fingerprint, idempotency_key, since):
        for receipt, words, key, received_at in reversed(self._sent):
            if words == fingerprint and ((key and key == idempotency_key) or received_at >= since):
                return Repeat(receipt)
        return None

    def add(self, message, repeat_since, lease_until, notices=()):
        repeat = self.find_repeat(message.fingerprint, message.idempotency_key, repeat_since)
        if repeat:
            return repeat
        self._under_way[message.receipt] = message
        return LeasedMessage(
            receipt=message.receipt,
            message_id=message.message_id,
            submission=message.submission,
            # Nothing can be put aside here for the owner: it goes with the mark.
            label=message.label or (Label.SPAM if message.held else Label.NONE),
            cause=message.cause,
            received_at=message.received_at,
            attempts=0,
            lease=secrets.token_hex(16),
            layers=message.layers,
            queued_at=message.received_at,
        )

    def delivered(self, receipt, lease, now, notices=()):
        message = self._under_way.pop(receipt, None)
        if message:
            self._sent.append((receipt, message.fingerprint, message.idempotency_key, message.received_at))

    def retry(self, receipt, lease, at, error):
        self._under_way.pop(receipt, None)

    def dead(self, receipt, lease, now, error, notices=()):
        self._under_way.pop(receipt, None)

    def lease_next(self, now, until, untried_since=None):
        return None

    def lease(self, receipt, now, until):
        return None

    def add_notice(self, notice, now):
        """Never new: what can't be kept is not told."""
        return False

    def lease_notice(self, now, until, kinds=tuple(NoticeKind)):
        return None

    def notice_sent(self, key, lease, now):
        """There is none."""

    def notice_retry(self, key, lease, at, error):
        """There is none."""

    def notice_dead(self, key, lease, now, error):
        """There is none."""

    def wipe(self, delivered_before, now):
        return 0

    def counts(self):
        return dict.fromkeys(State, 0)

    def notices_waiting(self):
        return dict.fromkeys(NoticeKind, 0)

    def oldest_waiting(self):
        return None

    def activity(self, since, until):
        return dict.fromkeys((State.RECEIVED, State.DELIVERED, State.HELD, State.DEAD), 0)

    def causes(self, since, until):
        return {}

    def find(self, receipt):
        return None

    def messages(self, state=None, email=None):
        return iter(())

    def requeue(self, receipt, now):
        return False

    def erase(self, receipt, now):
        return False
