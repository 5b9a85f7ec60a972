"""The tables of the Postgres store, by numbered SQL files that a command applies.

A migration that was released is never changed; the next one is a new file.
"""

from importlib.resources import files

from contact_api.outbox import StoreUnavailableError

_TABLE = "CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL)"
# Any number that is ours: two that migrate at once take turns. Of the transaction, not of the session.
_LOCK = "SELECT pg_advisory_xact_lock(5042026)"


def migrations():
    """The SQL files as (number, name, SQL), in order."""
    folder = files("contact_api.stores") / "postgres_migrations"
    found = [(entry.name.removesuffix(".sql"), entry) for entry in folder.iterdir()]
    return [(int(name[:4]), name, entry.read_text("utf-8")) for name, entry in sorted(found)]


def migrate(db):
    """Apply what is missing, in one transaction. The names of what was applied."""
    with db.transaction():
        db.execute(_LOCK)
        db.execute(_TABLE)
        done = _version(db)
        missing = [migration for migration in migrations() if migration[0] > done]
        for number, name, text in missing:
            db.execute(text)
            db.execute("INSERT INTO migrations VALUES (%s, %s)", (number, name))
    return [name for _, name, _ in missing]


def check(db):
    """Raise StoreUnavailableError unless the tables are ours, of our version, on a server that keeps them."""
    for setting in ("fsync", "synchronous_commit"):
        if db.execute("SELECT current_setting(%s)", (setting,)).fetchone()[0] == "off":
            raise StoreUnavailableError(f"{setting} is off")
    version, newest = _version(db), migrations()[-1][0]
    if version != newest:
        raise StoreUnavailableError(f"schema version {version}, expected {newest}")


def _version(db):
    if db.execute("SELECT to_regclass('migrations')").fetchone()[0] is None:
        return 0
    return db.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()[0]
