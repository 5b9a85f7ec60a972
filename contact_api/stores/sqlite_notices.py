"""What the SQLite store has to tell: notices, each with its own lease and backoff."""

import json
import secrets

from contact_api.outbox import (
    LONGEST_LEASE_SECONDS,
    LONGEST_WAIT_SECONDS,
    NOTICE_MEMORY_SECONDS,
    LeasedNotice,
    NoticeKind,
)
from contact_api.stores.rows import notice_data


class Notices:
    """The part of `Outbox` about notices, over `self._file`."""

    def add_notice(self, notice, now):
        with self._file.transaction() as db:
            return add_notices(db, (notice,), now) == 1

    def lease_notice(self, now, until, kinds=tuple(NoticeKind)):
        lease = secrets.token_hex(16)
        with self._file.transaction() as db:
            row = db.execute(
                "UPDATE notices SET lease = ?, lease_until = ? WHERE key ="
                " (SELECT key FROM notices WHERE ended_at IS NULL"
                f" AND kind IN ({', '.join('?' * len(kinds))})"
                " AND (lease_until <= ? OR lease_until > ?)"
                " AND (next_attempt_at <= ? OR next_attempt_at > ?)"
                " ORDER BY next_attempt_at, key LIMIT 1)"
                " RETURNING key, kind, data, created_at, attempts",
                (lease, until, *kinds, now, now + LONGEST_LEASE_SECONDS, now, now + LONGEST_WAIT_SECONDS),
            ).fetchone()
        if row is None:
            return None
        key, kind, data, created_at, attempts = row
        return LeasedNotice(key, NoticeKind(kind), notice_data(data), created_at, attempts, lease)

    def notice_sent(self, key, lease, now):
        # Whoever lost the lease may still say so: it did go out.
        self._end_notice("key = ?", (key,), now, "")

    def notice_retry(self, key, lease, at, error):
        with self._file.transaction() as db:
            db.execute(
                "UPDATE notices SET attempts = attempts + 1, lease = NULL, lease_until = 0,"
                " next_attempt_at = ?, last_error = ? WHERE key = ? AND lease = ? AND ended_at IS NULL",
                (at, error, key, lease),
            )

    def notice_dead(self, key, lease, now, error):
        self._end_notice("key = ? AND lease = ?", (key, lease), now, error)

    def _end_notice(self, which, values, now, error):
        with self._file.transaction() as db:
            db.execute(
                "UPDATE notices SET attempts = attempts + 1, data = NULL, lease = NULL, lease_until = 0,"
                f" ended_at = ?, last_error = ? WHERE {which} AND ended_at IS NULL",
                (now, error, *values),
            )


def add_notices(db, notices, now):
    """Store those whose key is new; how many that were."""
    return sum(
        db.execute(
            "INSERT INTO notices (key, kind, data, created_at, next_attempt_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            (notice.key, notice.kind, json.dumps(notice.data, ensure_ascii=False), now, now),
        ).rowcount
        for notice in notices
    )


def drop_notices_about(db, receipt, now):
    """End, untold, every notice that names this receipt."""
    db.execute(
        "UPDATE notices SET data = NULL, lease = NULL, lease_until = 0, last_error = 'erased',"
        " ended_at = coalesce(ended_at, ?) WHERE data IS NOT NULL AND (instr(key, ?) OR instr(data, ?))",
        (now, receipt, receipt),
    )


def forget_notices(db, now):
    """Drop what was told so long ago that nothing asks for its key any more."""
    db.execute("UPDATE notices SET ended_at = ? WHERE ended_at > ?", (now, now))
    db.execute("DELETE FROM notices WHERE ended_at <= ?", (now - NOTICE_MEMORY_SECONDS,))
