"""The outbox in one SQLite file."""

import json
import secrets
from dataclasses import asdict

from contact_api.form import Submission
from contact_api.outbox import Label, LeasedMessage, Repeat, State
from contact_api.stores.sqlite_file import SqliteFile

LONGEST_LIMIT_SECONDS = 86400


class SqliteOutbox:
    """`Outbox` over a file at `path`, made with its folder when it is not there yet."""

    def __init__(self, path):
        self._file = SqliteFile(path)

    def close(self):
        """Let go of the file; the next call takes it up again."""
        self._file.close()

    def ping(self):
        with self._file.transaction("DEFERRED") as db:
            db.execute("SELECT 1 FROM messages LIMIT 1").fetchone()

    def hit(self, bucket, count, seconds, now):
        with self._file.transaction() as db:
            db.execute("DELETE FROM hits WHERE bucket = ? AND at <= ?", (bucket, now - seconds))
            times = [
                row[0]
                for row in db.execute(
                    "SELECT at FROM hits WHERE bucket = ? ORDER BY at DESC LIMIT ?", (bucket, count)
                )
            ]
            if len(times) >= count:
                # The clock may have been set back: never ask for a longer wait than the period.
                return min(max(times[-1] + seconds - now, 1), seconds)
            db.execute("INSERT INTO hits VALUES (?, ?)", (bucket, now))
            return 0

    def find_repeat(self, fingerprint, idempotency_key, since):
        with self._file.transaction("DEFERRED") as db:
            return _find_repeat(db, fingerprint, idempotency_key, since)

    def add(self, message, repeat_since, lease_until):
        lease = secrets.token_hex(16)
        with self._file.transaction() as db:
            repeat = _find_repeat(db, message.fingerprint, message.idempotency_key, repeat_since)
            if repeat:
                return repeat
            content = json.dumps(asdict(message.submission), ensure_ascii=False)
            db.execute(
                "INSERT INTO messages (receipt, state, label, cause, message_id, content, fingerprint,"
                " idempotency_key, received_at, next_attempt_at, lease, lease_until)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    message.receipt,
                    State.RECEIVED,
                    message.label,
                    message.cause,
                    message.message_id,
                    content,
                    message.fingerprint,
                    message.idempotency_key,
                    message.received_at,
                    message.received_at,
                    lease,
                    lease_until,
                ),
            )
            return _leased(db, message.receipt)

    def lease_next(self, now, until, untried_since=None):
        due = "next_attempt_at <= ?" if untried_since is None else "leased_at < ?"
        with self._file.transaction() as db:
            row = db.execute(
                "SELECT receipt FROM messages WHERE state IN ('received', 'retrying')"
                f" AND lease_until <= ? AND {due} ORDER BY next_attempt_at, received_at LIMIT 1",
                (now, now if untried_since is None else untried_since),
            ).fetchone()
            if row is None:
                return None
            db.execute(
                "UPDATE messages SET lease = ?, leased_at = ?, lease_until = ? WHERE receipt = ?",
                (secrets.token_hex(16), now, until, row[0]),
            )
            return _leased(db, row[0])

    def delivered(self, receipt, lease, now):
        self._end_attempt(receipt, lease, State.DELIVERED, ended_at=now)

    def retry(self, receipt, lease, at, error):
        self._end_attempt(receipt, lease, State.RETRYING, next_attempt_at=at, last_error=error)

    def dead(self, receipt, lease, now, error):
        self._end_attempt(receipt, lease, State.DEAD, ended_at=now, last_error=error)

    def wipe(self, delivered_before, now):
        with self._file.transaction() as db:
            wiped = db.execute(
                "UPDATE messages SET content = NULL, fingerprint = NULL, idempotency_key = NULL,"
                " wiped_at = ? WHERE state = 'delivered' AND ended_at <= ? AND content IS NOT NULL",
                (now, delivered_before),
            ).rowcount
            db.execute("DELETE FROM hits WHERE at <= ?", (now - LONGEST_LIMIT_SECONDS,))
        if wiped:
            # secure_delete overwrote the pages; the log must forget them too.
            with self._file.connection() as db:
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return wiped

    def counts(self):
        with self._file.transaction("DEFERRED") as db:
            found = dict(db.execute("SELECT state, count(*) FROM messages GROUP BY state"))
        return {state: found.get(state, 0) for state in State}

    def _end_attempt(self, receipt, lease, state, **columns):
        assignments = "".join(f", {name} = ?" for name in columns)
        with self._file.transaction() as db:
            # Who no longer holds the lease may still say "delivered": the mail did go out.
            db.execute(
                "UPDATE messages SET state = ?, attempts = attempts + 1, lease = NULL,"
                f" lease_until = 0{assignments}"
                " WHERE receipt = ? AND (lease = ? OR ? = 'delivered') AND state != 'delivered'",
                (state, *columns.values(), receipt, lease, state),
            )


def _find_repeat(db, fingerprint, idempotency_key, since):
    row = db.execute(
        "SELECT receipt FROM messages WHERE fingerprint = ?"
        " AND ((idempotency_key != '' AND idempotency_key = ?) OR received_at >= ?)"
        " ORDER BY received_at DESC LIMIT 1",
        (fingerprint, idempotency_key, since),
    ).fetchone()
    return Repeat(row[0]) if row else None


def _leased(db, receipt):
    row = db.execute(
        "SELECT receipt, message_id, content, label, cause, received_at, attempts, lease"
        " FROM messages WHERE receipt = ?",
        (receipt,),
    ).fetchone()
    receipt, message_id, content, label, cause, received_at, attempts, lease = row
    return LeasedMessage(
        receipt=receipt,
        message_id=message_id,
        submission=Submission(**json.loads(content)),
        label=Label(label),
        cause=cause,
        received_at=received_at,
        attempts=attempts,
        lease=lease,
    )
