"""Puts a new site in the place of the old one, keeps the old one until the next, and puts it back."""

import fcntl
import filecmp
import shutil
from contextlib import contextmanager
from pathlib import Path

from tasks.exchange import exchange

# In the folder var/ of a publication.
PREVIOUS, GONE, LOCK = "previous", "gone", "publish.lock"
RULES, PREVIOUS_RULES = "nginx.conf", "previous-nginx.conf"


@contextmanager
def alone(var):
    """Whether nobody else publishes here; until the block ends, nobody else may."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def put(new, output, var, rules):
    """Put the folder `new` in the place of `output`, and nginx's `rules` in `var`; the old ones are kept."""
    swap(new, output, var / PREVIOUS)
    if (var / RULES).exists():
        (var / RULES).replace(var / PREVIOUS_RULES)
    (var / RULES).write_text(rules, encoding="utf-8")


def can_put_back(var):
    """Whether a site is kept from before the last one."""
    return (var / PREVIOUS).is_dir()


def put_back(output, var):
    """Put the site that is kept in the place of the last one, which goes."""
    inode = (var / PREVIOUS).stat().st_ino
    swap(var / PREVIOUS, output, var / GONE)
    finish_put_back(output, var, inode)


def finish_put_back(output, var, inode):
    """Do what is left of `put_back`; False when it had not begun. `inode` is that of the kept site."""
    kept = var / PREVIOUS
    if not output.exists() and kept.is_dir():
        kept.rename(output)
    if output.stat().st_ino != inode:
        return False
    for folder in (kept, var / GONE):
        shutil.rmtree(folder, ignore_errors=True)
    if (var / PREVIOUS_RULES).exists():
        (var / PREVIOUS_RULES).replace(var / RULES)
    return True


def swap(new, target, kept):
    """Put the folder `new` in the place of `target`; whoever reads it sees the old or the new, whole.

    The old one becomes `kept`, in the place of what was there.
    """
    shutil.rmtree(kept, ignore_errors=True)
    if not target.exists():
        new.rename(target)
    elif exchange(new, target):
        new.rename(kept)
    else:
        _rename_twice(new, target, kept)


def same_files(one, other):
    """Whether two folders hold the same files, by their bytes."""
    names = _names(one)
    return names == _names(other) and not any(filecmp.cmpfiles(one, other, names, shallow=False)[1:])


def _rename_twice(new, target, kept):
    """Where the system can't exchange two folders, `target` is away for a moment."""
    target.rename(kept)
    try:
        new.rename(target)
    except OSError:
        kept.rename(target)
        raise


def _names(folder):
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}
