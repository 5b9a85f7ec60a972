"""One SQLite file: opened safely, made with its schema when it is not there, WAL with synchronous=FULL.

A commit that returned survives a power cut: https://www.sqlite.org/pragma.html#pragma_synchronous
"""

import sqlite3
import threading
import time
import weakref
from contextlib import contextmanager
from pathlib import Path

from contact_api.outbox import StoreUnavailableError
from contact_api.stores.sqlite_schema import migrate

BUSY_SECONDS = 5


class SqliteFile:
    """The file at `path`. Whatever goes wrong with it is a StoreUnavailableError.

    Each transaction opens its own connection: safe between threads and processes, and a file that was
    moved away or restored is seen at once. Another writer is waited for during `busy_seconds`.
    """

    def __init__(self, path, busy_seconds=BUSY_SECONDS):
        self.path = Path(path)
        self._busy_seconds = busy_seconds
        self._creating = threading.Lock()
        self._writing = threading.Lock()
        self._close_anchor = None

    def close(self):
        """Let go of the file; the next call takes it up again."""
        with self._creating:
            if self._close_anchor:
                self._close_anchor()
            self._close_anchor = None

    @contextmanager
    def transaction(self, kind="IMMEDIATE"):
        """A connection inside a transaction, committed at the end of the block unless it raises.

        Writers of one process take turns here: SQLite lets whoever comes by chance go first, and one who
        has bad luck waits until it gives up.
        """
        with self.connection() as db, self._turn(kind):
            db.execute(f"BEGIN {kind}")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK") if db.in_transaction else None
                raise
            db.execute("COMMIT")

    @contextmanager
    def _turn(self, kind):
        if kind == "DEFERRED":
            yield
            return
        if not self._writing.acquire(timeout=self._busy_seconds):
            raise StoreUnavailableError("another writer does not come to an end")
        try:
            yield
        finally:
            self._writing.release()

    def forget(self):
        """Make what was overwritten vanish from the write-ahead log too.

        secure_delete has overwritten it in the pages. Raises when a reader stood in the way for too long:
        the next call does what was left undone.
        """
        with self.connection() as db:
            (busy, *_) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreUnavailableError("the log is in use")

    @contextmanager
    def connection(self):
        """A connection for the length of the block."""
        db = None
        try:
            if not self._is_ready():
                self._create()
            db = self._connect()
            yield db
        except (sqlite3.Error, OSError) as error:
            raise StoreUnavailableError(type(error).__name__) from error
        finally:
            if db is not None:
                db.close()

    def _is_ready(self):
        return self._close_anchor is not None and self.path.exists()

    def _connect(self):
        # Shared between threads only as an anchor, which runs no statement of theirs.
        db = sqlite3.connect(
            self.path, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False
        )
        try:
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON")
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _create(self):
        """Make what is not there yet, and hold one connection open from then on.

        The last connection that closes locks the file while it tidies up the log, and whoever opens it
        in that moment is turned away (https://www.sqlite.org/wal.html, "Sometimes Queries Return
        SQLITE_BUSY"); with an anchor there is no last one.
        """
        with self._creating:
            if self._is_ready():
                return
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # The file holds what people wrote in confidence; its log takes over these rights.
            self.path.touch(mode=0o600)
            anchor = self._connect()
            try:
                _use_wal(anchor, self._busy_seconds)
                migrate(anchor)
            except BaseException:
                anchor.close()
                raise
            if self._close_anchor:
                self._close_anchor()
            self._close_anchor = weakref.finalize(self, anchor.close)


def _use_wal(db, busy_seconds):
    """Switch the file to WAL. SQLite does not wait for another process that is just doing the same."""
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
