"""What lets every request be judged by itself: a store that knows no repeats, limits that nothing reaches."""

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from contact_api.stores.sqlite import SqliteOutbox

LIMITS = ",".join(
    f"{name}=1000000/hour" for name in ("per_address", "total", "labelled", "code", "code_tries")
)


class Forgetful(SqliteOutbox):
    """A store that takes no message for a repeat of another."""

    def find_repeat(self, *arguments, **named):
        return None

    def add(self, message, *arguments, **named):
        alone = replace(message, fingerprint=message.receipt, idempotency_key="")
        return super().add(alone, *arguments, **named)


@contextmanager
def memory_folder():
    """A new folder in memory, where there is one: thousands of commits need not wait for a disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield folder
