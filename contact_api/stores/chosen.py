"""The store that the settings choose."""

from contact_api.settings import NoStore, PostgresDatabase
from contact_api.stores.sqlite import SqliteOutbox
from contact_api.stores.without import WithoutStore


def make_outbox(settings):
    """An `Outbox` over the store that the settings name."""
    if isinstance(settings.store, PostgresDatabase):
        # Loaded here: psycopg is an extra, and its start costs more than all the rest.
        from contact_api.stores.postgres import PostgresOutbox

        return PostgresOutbox(settings.store.url)
    if isinstance(settings.store, NoStore):
        return WithoutStore()
    return SqliteOutbox(settings.store.path)
