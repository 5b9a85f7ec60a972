"""The files that the editor may see: the coach's texts, her pictures and praktijk.toml, by their names alone.

A name is what the editor calls a file: "content/artikelen/x.md", "praktijk.toml". Everything else is refused,
whatever is in the name: another folder, another kind of file, a link to elsewhere.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from tasks import whole_file

TEXT_BYTES = 1024 * 1024
PICTURE_BYTES = 40 * 1024 * 1024
PRACTICE = "praktijk.toml"
_TEXT = re.compile(r"content/(?:artikelen|diensten|paginas)/(?P<name>[\w-][\w.-]{0,199}\.md)", re.A)
_PICTURE = re.compile(
    r"content/afbeeldingen/(?P<name>[\w-][\w.-]{0,199}\.(?:jpe?g|png|webp|gif|avif|svg))", re.A | re.I
)
_FOLDERS = ("artikelen", "diensten", "paginas", "afbeeldingen")


class RefusedError(Exception):
    """Nothing was done; `reason` is "name", "size", "missing", "changed" or "exists"."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Found:
    """What a file holds. `digest` names these very bytes; `modified` is in milliseconds since 1970."""

    data: bytes
    digest: str
    modified: int


class Folder:
    """The folder `content` and the file `practice`, as one place with names in it."""

    def __init__(self, content, practice):
        self._content = Path(content).resolve()
        self._practice = Path(practice).resolve()

    def names(self):
        """The name of every file, in order."""
        found = [f"content/{path.relative_to(self._content).as_posix()}" for path in self._files()]
        return [*sorted(name for name in found if _is_known(name)), PRACTICE]

    def read(self, name):
        """A Found. RefusedError when there is no such file, or it is not for the editor."""
        path = self._path(name)
        try:
            with open(path, "rb", opener=_follow_no_link) as file:
                data = file.read()
                modified = os.fstat(file.fileno()).st_mtime_ns // 1_000_000
        except OSError:
            raise RefusedError("missing") from None
        return Found(data, _digest(data), modified)

    def write(self, name, data, expected, made=lambda old, new: new):
        """Put `data` there in one step, and return what is there now.

        `expected` is the digest of what the editor believes to be there, "" for nothing: anything else is
        refused as "changed" or "exists". `made` gets the old bytes (b"" for none) and the new, and gives
        what is written; the same bytes as before are not written at all.
        """
        path = self._path(name)
        if len(data) > (PICTURE_BYTES if _PICTURE.fullmatch(name) else TEXT_BYTES):
            raise RefusedError("size")
        old = self._expect(name, expected)
        new = made(old, data)
        if new != old or not expected:
            whole_file.write(path, new)
        return self.read(name)

    def move(self, name, target, expected):
        """Give a file another name, which nobody has yet."""
        path, new = self._path(name), self._path(target)
        self._expect(name, expected)
        if bool(_PICTURE.fullmatch(name)) != bool(_PICTURE.fullmatch(target)) or PRACTICE in (name, target):
            raise RefusedError("name")
        if new.exists():
            raise RefusedError("exists")
        path.rename(new)
        return self.read(target)

    def remove(self, name, expected):
        """Remove a file; praktijk.toml stays."""
        path = self._path(name)
        if name == PRACTICE:
            raise RefusedError("name")
        self._expect(name, expected)
        path.unlink()

    def _files(self):
        for folder in _FOLDERS:
            place = self._content / folder
            if place.is_dir() and not place.is_symlink():
                yield from (path for path in place.iterdir() if path.is_file() and not path.is_symlink())

    def _path(self, name):
        """Where a file is. By pattern, so that no name can lead anywhere else; and through no link."""
        if name == PRACTICE:
            return self._practice
        if not _is_known(name):
            raise RefusedError("name")
        path = self._content / name.removeprefix("content/")
        if path.is_symlink() or path.parent.is_symlink():
            raise RefusedError("name")
        return path

    def _expect(self, name, expected):
        """The bytes that are there, if they are the ones that the editor knows."""
        try:
            found = self.read(name)
        except RefusedError:
            if expected:
                raise RefusedError("changed") from None
            return b""
        if not expected:
            raise RefusedError("exists")
        if found.digest != expected:
            raise RefusedError("changed")
        return found.data


def _is_known(name):
    return bool(_TEXT.fullmatch(name) or _PICTURE.fullmatch(name))


def _digest(data):
    return hashlib.sha256(data).hexdigest()


def _follow_no_link(path, flags):
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))
