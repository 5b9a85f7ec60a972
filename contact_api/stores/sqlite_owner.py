"""What the owner does with the messages in the SQLite store: look, count, send again, wipe, erase."""

from contact_api.outbox import NoticeKind, State
from contact_api.stores.rows import STORED_COLUMNS, is_from, stored_message
from contact_api.stores.sqlite_limits import forget_uses
from contact_api.stores.sqlite_notices import drop_notices_about, forget_notices

# Messages that one read transaction looks at.
_BATCH = 200
_FORGET = "content = NULL, fingerprint = NULL, idempotency_key = NULL"


class Owner:
    """The part of `Outbox` for the owner, over `self._file`."""

    def counts(self):
        with self._file.transaction("DEFERRED") as db:
            found = dict(db.execute("SELECT state, count(*) FROM messages GROUP BY state"))
        return {state: found.get(state, 0) for state in State}

    def notices_waiting(self):
        with self._file.transaction("DEFERRED") as db:
            found = dict(
                db.execute("SELECT kind, count(*) FROM notices WHERE ended_at IS NULL GROUP BY kind")
            )
        return {kind: found.get(kind, 0) for kind in NoticeKind}

    def oldest_waiting(self):
        with self._file.transaction("DEFERRED") as db:
            return db.execute(
                "SELECT min(received_at) FROM messages WHERE state IN ('received', 'retrying')"
            ).fetchone()[0]

    def activity(self, since, until):
        came = "SELECT count(*) FROM messages WHERE received_at >= ? AND received_at < ?"
        ended = "SELECT count(*) FROM messages WHERE ended_at >= ? AND ended_at < ?"
        with self._file.transaction("DEFERRED") as db:
            return {
                state: db.execute(query, (since, until)).fetchone()[0]
                for state, query in (
                    (State.RECEIVED, came),
                    (State.DELIVERED, f"{ended} AND state = 'delivered'"),
                    (State.HELD, f"{came} AND state = 'held'"),
                    (State.DEAD, f"{ended} AND state = 'dead'"),
                )
            }

    def causes(self, since, until):
        with self._file.transaction("DEFERRED") as db:
            return dict(
                db.execute(
                    "SELECT cause, count(*) FROM messages"
                    " WHERE received_at >= ? AND received_at < ? AND cause != '' GROUP BY cause",
                    (since, until),
                )
            )

    def find(self, receipt):
        with self._file.transaction("DEFERRED") as db:
            row = db.execute(
                f"SELECT {STORED_COLUMNS} FROM messages WHERE receipt = ?", (receipt,)
            ).fetchone()
        return stored_message(row) if row else None

    def messages(self, state=None, email=None):
        # By pieces: a reader that takes its time would keep old pages in the log.
        received_at, receipt = float("-inf"), ""
        while True:
            with self._file.transaction("DEFERRED") as db:
                rows = db.execute(
                    f"SELECT {STORED_COLUMNS} FROM messages WHERE (received_at, receipt) > (?, ?)"
                    " AND (? IS NULL OR state = ?) ORDER BY received_at, receipt LIMIT ?",
                    (received_at, receipt, state, state, _BATCH),
                ).fetchall()
            if not rows:
                return
            for message in map(stored_message, rows):
                received_at, receipt = message.received_at, message.receipt
                if email is None or is_from(message, email):
                    yield message

    def requeue(self, receipt, now):
        with self._file.transaction() as db:
            changed = db.execute(
                "UPDATE messages SET state = CASE attempts WHEN 0 THEN 'received' ELSE 'retrying' END,"
                " next_attempt_at = ?, queued_at = ?, ended_at = NULL"
                " WHERE receipt = ? AND content IS NOT NULL"
                " AND state IN ('received', 'retrying', 'dead', 'held')",
                (now, now, receipt),
            )
            return changed.rowcount == 1

    def wipe(self, delivered_before, now):
        with self._file.transaction() as db:
            # What ended at a moment that has yet to come would be kept till after it.
            db.execute("UPDATE messages SET ended_at = ? WHERE ended_at > ?", (now, now))
            db.execute(
                "UPDATE messages SET received_at = ? WHERE state = 'held' AND received_at > ?", (now, now)
            )
            wiped = db.execute(
                f"UPDATE messages SET {_FORGET}, wiped_at = ? WHERE content IS NOT NULL"
                " AND ((state = 'delivered' AND ended_at <= ?) OR (state = 'held' AND received_at <= ?))",
                (now, delivered_before, delivered_before),
            ).rowcount
            forget_uses(db, now)
            forget_notices(db, now)
        self._file.forget()
        return wiped

    def erase(self, receipt, now):
        with self._file.transaction() as db:
            erased = db.execute(
                f"UPDATE messages SET {_FORGET}, state = 'erased', lease = NULL, lease_until = 0,"
                " ended_at = coalesce(ended_at, ?), wiped_at = coalesce(wiped_at, ?)"
                " WHERE receipt = ? AND state != 'erased'",
                (now, now, receipt),
            ).rowcount
            drop_notices_about(db, receipt, now)
        self._file.forget()
        return erased == 1
