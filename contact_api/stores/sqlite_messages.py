"""Messages in the SQLite store, from their arrival to the end of their last attempt."""

import secrets

from contact_api.outbox import LONGEST_LEASE_SECONDS, LONGEST_WAIT_SECONDS, Held, Repeat, State
from contact_api.stores.rows import LEASED_COLUMNS, leased_message, new_row
from contact_api.stores.sqlite_notices import add_notices


class Messages:
    """The part of `Outbox` about messages on their way, over `self._file`."""

    def find_repeat(self, fingerprint, idempotency_key, since):
        with self._file.transaction("DEFERRED") as db:
            return _find_repeat(db, fingerprint, idempotency_key, since)

    def add(self, message, repeat_since, lease_until, notices=()):
        with self._file.transaction() as db:
            repeat = _find_repeat(db, message.fingerprint, message.idempotency_key, repeat_since)
            if repeat:
                return repeat
            _insert(db, message, lease_until)
            add_notices(db, notices, message.received_at)
            return Held(message.receipt) if message.held else _leased(db, message.receipt)

    def lease_next(self, now, until, untried_since=None):
        due, times = "next_attempt_at <= ? OR next_attempt_at > ?", (now, now + LONGEST_WAIT_SECONDS)
        if untried_since is not None:
            due, times = "leased_at < ? OR leased_at > ?", (untried_since, now)
        with self._file.transaction() as db:
            row = db.execute(
                "SELECT receipt FROM messages WHERE state IN ('received', 'retrying')"
                f" AND (lease_until <= ? OR lease_until > ?) AND ({due})"
                " ORDER BY next_attempt_at, received_at LIMIT 1",
                (now, now + LONGEST_LEASE_SECONDS, *times),
            ).fetchone()
            return _lease(db, row[0], now, until) if row else None

    def lease(self, receipt, now, until):
        with self._file.transaction() as db:
            row = db.execute(
                "SELECT receipt FROM messages WHERE receipt = ? AND state IN ('received', 'retrying')"
                " AND (lease_until <= ? OR lease_until > ?)",
                (receipt, now, now + LONGEST_LEASE_SECONDS),
            ).fetchone()
            return _lease(db, row[0], now, until) if row else None

    def delivered(self, receipt, lease, now, notices=()):
        self._end_attempt(receipt, lease, State.DELIVERED, now, notices, ended_at=now)

    def retry(self, receipt, lease, at, error):
        self._end_attempt(receipt, lease, State.RETRYING, at, (), next_attempt_at=at, last_error=error)

    def dead(self, receipt, lease, now, error, notices=()):
        self._end_attempt(receipt, lease, State.DEAD, now, notices, ended_at=now, last_error=error)

    def _end_attempt(self, receipt, lease, state, now, notices, **columns):
        assignments = "".join(f", {name} = ?" for name in columns)
        # Who no longer holds the lease may still say "delivered": the mail did go out.
        holds = "" if state is State.DELIVERED else " AND lease = ?"
        # A delivery that a power cut forgets goes again under the same Message-ID.
        durable = state is not State.DELIVERED or bool(notices)
        with self._file.transaction(durable=durable) as db:
            ended = db.execute(
                "UPDATE messages SET state = ?, attempts = attempts + 1, lease = NULL,"
                f" lease_until = 0{assignments}"
                f" WHERE receipt = ? AND state NOT IN ('delivered', 'erased'){holds}",
                (state, *columns.values(), receipt, *([lease] if holds else [])),
            )
            if ended.rowcount:
                add_notices(db, notices, now)


def _insert(db, message, lease_until):
    row = new_row(message, lease_until)
    db.execute(
        f"INSERT INTO messages ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        tuple(row.values()),
    )


def _find_repeat(db, fingerprint, idempotency_key, since):
    row = db.execute(
        "SELECT receipt FROM messages WHERE fingerprint = ?"
        " AND ((idempotency_key != '' AND idempotency_key = ?) OR received_at >= ?)"
        " ORDER BY received_at DESC LIMIT 1",
        (fingerprint, idempotency_key, since),
    ).fetchone()
    return Repeat(row[0]) if row else None


def _lease(db, receipt, now, until):
    db.execute(
        "UPDATE messages SET lease = ?, leased_at = ?, lease_until = ?,"
        # Who waits since a moment that has yet to come would never run out of time.
        " queued_at = min(queued_at, ?) WHERE receipt = ?",
        (secrets.token_hex(16), now, until, now, receipt),
    )
    return _leased(db, receipt)


def _leased(db, receipt):
    return leased_message(
        db.execute(f"SELECT {LEASED_COLUMNS} FROM messages WHERE receipt = ?", (receipt,)).fetchone()
    )
