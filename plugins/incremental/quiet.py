"""Work that is done ahead of Pelican, and thrown away when it had something to say.

What is kept says nothing when it is used again. So only what was silent is kept; the rest is left to Pelican,
whose warning then comes at every build, as it would without us.
"""

import logging
from contextlib import contextmanager

from pelican.log import FatalLogger, LimitFilter


class Listener(logging.Handler):
    """Counts what is logged as a warning or worse."""

    def __init__(self, silent=False):
        super().__init__(logging.WARNING)
        self.heard = 0
        self._silent = silent

    def emit(self, record):
        """Count a record, and show it where nobody else would."""
        self.heard += 1
        if logging.getLogger().handlers == [self] and not self._silent:
            logging.lastResort.handle(record)


@contextmanager
def quiet():
    """Nothing that is logged within the block is shown, is fatal, or counts as said; a Listener."""
    root = logging.getLogger()
    handlers, fatal = root.handlers, FatalLogger.fatal_lvl
    raised, groups = set(LimitFilter._raised_messages), dict(LimitFilter._group_count)
    listener = Listener(silent=True)
    root.handlers, FatalLogger.fatal_lvl = [listener], logging.CRITICAL + 1
    LimitFilter._raised_messages.clear()
    LimitFilter._group_count.clear()
    try:
        yield listener
    finally:
        root.handlers, FatalLogger.fatal_lvl = handlers, fatal
        LimitFilter._raised_messages.clear()
        LimitFilter._raised_messages.update(raised)
        LimitFilter._group_count.clear()
        LimitFilter._group_count.update(groups)
