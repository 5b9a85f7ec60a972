"""One SQLite file: opened safely, made with its schema when it is not there, WAL with synchronous=FULL.

A commit that returned survives a power cut: https://www.sqlite.org/pragma.html#pragma_synchronous
"""

import os
import sqlite3
import threading
import time
import weakref
from contextlib import contextmanager
from pathlib import Path

from contact_api.outbox import StoreUnavailableError
from contact_api.stores.sqlite_schema import migrate

BUSY_SECONDS = 5
# As many as a server has threads; one more opens a connection of its own.
MOST_IDLE = 16


class SqliteFile:
    """The file at `path`. Whatever goes wrong with it is a StoreUnavailableError.

    Each transaction has a connection to itself, out of those that lie idle: safe between threads and
    processes, and a file that was moved away or restored is seen at once. Another writer is waited for during
    `busy_seconds`.
    """

    def __init__(self, path, busy_seconds=BUSY_SECONDS):
        self.path = Path(path)
        self._busy_seconds = busy_seconds
        self._creating = threading.Lock()
        self._writing = threading.Lock()
        self._idle = _Idle()

    def close(self):
        """Let go of the file; the next call takes it up again."""
        with self._creating:
            self._idle.close()
            self._idle = _Idle()

    @contextmanager
    def transaction(self, kind="IMMEDIATE", durable=True):
        """A connection inside a transaction, committed at the end of the block unless it raises.

        Writers of one process take turns here: SQLite lets whoever comes by chance go first, and one who
        has bad luck waits until it gives up. What is not `durable` is safe when the process dies, and may be
        undone when the machine does.
        """
        with self._turn(kind), self.connection() as db:
            db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            db.execute(f"BEGIN {kind}")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK") if db.in_transaction else None
                raise
            db.execute("COMMIT")

    def forget(self):
        """Make what was overwritten vanish from the write-ahead log too.

        secure_delete has overwritten it in the pages. Raises when a reader stood in the way for too long:
        the next call does what was left undone.
        """
        deadline = time.monotonic() + self._busy_seconds
        with self._turn("IMMEDIATE"), self.connection() as db:
            while True:
                (busy, *_) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    return
                if time.monotonic() > deadline:
                    raise StoreUnavailableError("the log is in use")
                # SQLite does not wait for another process that is just doing the same.
                time.sleep(0.02)

    @contextmanager
    def connection(self):
        """A connection for the length of the block."""
        idle, db = None, None
        try:
            idle = self._ready()
            db = idle.take() or self._connect()
            yield db
        except (sqlite3.Error, OSError) as error:
            raise StoreUnavailableError(type(error).__name__) from error
        finally:
            if db is not None:
                idle.give_back(db)

    @contextmanager
    def _turn(self, kind):
        if kind == "DEFERRED":
            yield
        elif self._writing.acquire(timeout=self._busy_seconds):
            try:
                yield
            finally:
                self._writing.release()
        else:
            raise StoreUnavailableError("another writer does not come to an end")

    def _ready(self):
        """The idle connections to the file that is there now."""
        idle = self._idle
        return idle if idle.identity is not None and idle.identity == _identity(self.path) else self._create()

    def _connect(self):
        # One thread at a time has it.
        db = sqlite3.connect(
            self.path, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False
        )
        try:
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
            identity = _identity(self.path)
            if identity is not None and self._idle.identity == identity:
                return self._idle
            self._idle.close()
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
            self._idle = _Idle(_identity(self.path), anchor)
            return self._idle


class _Idle:
    """Open connections to one file that nobody uses, and the anchor."""

    def __init__(self, identity=None, anchor=None):
        self.identity = identity
        self._connections = []
        self._open = anchor is not None
        self._close = weakref.finalize(self, _close_all, anchor, self._connections)

    def take(self):
        """One of them; None when there is none."""
        try:
            return self._connections.pop()
        except IndexError:
            return None

    def give_back(self, db):
        """Keep one for the next, unless there are enough, or it is of a file that is gone."""
        if self._open and not db.in_transaction and len(self._connections) < MOST_IDLE:
            self._connections.append(db)
            if self._open:
                return
            self._connections.clear()
        db.close()

    def close(self):
        """Close them all, and those that come back."""
        self._open = False
        self._close()


def _close_all(anchor, connections):
    for db in [*connections, *([anchor] if anchor else [])]:
        db.close()
    connections.clear()


def _identity(path):
    """Which file is at `path`, None when there is none. A process that was forked starts anew."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return os.getpid(), found.st_dev, found.st_ino


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
