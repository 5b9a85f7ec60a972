"""Reads from the environment where messages are kept."""

from pathlib import Path
from urllib.parse import parse_qs

from contact_api.settings import NoStore, PostgresDatabase, SqliteFile
from contact_api.variables import LOOPBACK, split_url

_SQLITE = "sqlite:///"
# What libpq checks: https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION
_ENCRYPTED = ("require", "verify-ca", "verify-full")


def store(variables):
    """CONTACT_STORE as a SqliteFile, a PostgresDatabase or NoStore."""
    value = variables.required("CONTACT_STORE")
    if value == "none":
        return NoStore()
    if value.startswith(("postgresql:", "postgres:")):
        return _postgres(variables, value)
    if value and not (value.startswith(_SQLITE) and len(value) > len(_SQLITE)):
        variables.problem("CONTACT_STORE", "must be sqlite:///PATH, postgresql://USER:PASS@HOST/NAME or none")
    return SqliteFile(Path(value.removeprefix(_SQLITE)))


def _postgres(variables, value):
    parts = split_url(value)
    if parts is None or not value.partition(":")[2].startswith("//") or not parts.path.strip("/"):
        variables.problem("CONTACT_STORE", "must be sqlite:///PATH, postgresql://USER:PASS@HOST/NAME or none")
        return None
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = asked.get("host", parts.hostname or "")
    here = host in LOOPBACK or host == "" or host.startswith("/")
    if variables.production and not here and asked.get("sslmode") not in _ENCRYPTED:
        variables.problem("CONTACT_STORE", "must end in ?sslmode=verify-full unless the database is here")
    return PostgresDatabase(value)
