"""What the owner does with the messages in the Postgres store: look, count, send again, wipe, erase."""

from contact_api.outbox import NoticeKind, State
from contact_api.stores.postgres_limits import forget_uses
from contact_api.stores.postgres_notices import drop_notices_about, forget_notices
from contact_api.stores.rows import STORED_COLUMNS, is_from, stored_message

# Messages that one statement fetches.
_BATCH = 200
_FORGET = "content = NULL, fingerprint = NULL, idempotency_key = NULL"


class Owner:
    """The part of `Outbox` for the owner, over `self._database`."""

    def counts(self):
        found = dict(self._database.rows("SELECT state, count(*) FROM messages GROUP BY state"))
        return {state: found.get(state, 0) for state in State}

    def notices_waiting(self):
        found = dict(
            self._database.rows("SELECT kind, count(*) FROM notices WHERE ended_at IS NULL GROUP BY kind")
        )
        return {kind: found.get(kind, 0) for kind in NoticeKind}

    def oldest_waiting(self):
        return self._database.rows(
            "SELECT min(received_at) FROM messages WHERE state IN ('received', 'retrying')"
        )[0][0]

    def activity(self, since, until):
        came = "received_at >= %(since)s AND received_at < %(until)s"
        ended = "ended_at >= %(since)s AND ended_at < %(until)s"
        (counts,) = self._database.rows(
            f"SELECT count(*) FILTER (WHERE {came}),"
            f" count(*) FILTER (WHERE {ended} AND state = 'delivered'),"
            f" count(*) FILTER (WHERE {came} AND state = 'held'),"
            f" count(*) FILTER (WHERE {ended} AND state = 'dead')"
            f" FROM messages WHERE ({came}) OR ({ended})",
            {"since": since, "until": until},
        )
        return dict(zip((State.RECEIVED, State.DELIVERED, State.HELD, State.DEAD), counts, strict=True))

    def causes(self, since, until):
        return dict(
            self._database.rows(
                "SELECT cause, count(*) FROM messages"
                " WHERE received_at >= %s AND received_at < %s AND cause != '' GROUP BY cause",
                (since, until),
            )
        )

    def find(self, receipt):
        rows = self._database.rows(f"SELECT {STORED_COLUMNS} FROM messages WHERE receipt = %s", (receipt,))
        return stored_message(rows[0]) if rows else None

    def messages(self, state=None, email=None):
        received_at, receipt = float("-inf"), ""
        while rows := self._database.rows(
            f"SELECT {STORED_COLUMNS} FROM messages"
            ' WHERE (received_at, receipt COLLATE "C") > (%s::double precision, %s)'
            " AND (%s::text IS NULL OR state = %s)"
            ' ORDER BY received_at, receipt COLLATE "C" LIMIT %s',
            (received_at, receipt, state and str(state), state and str(state), _BATCH),
        ):
            for message in map(stored_message, rows):
                received_at, receipt = message.received_at, message.receipt
                if email is None or is_from(message, email):
                    yield message

    def requeue(self, receipt, now):
        return (
            self._database.changed(
                "UPDATE messages SET state = CASE attempts WHEN 0 THEN 'received' ELSE 'retrying' END,"
                " next_attempt_at = %s, queued_at = %s, ended_at = NULL"
                " WHERE receipt = %s AND content IS NOT NULL"
                " AND state IN ('received', 'retrying', 'dead', 'held')",
                (now, now, receipt),
            )
            == 1
        )

    def wipe(self, delivered_before, now):
        with self._database.transaction() as db:
            # What ended at a moment that has yet to come would be kept till after it.
            db.execute("UPDATE messages SET ended_at = %s WHERE ended_at > %s", (now, now))
            db.execute(
                "UPDATE messages SET received_at = %s WHERE state = 'held' AND received_at > %s", (now, now)
            )
            wiped = db.execute(
                f"UPDATE messages SET {_FORGET}, wiped_at = %s WHERE content IS NOT NULL"
                " AND ((state = 'delivered' AND ended_at <= %s) OR (state = 'held' AND received_at <= %s))",
                (now, delivered_before, delivered_before),
            ).rowcount
            forget_uses(db, now)
            forget_notices(db, now)
        if wiped:
            self._forget()
        return wiped

    def erase(self, receipt, now):
        with self._database.transaction() as db:
            erased = db.execute(
                f"UPDATE messages SET {_FORGET}, state = 'erased', lease = NULL, lease_until = 0,"
                " ended_at = coalesce(ended_at, %s), wiped_at = coalesce(wiped_at, %s)"
                " WHERE receipt = %s AND state != 'erased'",
                (now, now, receipt),
            ).rowcount
            drop_notices_about(db, receipt, now)
        self._forget()
        return erased == 1

    def _forget(self):
        """Write the tables anew without the old versions of rows, which hold what was wiped.

        The server's own log and its backups forget in their own time.
        """
        for table in ("messages", "notices"):
            self._database.changed(f"VACUUM (FULL) {table}")
