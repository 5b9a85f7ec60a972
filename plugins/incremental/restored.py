"""Where the output is gone, pages come back from the store while texts are still read.

A copy of this process writes them as they were kept. One that is not what it was is written again when
Pelican comes to it, and one that no build makes any more goes.
"""

import os
from functools import partial

from .parallel import apart


class Restored:
    """The pages that come back for a Session."""

    def __init__(self, session):
        self._session = session
        self._wait = None

    def begin(self):
        """Begin, where it is of use; whether it was."""
        session = self._session
        many = session.processes > 1 and len(session.pages) >= session.many
        if many and not _holds_something(session.outputs.folder):
            self._wait = apart(partial(_write, session), after_fork=session.store.in_a_copy)
        return self._wait is not None

    def take(self):
        """Wait for them, and let whoever asks for one find it."""
        wait, self._wait = self._wait, None
        for name, row in wait().items() if wait else ():
            self._session.outputs.take_ahead(name, row)


def _write(session):
    """{name: row} of each file, as Outputs.take_ahead wants it."""
    written = {}
    for name, (key, *_) in session.pages.items():
        if found := session.store.sealed("renders", name):
            data, content = found
            written[name] = session.outputs.write_ahead(name, data, key, content)
    return written


def _holds_something(folder):
    try:
        return bool(os.listdir(folder))
    except OSError:
        return False
