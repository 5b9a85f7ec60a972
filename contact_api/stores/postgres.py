"""The outbox in a Postgres database, for more than one machine. Needs psycopg 3: the extra `postgres`."""

from contact_api.stores.postgres_database import PostgresDatabase
from contact_api.stores.postgres_limits import Limits
from contact_api.stores.postgres_messages import Messages
from contact_api.stores.postgres_notices import Notices
from contact_api.stores.postgres_owner import Owner


class PostgresOutbox(Messages, Notices, Limits, Owner):
    """`Outbox` in the database at `url`, whose tables `migrate` has made."""

    keeps = True

    def __init__(self, url):
        self._database = PostgresDatabase(url)

    def close(self):
        """Let go of the connections; the next call makes new ones."""
        self._database.close()

    def migrate(self):
        """Bring the tables to the newest version. The names of the migrations that it took, oldest first."""
        return self._database.migrate()

    def ping(self):
        self._database.rows("SELECT 1 FROM messages LIMIT 1")
