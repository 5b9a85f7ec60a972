"""What is kept between builds, in one SQLite file: texts as they were read, pages as they were rendered.

Every row has the digest of its bytes, and a checksum of both, which takes a tenth of the time to look at. A
file that is damaged or of another version is dropped, and a build that was cut short leaves the file as the
build before it did.
"""

import marshal
import sqlite3
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from .tokens import DIGEST_BYTES, digest

# What is kept has the form that these sources give it.
VERSION = digest(*(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))).hex()
_TABLES = """
CREATE TABLE about (version TEXT NOT NULL);
CREATE TABLE texts (name TEXT PRIMARY KEY, row BLOB NOT NULL, sum BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE bodies (name TEXT PRIMARY KEY, row BLOB NOT NULL, sum BLOB NOT NULL);
CREATE TABLE pages (name TEXT PRIMARY KEY, row BLOB NOT NULL, sum BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE renders (name TEXT PRIMARY KEY, row BLOB NOT NULL, sum BLOB NOT NULL);
CREATE TABLE notes (name TEXT PRIMARY KEY, row BLOB NOT NULL, sum BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE templates (name TEXT PRIMARY KEY, row BLOB NOT NULL, sum BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE outputs (name TEXT PRIMARY KEY, row BLOB NOT NULL, sum BLOB NOT NULL) WITHOUT ROWID;
"""
_BUSY = "locked"


class Store:
    """The file at `path`; `tell(text)` is told why one was dropped. In use elsewhere, it keeps nothing.

    Small tables are read at once with `rows`; large values one by one with `value`.
    """

    def __init__(self, path, tell):
        self.path = Path(path)
        self._tell = tell
        self._connection = None
        self._only_reads = False

    def begin(self):
        """Take the file for one build: nobody else writes to it until `commit` or `abandon`."""
        if self._connection is None:
            self._connect()
        if self._connection is not None and not self._connection.in_transaction:
            self._take()

    @property
    def is_open(self):
        """Whether anything is kept."""
        return self._connection is not None

    def rows(self, table):
        """Every whole row of a table, {name: value}."""
        found = {}
        for name, row, checksum in self._ask(f"SELECT * FROM {table}"):  # noqa: S608 - our own names
            if _is_whole(row, checksum):
                found[name] = marshal.loads(row)  # noqa: S302 - our own file, checked
        return found

    def value(self, table, name):
        """The bytes that were kept under a name; None when there are none, or when they are damaged."""
        found = self.sealed(table, name)
        return found and found[0]

    def sealed(self, table, name):
        """The bytes that were kept under a name, and their digest; None as for `value`."""
        for row, checksum in self._ask(f"SELECT row, sum FROM {table} WHERE name = ?", (name,)):  # noqa: S608
            if _is_whole(row, checksum):
                return row, checksum[:DIGEST_BYTES]
        return None

    def put(self, table, name, value, known=None):
        """Keep bytes, or a value of plain types, under a name. `known` is the digest of bytes, if it is."""
        row = value if isinstance(value, bytes) else marshal.dumps(value)
        self._write(table, [(name, row, _sum(row, known))])

    def put_all(self, table, values):
        """Keep many values of plain types at once, {name: value}."""
        rows = ((name, marshal.dumps(value)) for name, value in values.items())
        self._write(table, [(name, row, _sum(row)) for name, row in rows])

    def _write(self, table, rows):
        if self._only_reads or self._connection is None:
            return
        try:
            self._connection.executemany(f"REPLACE INTO {table} VALUES (?, ?, ?)", rows)  # noqa: S608
        except sqlite3.DatabaseError as error:
            self._drop(error)

    def forget(self, table, names):
        """Let go of rows."""
        for name in names:
            self._ask(f"DELETE FROM {table} WHERE name = ?", (name,))  # noqa: S608

    def commit(self):
        """Keep what this build put here."""
        self._end("COMMIT")

    def abandon(self):
        """Leave the file as it was before this build."""
        self._end("ROLLBACK")

    def close(self):
        """Let go of the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def in_a_copy(self):
        """In a copy of the process that opened the file: read what was committed, and keep nothing."""
        # SQLite's own file handles are never to be used, nor closed, in a copy.
        self._abandoned, self._connection = self._connection, None
        self._only_reads = True
        with suppress(sqlite3.Error):
            self._connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=0)

    def _connect(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open()
        except sqlite3.OperationalError as error:
            if _BUSY not in str(error):
                self._drop(error)
        except (sqlite3.DatabaseError, ValueError) as error:
            self._drop(error)

    def _open(self):
        self._connection = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        # Of a new file: most of it are texts and pages of tens of kilobytes.
        self._connection.execute("PRAGMA page_size=16384")
        self._connection.execute("PRAGMA journal_mode=WAL")
        # A file that a crash of the machine damaged is dropped, as any damaged file is.
        self._connection.execute("PRAGMA synchronous=OFF")
        self._take()
        if self._connection is None:
            return
        tables = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not tables:
            for statement in _TABLES.split(";"):
                self._connection.execute(statement)
            self._connection.execute("INSERT INTO about VALUES (?)", (VERSION,))
        (version,) = self._connection.execute("SELECT version FROM about").fetchone() or ("",)
        if version != VERSION:
            raise ValueError("it is of another version")

    def _take(self):
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if _BUSY not in str(error):
                raise
            self._tell(f"{self.path} is in use by another build: this one goes without it.")
            self.close()

    def _drop(self, error):
        self.close()
        self._tell(f"{self.path} can't be used ({error}): it is dropped, and everything is made anew.")
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        with suppress(sqlite3.Error):
            self._open()

    def _ask(self, statement, values=()):
        if self._connection is None:
            return ()
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            if not self._only_reads:
                self._drop(error)
            return ()

    def _end(self, statement):
        if self._connection is not None and self._connection.in_transaction:
            self._ask(statement)


def _sum(row, known=None):
    known = known or digest(row)
    return known + _checksum(row, known)


def _is_whole(row, found):
    known, checksum = found[:DIGEST_BYTES], found[DIGEST_BYTES:]
    return checksum == _checksum(row, known)


def _checksum(row, known):
    return crc32(row, crc32(known)).to_bytes(4, "big")
