"""The outbox in one SQLite file. WAL with synchronous=FULL: a commit that returned survives a power cut.

https://www.sqlite.org/pragma.html#pragma_synchronous
"""

import json
import secrets
import sqlite3
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from contact_api.form import Submission
from contact_api.outbox import Label, LeasedMessage, Repeat, State, StoreUnavailableError

SCHEMA_VERSION = 1
BUSY_SECONDS = 5
LONGEST_LIMIT_SECONDS = 86400
_SCHEMA = """
CREATE TABLE messages (
    receipt TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    label TEXT NOT NULL,
    cause TEXT NOT NULL,
    message_id TEXT NOT NULL,
    content TEXT,
    fingerprint TEXT,
    idempotency_key TEXT,
    received_at REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at REAL NOT NULL,
    lease TEXT,
    leased_at REAL NOT NULL DEFAULT 0,
    lease_until REAL NOT NULL DEFAULT 0,
    ended_at REAL,
    wiped_at REAL,
    last_error TEXT
) STRICT;
CREATE INDEX waiting ON messages (next_attempt_at) WHERE state IN ('received', 'retrying');
CREATE INDEX repeats ON messages (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE TABLE hits (
    bucket TEXT NOT NULL,
    at REAL NOT NULL
) STRICT;
CREATE INDEX hits_by_bucket ON hits (bucket, at);
"""


class SqliteOutbox:
    """`Outbox` over a file at `path`, made with its folder when it is not there yet.

    Each call opens its own connection: safe between threads and processes, and a file that was
    moved away or restored is seen at once.
    """

    def __init__(self, path):
        self.path = Path(path)
        self._ready = False

    def ping(self):
        with self._transaction("DEFERRED") as db:
            db.execute("SELECT 1 FROM messages LIMIT 1").fetchone()

    def hit(self, bucket, count, seconds, now):
        with self._transaction() as db:
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
        with self._transaction("DEFERRED") as db:
            return _find_repeat(db, fingerprint, idempotency_key, since)

    def add(self, message, repeat_since, lease_until):
        lease = secrets.token_hex(16)
        with self._transaction() as db:
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
        with self._transaction() as db:
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
        with self._transaction() as db:
            wiped = db.execute(
                "UPDATE messages SET content = NULL, fingerprint = NULL, idempotency_key = NULL,"
                " wiped_at = ? WHERE state = 'delivered' AND ended_at <= ? AND content IS NOT NULL",
                (now, delivered_before),
            ).rowcount
            db.execute("DELETE FROM hits WHERE at <= ?", (now - LONGEST_LIMIT_SECONDS,))
        if wiped:
            # secure_delete overwrote the pages; the log must forget them too.
            with self._connection() as db:
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return wiped

    def counts(self):
        with self._transaction("DEFERRED") as db:
            found = dict(db.execute("SELECT state, count(*) FROM messages GROUP BY state"))
        return {state: found.get(state, 0) for state in State}

    def _end_attempt(self, receipt, lease, state, **columns):
        assignments = "".join(f", {name} = ?" for name in columns)
        with self._transaction() as db:
            # Who no longer holds the lease may still say "delivered": the mail did go out.
            db.execute(
                "UPDATE messages SET state = ?, attempts = attempts + 1, lease = NULL,"
                f" lease_until = 0{assignments}"
                " WHERE receipt = ? AND (lease = ? OR ? = 'delivered') AND state != 'delivered'",
                (state, *columns.values(), receipt, lease, state),
            )

    @contextmanager
    def _transaction(self, kind="IMMEDIATE"):
        with self._connection() as db:
            db.execute(f"BEGIN {kind}")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK") if db.in_transaction else None
                raise
            db.execute("COMMIT")

    @contextmanager
    def _connection(self):
        db = None
        try:
            if not self._ready or not self.path.exists():
                self._create()
            db = self._connect()
            yield db
        except (sqlite3.Error, OSError) as error:
            raise StoreUnavailableError(type(error).__name__) from error
        finally:
            if db is not None:
                db.close()

    def _connect(self):
        db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")
        return db

    def _create(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # The file holds what people wrote in confidence; its log takes over these rights.
        self.path.touch(mode=0o600)
        db = self._connect()
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("BEGIN IMMEDIATE")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            elif version != SCHEMA_VERSION:
                raise StoreUnavailableError(f"schema version {version}, expected {SCHEMA_VERSION}")
            db.execute("COMMIT")
        finally:
            db.close()
        self._ready = True


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
