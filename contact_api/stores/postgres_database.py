"""Connections to one Postgres database, that a pooler of transactions may stand before.

So nothing outlives a transaction on the server: no prepared statement, no setting, no lock of a session.
"""

import threading
import weakref
from contextlib import contextmanager

import psycopg

from contact_api.outbox import StoreUnavailableError
from contact_api.stores.postgres_schema import check, migrate

CONNECT_SECONDS = 5
# Idle connections that a process keeps; a request more opens one of its own.
MOST_IDLE = 8


class PostgresDatabase:
    """The database at `url`. Whatever goes wrong with it is a StoreUnavailableError.

    The first connection of a process checks that the tables are of the version that this code knows, and that
    the server keeps what it commits.
    """

    def __init__(self, url):
        self._url = url
        self._idle = []
        self._lock = threading.Lock()
        self._checked = False
        weakref.finalize(self, _close_all, self._idle)

    def close(self):
        """Close the idle connections; the next call makes new ones."""
        with self._lock:
            _close_all(self._idle)

    def migrate(self):
        """Apply the migrations that are missing; their names."""
        with self._failures(), self._connect() as db:
            return migrate(db)

    def rows(self, query, values=()):
        """All rows of one statement, which is a transaction of its own."""
        return self._once(query, values).fetchall()

    def changed(self, query, values=()):
        """How many rows one statement changed, which is a transaction of its own."""
        return self._once(query, values).rowcount

    @contextmanager
    def transaction(self):
        """A connection inside a transaction, committed at the end of the block unless it raises."""
        with self._connection("BEGIN") as (db, _):
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK") if not db.closed else None
                raise
            db.execute("COMMIT")

    def _once(self, query, values):
        with self._connection(query, values) as (_, cursor):
            return cursor

    @contextmanager
    def _connection(self, first, values=()):
        """A connection for the length of the block, and the cursor of the statement `first`.

        An idle connection may have died with a server that was started anew. It shows at its first statement,
        whose transaction it takes along: then a new connection takes it up again.
        """
        with self._failures():
            db = self._take()
            try:
                try:
                    cursor = db.execute(first, values)
                except psycopg.OperationalError:
                    if not db.closed:
                        raise
                    self.close()
                    db = self._connect()
                    cursor = db.execute(first, values)
                yield db, cursor
            except BaseException:
                db.close()
                raise
            self._give_back(db)

    def _take(self):
        with self._lock:
            if self._idle:
                return self._idle.pop()
        db = self._connect()
        if not self._checked:
            try:
                check(db)
            except BaseException:
                db.close()
                raise
            self._checked = True
        return db

    def _give_back(self, db):
        with self._lock:
            if len(self._idle) < MOST_IDLE:
                self._idle.append(db)
                return
        db.close()

    def _connect(self):
        return psycopg.connect(
            self._url, autocommit=True, connect_timeout=CONNECT_SECONDS, prepare_threshold=None
        )

    @contextmanager
    def _failures(self):
        try:
            yield
        except (psycopg.Error, OSError) as error:
            # Its text may hold an address, a name or what a visitor wrote.
            raise StoreUnavailableError(type(error).__name__) from None


def _close_all(connections):
    while connections:
        connections.pop().close()
