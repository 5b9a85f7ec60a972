"""Two folders that change places in one step, where the system can do that."""

import ctypes
import os

_AT_FDCWD = {"linux": -100, "darwin": -2}
# RENAME_EXCHANGE (renameat2(2), Linux 3.15) and RENAME_SWAP (renameatx_np(2), macOS 10.12): both are 2.
_EXCHANGE = 2
_CALLS = ("renameat2", "renameatx_np")


def exchange(one, other):
    """Let two folders change places atomically; False when this system or file system can't."""
    here = _AT_FDCWD.get(os.uname().sysname.lower()) if hasattr(os, "uname") else None
    libc = ctypes.CDLL(None, use_errno=True) if here is not None else None
    rename = next((getattr(libc, name) for name in _CALLS if hasattr(libc, name)), None)
    if rename is None:
        return False
    return rename(here, os.fsencode(one), here, os.fsencode(other), _EXCHANGE) == 0
