"""What the Postgres store has to tell: notices, each with its own lease and backoff."""

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
    """The part of `Outbox` about notices, over `self._database`."""

    def add_notice(self, notice, now):
        with self._database.transaction() as db:
            return add_notices(db, (notice,), now) == 1

    def lease_notice(self, now, until, kinds=tuple(NoticeKind)):
        lease = secrets.token_hex(16)
        rows = self._database.rows(
            "UPDATE notices SET lease = %s, lease_until = %s WHERE key ="
            " (SELECT key FROM notices WHERE ended_at IS NULL AND kind = ANY(%s)"
            " AND (lease_until <= %s OR lease_until > %s)"
            " AND (next_attempt_at <= %s OR next_attempt_at > %s)"
            " ORDER BY next_attempt_at, key LIMIT 1 FOR UPDATE SKIP LOCKED)"
            " RETURNING key, kind, data, created_at, attempts",
            (
                lease,
                until,
                [str(kind) for kind in kinds],
                now,
                now + LONGEST_LEASE_SECONDS,
                now,
                now + LONGEST_WAIT_SECONDS,
            ),
        )
        if not rows:
            return None
        key, kind, data, created_at, attempts = rows[0]
        return LeasedNotice(key, NoticeKind(kind), notice_data(data), created_at, attempts, lease)

    def notice_sent(self, key, lease, now):
        # Whoever lost the lease may still say so: it did go out.
        self._end_notice("key = %s", (key,), now, "")

    def notice_retry(self, key, lease, at, error):
        self._database.changed(
            "UPDATE notices SET attempts = attempts + 1, lease = NULL, lease_until = 0,"
            " next_attempt_at = %s, last_error = %s WHERE key = %s AND lease = %s AND ended_at IS NULL",
            (at, error, key, lease),
        )

    def notice_dead(self, key, lease, now, error):
        self._end_notice("key = %s AND lease = %s", (key, lease), now, error)

    def _end_notice(self, which, values, now, error):
        self._database.changed(
            "UPDATE notices SET attempts = attempts + 1, data = NULL, lease = NULL, lease_until = 0,"
            f" ended_at = %s, last_error = %s WHERE {which} AND ended_at IS NULL",
            (now, error, *values),
        )


def add_notices(db, notices, now):
    """Store those whose key is new; how many that were."""
    return sum(
        db.execute(
            "INSERT INTO notices (key, kind, data, created_at, next_attempt_at) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            (notice.key, str(notice.kind), json.dumps(notice.data, ensure_ascii=False), now, now),
        ).rowcount
        for notice in notices
    )


def drop_notices_about(db, receipt, now):
    """End, untold, every notice that names this receipt."""
    db.execute(
        "UPDATE notices SET data = NULL, lease = NULL, lease_until = 0, last_error = 'erased',"
        " ended_at = coalesce(ended_at, %s)"
        " WHERE data IS NOT NULL AND (strpos(key, %s) > 0 OR strpos(data, %s) > 0)",
        (now, receipt, receipt),
    )


def forget_notices(db, now):
    """Drop what was told so long ago that nothing asks for its key any more."""
    db.execute("UPDATE notices SET ended_at = %s WHERE ended_at > %s", (now, now))
    db.execute("DELETE FROM notices WHERE ended_at <= %s", (now - NOTICE_MEMORY_SECONDS,))
