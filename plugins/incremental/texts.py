"""Texts: each is read once, by as many processes as help, and kept as every plugin left it.

A text is kept under its bytes and the fingerprint of what reads it. A plugin whose work on a text depends on
something else too, an image say, answers the signal `text_revived` whether what is kept still holds.
"""

import os
import time
from datetime import UTC, datetime

from pelican import contents, signals
from pelican.utils import posixize_path

from .asked import text_revived
from .kept import entry_of, revive
from .parallel import spread
from .quiet import quiet
from .tokens import digest
from .tracing import trace

# A file that changed so shortly before it was read may change again without its time moving on.
RACY_NS = 100_000_000


class Texts:
    """The texts of one kind, contents.Article or Page, for one generator of one build."""

    def __init__(self, session, generator, kind):
        self._session, self._generator, self._kind = session, generator, kind
        self._name = kind.__name__.lower()
        self._ahead = None
        self._looked = {}
        self._singly = 0

    def get(self, path, default=None):
        """The content of a file as it was kept, or read now; `default` leaves it to Pelican."""
        entry = self._valid(path)
        content = entry and self._revive(path, entry)
        if content is None and (entry := self._read(path)) is not None:
            self._session.keep(self.ref(path), entry)
            content = self._revive(path, entry)
        if content is None:
            return default
        self._session.facts.add(content)
        return content

    def put(self, path, content):
        """Take over what Pelican read itself: not kept, as it had something to say, or its day will come."""
        trace(content, self.ref(path))
        self._session.facts.add(content)

    def read(self, path):
        """The Entry of a file; None where Pelican is to read it itself."""
        stamp, key = _stamp(self._full(path)), self._key(path)
        generator = self._generator
        with quiet() as listener:
            try:
                content = generator.readers.read_file(
                    base_path=generator.path,
                    path=path,
                    content_class=self._kind,
                    context=generator.context,
                    preread_signal=getattr(signals, f"{self._name}_generator_preread"),
                    preread_sender=generator,
                    context_signal=getattr(signals, f"{self._name}_generator_context"),
                    context_sender=generator,
                )
                if type(content) is not self._kind or not content.is_valid() or _is_to_come(content):
                    return None
                entry = entry_of(content, self._session.fingerprint.reading, key, stamp)
            except Exception:
                # Pelican meets it again, and says so.
                return None
        # A file that changed while it was read is a matter for the next build.
        return None if listener.heard or self._has_changed(path, stamp, key) else entry

    def get_ready(self):
        """Make the readers of texts that are kept: one of them is likely to be read next."""
        for ending in {ref.rpartition(".")[2] for ref in self._session.entries}:
            # A late reader is made when anything of it is asked for.
            getattr(self._generator.readers.readers.get(ending), "enabled", None)

    def _read(self, path):
        # The one that was just saved needs no help.
        if self._session.entries and self._singly < self._session.many // 3:
            self._singly += 1
            return self.read(path)
        if self._ahead is None:
            self._ahead = self._read_all()
        return self._ahead.pop(path) if path in self._ahead else self.read(path)

    def _read_all(self):
        """At the first text that is not kept, all of those: more processes help with many."""
        generator, name = self._generator, self._name.upper()
        paths = generator.get_files(
            generator.settings[f"{name}_PATHS"], exclude=generator.settings[f"{name}_EXCLUDES"]
        )
        missing = sorted(path for path in paths if self._valid(path) is None)
        session = self._session
        return spread(self.read, missing, session.processes, title="Teksten lezen", **session.sharing)

    def _valid(self, path):
        """The Entry of a file that has not changed since. Asked twice in a build, it looks once."""
        if path not in self._looked:
            self._looked[path] = self._look(path)
        return self._looked[path]

    def _look(self, path):
        entry = self._session.entries.get(self.ref(path))
        if entry is None or entry.reader != self._session.fingerprint.reading:
            return None
        stamp = _stamp(self._full(path))
        if stamp is None or entry.stamp != stamp:
            if entry.key != self._key(path):
                return None
            entry.stamp = stamp
        return entry

    def _revive(self, path, entry):
        ref = self.ref(path)
        session = self._session
        content = revive(
            self._kind,
            entry,
            self._generator,
            ref=ref,
            path=self._full(path),
            keep=session.resident,
            load=lambda: session.body(ref, lambda: self.read(path)),
        )
        return None if any(holds is False for _, holds in text_revived.send(content)) else content

    @property
    def folder(self):
        """The folder of which names of files count."""
        return os.path.abspath(self._generator.path)

    def ref(self, path):
        """The name of a file's article or page in this site."""
        return f"{self._name}:{posixize_path(path)}"

    def _has_changed(self, path, stamp, key):
        """Whether a file is not what it was: by the file system where that can tell, else by content."""
        return key != self._key(path) if stamp is None else stamp != _stamp(self._full(path))

    def _full(self, path):
        return os.path.abspath(os.path.join(self._generator.path, path))

    def _key(self, path):
        """All of a file that decides what it becomes."""
        full = self._full(path)
        with open(full, "rb") as file:
            data = file.read()
        moment = str(os.stat(full).st_mtime) if self._generator.settings.get("DEFAULT_DATE") == "fs" else ""
        return digest(moment, data)


def attach(session, generator, kind):
    """Let a generator of Pelican's ask here first, by the way that it asks a cache."""
    texts = Texts(session, generator, kind)
    generator.get_cached_data = texts.get
    generator.cache_data = texts.put
    return texts


def _is_to_come(content):
    """Whether a text becomes another one by the clock alone."""
    date = getattr(content, "date", None)
    return isinstance(content, contents.Article) and (date is None or date > datetime.now(UTC))


def _stamp(path):
    """What changes with a file; None while it may still change without a trace."""
    found = os.stat(path)
    if time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) < RACY_NS:
        return None
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
