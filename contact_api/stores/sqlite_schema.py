"""The tables of the SQLite file, as numbered migrations: a file of any earlier version becomes the newest.

A migration that was released is never changed; the next one goes below it.
"""

from contact_api.outbox import StoreUnavailableError

_MIGRATIONS = (
    """
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
    """,
    """
    ALTER TABLE messages ADD COLUMN layers TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE messages ADD COLUMN queued_at REAL NOT NULL DEFAULT 0;
    UPDATE messages SET queued_at = received_at;
    CREATE INDEX by_age ON messages (received_at, receipt);
    CREATE INDEX by_end ON messages (ended_at) WHERE ended_at IS NOT NULL;
    CREATE TABLE notices (
        key TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        data TEXT,
        created_at REAL NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        next_attempt_at REAL NOT NULL,
        lease TEXT,
        lease_until REAL NOT NULL DEFAULT 0,
        ended_at REAL,
        last_error TEXT
    ) STRICT;
    CREATE INDEX untold ON notices (kind, next_attempt_at) WHERE ended_at IS NULL;
    CREATE TABLE tokens (
        token TEXT PRIMARY KEY,
        until REAL NOT NULL
    ) STRICT;
    """,
)


def migrate(db):
    """Bring the file behind `db` to the newest version: in one transaction, so whole or not at all.

    Raises StoreUnavailableError for a file of a later version, which it leaves as it is.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > len(_MIGRATIONS):
            raise StoreUnavailableError(f"schema version {version}, expected {len(_MIGRATIONS)}")
        for migration in _MIGRATIONS[version:]:
            for statement in filter(str.strip, migration.split(";")):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK") if db.in_transaction else None
        raise
