"""A file that is written whole: whoever reads it has the old bytes or the new, never a part."""

import glob
import os
import tempfile


def write(path, data):
    """Put the bytes `data` at `path`, on the disk, with the rights that the file there had.

    Nothing of ours looks at a name with a dot in front and ~ behind, which it has until then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, fresh = tempfile.mkstemp(prefix=f".{path.name}-", suffix="~", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(fresh, mode)
        os.replace(fresh, path)
    except BaseException:
        os.unlink(fresh)
        raise


def tidy(path):
    """Remove what a process that was killed left beside `path`; nobody may be writing it."""
    for part in path.parent.glob(f".{glob.escape(path.name)}-*~"):
        part.unlink(missing_ok=True)
