"""The files of the output folder: which there are, what each was made of, and which no build makes any more.

A plugin that writes a file of its own asks `holds` whether it is there already, and else `write`s it. Files
appear all at once, at the end of a build that went well.
"""

import os
from pathlib import Path

from .tokens import digest

# What is written and not in its place yet.
_STAGED = ".nieuw~"


class Outputs:
    """The files under `folder`, a path. `known` is {name: (key, digest, size, time)} of the build before."""

    def __init__(self, folder, known=None, all_at_once=False):
        self.folder = os.path.abspath(folder)
        self._start = self.folder + os.sep
        self.known = known or {}
        self.names = {}
        self.changed = set()
        self._staged = set()
        self._ahead = {}
        self._apart = ()
        self._folders = set()
        # With nothing there to keep whole, files can go straight to their place.
        self._careful = all_at_once and bool(self.known)

    def again(self):
        """The same folder for another build, in which everything is there until it is written."""
        outputs = Outputs(self.folder, self.names, True)
        outputs.names = dict(self.names)
        outputs.leave(*(folder.removesuffix("/") for folder in self._apart))
        return outputs

    def leave(self, *folders):
        """These folders are another's to look after."""
        self._apart += tuple(f"{folder}/" for folder in folders)

    def holds(self, name, key):
        """Whether the file is there as it was made of what `key`, bytes or a text, stands for."""
        before = self._ahead.get(name) or self.known.get(name)
        if before is None or before[0] != key or not self._is_there(name, before):
            return False
        self.names[name] = before
        return True

    def write(self, name, data, key, content=None):
        """Write a file; one with these bytes already is left alone. `content` is their digest, if known."""
        before, content = self.known.get(name), content or digest(data)
        if before and before[1] == content and name not in self._staged and self._is_there(name, before):
            self.names[name] = (key, *before[1:])
            return
        path = self._path(name)
        target = path + _STAGED if self._careful else path
        self._make_folder(os.path.dirname(path))
        with open(target, "wb") as file:
            file.write(data)
            file.flush()
            found = os.fstat(file.fileno())
        self.changed.add(name)
        if self._careful:
            self._staged.add(name)
        self.names[name] = (key, content, found.st_size, found.st_mtime_ns)

    def write_ahead(self, name, data, key, content=None):
        """Write a file that is likely to be asked for, maybe in a copy of this process; its row.

        None where the folder holds files of a build before: it stays whole until this one went well.
        """
        if self.known:
            return None
        self.write(name, data, key, content)
        return self.names.pop(name)

    def take_ahead(self, name, row):
        """Know of a file that was written ahead: whoever asks finds it, and it goes if nobody does."""
        self._ahead[name] = row
        self.changed.add(name)

    def read(self, name):
        """The bytes of a file of this build."""
        path = self._path(name)
        return Path(path + _STAGED if name in self._staged else path).read_bytes()

    def sweep(self):
        """At the beginning: remove what nobody answers for, as Pelican empties the folder."""
        for path in list(self._all()):
            name = self.name(path)
            if name not in self.known and not name.startswith(self._apart):
                os.unlink(path)
                self._remove_empty_folders(path)

    def claim(self, name):
        """A file that Pelican itself writes in this build."""
        self.names.setdefault(name, (b"", b"", *_size_and_time(self._path(name))))

    def finish(self):
        """Put every file in its place, and remove those of the build before that are not of this one."""
        for name in self._staged:
            os.replace(self._path(name) + _STAGED, self._path(name))
        self._staged = set()
        for name in (self.known.keys() | self._ahead.keys()) - self.names.keys():
            if not name.startswith(self._apart):
                self._remove(name)

    def discard(self):
        """Leave the folder as it was."""
        for name in self._staged:
            Path(self._path(name) + _STAGED).unlink(missing_ok=True)
        self._staged = set()

    def name(self, path):
        """The name of a file by its path."""
        if path.startswith(self._start):
            return path[len(self._start) :].replace(os.sep, "/")
        return os.path.relpath(path, self.folder).replace(os.sep, "/")

    def _path(self, name):
        return self._start + name

    def _make_folder(self, folder):
        if folder in self._folders:
            return
        try:
            os.mkdir(folder)
        except FileExistsError:
            pass
        except OSError:
            os.makedirs(folder, exist_ok=True)
        self._folders.add(folder)

    def _is_there(self, name, row):
        try:
            return _size_and_time(self._path(name)) == tuple(row[2:])
        except OSError:
            return False

    def _remove(self, name):
        path = self._path(name)
        if os.path.lexists(path):
            os.unlink(path)
            self.changed.add(name)
        self._remove_empty_folders(path)

    def _remove_empty_folders(self, path):
        """Those that held this file and nothing else."""
        parent = os.path.dirname(path)
        while parent != self.folder:
            try:
                os.rmdir(parent)
            except OSError:
                return
            parent = os.path.dirname(parent)

    def _all(self):
        for place, _, names in os.walk(self.folder):
            yield from (os.path.join(place, name) for name in names)


def _size_and_time(path):
    found = os.stat(path)
    return found.st_size, found.st_mtime_ns
