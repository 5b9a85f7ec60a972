"""The outbox in one SQLite file."""

from contact_api.stores.sqlite_file import BUSY_SECONDS, SqliteFile
from contact_api.stores.sqlite_limits import Limits
from contact_api.stores.sqlite_messages import Messages
from contact_api.stores.sqlite_notices import Notices
from contact_api.stores.sqlite_owner import Owner


class SqliteOutbox(Messages, Notices, Limits, Owner):
    """`Outbox` over a file at `path`, made with its folder when it is not there yet."""

    keeps = True

    def __init__(self, path, busy_seconds=BUSY_SECONDS):
        self._file = SqliteFile(path, busy_seconds)

    def close(self):
        """Let go of the file; the next call takes it up again."""
        self._file.close()

    def ping(self):
        with self._file.transaction("DEFERRED") as db:
            db.execute("SELECT 1 FROM messages LIMIT 1").fetchone()
