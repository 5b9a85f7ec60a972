"""Messages in the Postgres store, from their arrival to the end of their last attempt."""

import secrets

from contact_api.outbox import LONGEST_LEASE_SECONDS, LONGEST_WAIT_SECONDS, Held, Repeat, State
from contact_api.stores.postgres_notices import add_notices
from contact_api.stores.rows import LEASED_COLUMNS, leased_message, new_row

_WAITS = "state IN ('received', 'retrying') AND (lease_until <= %(now)s OR lease_until > %(longest_lease)s)"


class Messages:
    """The part of `Outbox` about messages on their way, over `self._database`."""

    def find_repeat(self, fingerprint, idempotency_key, since):
        return _repeat(self._database.rows(_FIND_REPEAT, (fingerprint, idempotency_key, since)))

    def add(self, message, repeat_since, lease_until, notices=()):
        row = new_row(message, lease_until)
        with self._database.transaction() as db:
            # Those who store the same words take turns, so that one of them finds the other's.
            db.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2))", (message.fingerprint,))
            same = (message.fingerprint, message.idempotency_key, repeat_since)
            if repeat := _repeat(db.execute(_FIND_REPEAT, same).fetchall()):
                return repeat
            stored = db.execute(
                f"INSERT INTO messages ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})"
                f" RETURNING {LEASED_COLUMNS}",
                tuple(row.values()),
            ).fetchone()
            add_notices(db, notices, message.received_at)
        return Held(message.receipt) if message.held else leased_message(stored)

    def lease_next(self, now, until, untried_since=None):
        due = "next_attempt_at <= %(now)s OR next_attempt_at > %(longest_wait)s"
        if untried_since is not None:
            due = "leased_at < %(untried_since)s OR leased_at > %(now)s"
        which = f"{_WAITS} AND ({due}) ORDER BY next_attempt_at, received_at"
        return self._lease(which, now, until, untried_since=untried_since)

    def lease(self, receipt, now, until):
        return self._lease(f"receipt = %(receipt)s AND {_WAITS}", now, until, receipt=receipt)

    def delivered(self, receipt, lease, now, notices=()):
        self._end_attempt(receipt, lease, State.DELIVERED, now, notices, ended_at=now)

    def retry(self, receipt, lease, at, error):
        self._end_attempt(receipt, lease, State.RETRYING, at, (), next_attempt_at=at, last_error=error)

    def dead(self, receipt, lease, now, error, notices=()):
        self._end_attempt(receipt, lease, State.DEAD, now, notices, ended_at=now, last_error=error)

    def _lease(self, which, now, until, **values):
        """One statement: who finds a row locked by another worker takes the next one."""
        found = self._database.rows(
            "UPDATE messages SET lease = %(lease)s, leased_at = %(now)s, lease_until = %(until)s,"
            # Who waits since a moment that has yet to come would never run out of time.
            " queued_at = least(queued_at, %(now)s) WHERE receipt ="
            f" (SELECT receipt FROM messages WHERE {which} LIMIT 1 FOR UPDATE SKIP LOCKED)"
            f" RETURNING {LEASED_COLUMNS}",
            {
                "now": now,
                "until": until,
                "lease": secrets.token_hex(16),
                "longest_lease": now + LONGEST_LEASE_SECONDS,
                "longest_wait": now + LONGEST_WAIT_SECONDS,
                **values,
            },
        )
        return leased_message(found[0]) if found else None

    def _end_attempt(self, receipt, lease, state, now, notices, **columns):
        assignments = "".join(f", {name} = %s" for name in columns)
        # Who no longer holds the lease may still say "delivered": the mail did go out.
        holds = "" if state is State.DELIVERED else " AND lease = %s"
        with self._database.transaction() as db:
            ended = db.execute(
                "UPDATE messages SET state = %s, attempts = attempts + 1, lease = NULL,"
                f" lease_until = 0{assignments}"
                f" WHERE receipt = %s AND state NOT IN ('delivered', 'erased'){holds}",
                (str(state), *columns.values(), receipt, *([lease] if holds else [])),
            )
            if ended.rowcount:
                add_notices(db, notices, now)


_FIND_REPEAT = (
    "SELECT receipt FROM messages WHERE fingerprint = %s"
    " AND ((idempotency_key != '' AND idempotency_key = %s) OR received_at >= %s)"
    " ORDER BY received_at DESC LIMIT 1"
)


def _repeat(rows):
    return Repeat(rows[0][0]) if rows else None
