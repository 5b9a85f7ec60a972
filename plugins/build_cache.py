"""Files that take time to make, kept between builds under a key that says all that they were made from.

Each is stored with its own digest, so that one which was cut short or changed is made again.
"""

import os
import tempfile
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

KEEP_DAYS = 60
_DIGEST_BYTES = sha256().digest_size


def fingerprint(*parts):
    """Texts and bytes as one key of 64 hexadecimal digits; the order and the borders of the parts count."""
    digest = sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        digest.update(len(data).to_bytes(8) + data)
    return digest.hexdigest()


class BuildCache:
    """What was made before, in `folder`. Builds may run at once: a file is there whole, or not at all."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def get(self, key):
        """The bytes that were kept under `key`; None when there are none, or when they are damaged."""
        path = self.folder / key
        try:
            stored = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        digest, data = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
        return data if sha256(data).digest() == digest else None

    def put(self, key, data):
        """Keep `data` under `key`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".deel")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sha256(data).digest() + data)
            Path(name).replace(self.folder / key)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def prune(self, now=None):
        """Let go of what no build asked for in KEEP_DAYS."""
        oldest = (now or time.time()) - KEEP_DAYS * 24 * 3600
        for path in self.folder.glob("*"):
            # Another build may be pruning too.
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
