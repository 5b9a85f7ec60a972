"""What is kept in memory and in the store, for one build after another of one site."""

import gc
import logging
import os
from contextlib import suppress
from pathlib import Path

from pelican.log import LimitFilter, console

from .asked import at_rest
from .bytecode import Bytecode
from .facts import Facts
from .fingerprint import Fingerprint
from .kept import Entry
from .outputs import Outputs
from .parallel import MANY
from .quiet import Listener, quiet
from .restored import Restored
from .shortcut import rehearse, take
from .store import Store
from .tokens import digest

KEY = "INCREMENTAL_SESSION"
# New objects; Python's own 700 are fewer than a single text makes.
_BETWEEN_COLLECTIONS = 50_000


class Session:
    """The builds of one Pelican object. `resident`: there will be more of them."""

    def __init__(self, settings):
        self.settings = settings
        self.resident = settings.get("INCREMENTAL_RESIDENT", False)
        self.processes = settings.get("INCREMENTAL_PROCESSES") or min(os.cpu_count() or 1, 4)
        self.many = settings.get("INCREMENTAL_MANY", MANY)
        self.fingerprint = Fingerprint(settings, frozenset((KEY, *_OWN)))
        self.listener = Listener()
        self._thresholds = None
        path = settings.get("INCREMENTAL_STORE") or Path(settings["CACHE_PATH"], "incremental.sqlite")
        self.store = Store(path, tell)
        self.entries = None
        self.pages = {}
        self.facts = Facts(self.fingerprint.root)
        self.outputs = Outputs(settings["OUTPUT_PATH"])
        self.bytecode = Bytecode(self)
        self._notes = self._noted = None
        self._without_store = {}
        self.generators = ()
        # How each page was written, for a process that lives on.
        self.articles = None
        self.calls = {}
        self._whole = False
        self._is_ready = False
        self.restored = Restored(self)

    def begin(self):
        """Begin a build. What one before it left half done is undone."""
        self.restored.take()
        self.outputs.discard()
        self._collect_seldom()
        self._whole = False
        self.calls = {}
        self.fingerprint.look()
        logging.getLogger().addHandler(self.listener)
        self.store.begin()
        if self.entries is None:
            self.entries = {ref: Entry(*row) for ref, row in self.store.rows("texts").items()}
            self.pages = self.store.rows("pages")
            self._notes = self.store.rows("notes")
        else:
            # What was said in the last build is to be said in this one.
            LimitFilter._raised_messages.clear()
            LimitFilter._group_count.clear()
        self.facts = Facts(self.fingerprint.root)
        self._without_store = {}
        self._noted = set()
        self._begin_outputs()

    def _collect_seldom(self):
        # A build makes many objects that go by themselves, and hardly a ring of them.
        self._thresholds = self._thresholds or gc.get_threshold()
        gc.set_threshold(_BETWEEN_COLLECTIONS, *self._thresholds[1:])

    def _begin_outputs(self):
        folder = self.settings["OUTPUT_PATH"]
        rows = self.store.rows("outputs")
        place, code = rows.pop("", ("", b""))
        known = rows if place == os.path.abspath(folder) and os.path.isdir(folder) else {}
        if code != self.fingerprint.code:
            # Each file is compared by its bytes, whatever it was made of.
            known = {name: (b"", *row[1:]) for name, row in known.items()}
        self.outputs = Outputs(folder, known, self.settings.get("INCREMENTAL_ALL_AT_ONCE", False))
        self.outputs.leave(*self.settings.get("INCREMENTAL_LEAVE", ()))

    def build_short(self, paths):
        """Build what changes with these files, and nothing else; False when it takes a whole build."""
        return take(self, paths)

    def can_take_short_way(self):
        """Whether the last build went well, and neither the theme nor the output changed since."""
        if self.settings.get("INCREMENTAL_OF_TEXT") is None:
            return False
        before = self.fingerprint.rendering
        self.fingerprint.look()
        return self._whole and self.fingerprint.rendering == before

    def begin_again(self):
        """Begin a build in which all stays as it is but for a few pages."""
        self._whole = False
        self.outputs.discard()
        self.outputs = self.outputs.again()
        logging.getLogger().addHandler(self.listener)
        LimitFilter._raised_messages.clear()
        LimitFilter._group_count.clear()
        self.store.begin()

    def finish_again(self):
        """End it."""
        self.outputs.finish()
        self._keep_outputs()
        self._let_go()
        self._whole = True

    def get_ready(self):
        """Do what the next build is likely to need, while nobody waits."""
        if self.articles is None:
            return
        self.articles.get_ready()
        steps, self._is_ready = () if self._is_ready else (rehearse, at_rest.send), True
        for step in steps:
            # What goes wrong, the next build meets, and says so.
            with quiet(), suppress(Exception):
                step(self)

    def keep(self, ref, entry):
        """Keep a text."""
        self.entries[ref] = entry
        self.store.put("texts", ref, entry.row())
        self.store.put("bodies", ref, entry.body, entry.digest)

    def body(self, ref, read):
        """The text of an article or page: from memory or the store, or else read anew by `read()`."""
        entry = self.entries.get(ref)
        data = entry and (entry.body if entry.body is not None else self.store.value("bodies", ref))
        if data is None:
            again = read()
            if again is None:
                raise RuntimeError(f"{ref} can't be read any more")
            data = entry.body = again.body
        return data.decode("utf-8", "surrogatepass")

    def keep_page(self, name, row, data, known=None):
        """Keep a page under what it was made of. `known` is the digest of its bytes, if it is."""
        self.pages[name] = row
        self.store.put("pages", name, row)
        self.store.put("renders", name, data, known)
        if not self.store.is_open:
            self._without_store[name] = data

    def forget_page(self, name):
        """Keep it no longer."""
        self.pages.pop(name, None)
        self.store.forget("pages", [name])

    def write_kept(self, name, key, found=None):
        """Let the file of a page that is kept be there; False when its bytes, maybe `found`, were lost."""
        if self.outputs.holds(name, key):
            return True
        found = found or self.kept(name)
        if found is None:
            return False
        data, content = found
        self.outputs.write(name, data, key, content)
        return True

    def kept(self, name):
        """The bytes of a page that is kept, and their digest; None when they were lost."""
        data = self._without_store.get(name)
        return self.store.sealed("renders", name) if data is None else (data, digest(data))

    def note(self, kind, name, make):
        """What `make(bytes)`, a value of plain types, says of a file that this build wrote: asked once."""
        key = f"{kind} {self.outputs.names[name][1].hex()}"
        self._noted.add(key)
        if key not in self._notes:
            self._notes[key] = make(self.outputs.read(name))
            self.store.put("notes", key, self._notes[key])
        return self._notes[key]

    @property
    def sharing(self):
        """How work is shared: how much is worth it, and what a copy of this process does first."""
        return {"many": self.many, "after_fork": self.store.in_a_copy}

    def finish(self):
        """The build went well: files go to their place, and what nothing asks for any more goes."""
        self.outputs.finish()
        self._forget_the_rest()
        self._keep_outputs()
        self._whole = True
        if not self.resident:
            self.store.close()
            # The process ends: what is left goes with it, and need not be looked through before.
            gc.freeze()

    def _keep_outputs(self):
        self.store.forget("outputs", self.outputs.known.keys() - self.outputs.names.keys())
        names, known = self.outputs.names, self.outputs.known
        rows = {name: row for name, row in names.items() if known.get(name) != row}
        rows[""] = (self.outputs.folder, self.fingerprint.code)
        self.store.put_all("outputs", rows)
        self.store.commit()
        gc.set_threshold(*self._thresholds)
        logging.getLogger().removeHandler(self.listener)

    def _forget_the_rest(self):
        gone = self.entries.keys() - self.facts.refs()
        for ref in gone:
            del self.entries[ref]
        self.store.forget("texts", gone)
        self.store.forget("bodies", gone)
        gone = self.pages.keys() - self.outputs.names.keys()
        for name in gone:
            del self.pages[name]
        self.store.forget("pages", gone)
        self.store.forget("renders", gone)
        gone = self._notes.keys() - self._noted
        for name in gone:
            del self._notes[name]
        self.store.forget("notes", gone)
        self._let_go()

    def _let_go(self):
        """Of what the store has by now."""
        if self.store.is_open:
            for entry in self.entries.values():
                entry.body = None
                if entry.made is not None:
                    entry.state = None


def tell(text):
    """Say on the terminal what became of the store: it is no fault in the site."""
    console.print(f"incremental: {text}")


_OWN = ("INCREMENTAL", "INCREMENTAL_RESIDENT", "INCREMENTAL_PROCESSES", "INCREMENTAL_STORE")
_OWN += ("INCREMENTAL_MANY", "INCREMENTAL_ALL_AT_ONCE", "INCREMENTAL_LEAVE", "INCREMENTAL_OF_TEXT")
