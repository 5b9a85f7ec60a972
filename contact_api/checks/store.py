"""The store: does it answer, can it write, and who can read its file."""

from contact_api.checks.findings import Area
from contact_api.messages.checks import STORE_CAUSES
from contact_api.outbox import StoreUnavailableError


def check_store(outbox, path, now):
    """Findings about the outbox and the file that it is in, if any. Writes one use of a limit of its own."""
    area = Area("store")
    if not outbox.keeps:
        return [area.skipped("no_store")]
    try:
        outbox.ping()
        outbox.hit("check-config", 1_000_000, 1, now)
    except StoreUnavailableError as error:
        cause = getattr(error.__cause__, "sqlite_errorname", "") or str(error)
        words = next((text for name, text in STORE_CAUSES.items() if cause.startswith(name)), cause)
        return [area.wrong("store_down", "store_down", cause=words)]
    found = [area.good("store")]
    if path and path.stat().st_mode & 0o077:
        found.append(area.wrong("store_open", "store_open", path=path))
    return found
