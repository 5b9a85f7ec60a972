"""The log: one JSON object a line on standard error, in ASCII, and never anything that a person wrote.

What is logged is built to hold no personal data: a value is a number, a truth value or a short code. Text of
any other shape is written as "?", exceptions as the name of their type.
"""

import json
import logging
import math
import re
import sys
from datetime import UTC, datetime

NAME = "contact_api"
# A receipt, an outcome, an SMTP code, a place in our code. No space, no "@": not a sentence, not an address.
_CODE = re.compile(r"[A-Za-z0-9_.:+-]{0,80}")

_logger = logging.getLogger(NAME)
_listeners = set()


def set_up():
    """Write the lines of this process.

    A host that gave this logger a handler of its own keeps it, and its other loggers are left alone. Standard
    error and not wsgi.errors: a platform's bridge may take a word there for a failed request.
    """
    if _logger.handlers:
        return
    _logger.addHandler(_StandardError())
    if _logger.level == logging.NOTSET:
        _logger.setLevel(logging.INFO)
    # What the host hangs on the root logger would write each line again in its own form.
    _logger.propagate = False


def be_quiet():
    """Write nothing from now on, for a person who reads the words of a command; listeners still hear."""
    _logger.setLevel(logging.CRITICAL + 1)


def listen(function):
    """Hand the values of each event to `function` too, whatever level the host logs at."""
    _listeners.add(function)


def event(name, level=logging.INFO, **values):
    """Log that `name` happened. `values` are codes, numbers, truth values or lists of codes."""
    fields = {"event": name} | {key: _plain(value) for key, value in values.items()}
    for function in _listeners:
        function(fields)
    # A handler of the host's own that knows no fields still gets the whole line.
    _logger.log(level, json.dumps(fields), extra={"fields": fields})


def fault(error):
    """Log a fault of ours: an exception's type and place. Its text may hold what a visitor wrote."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno}" if place else ""
    event("fault", logging.ERROR, kind=type(error).__name__, place=where)


class JsonLines(logging.Formatter):
    """A record as one JSON object: an event as its values, anything else as its level and text."""

    def format(self, record):
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = getattr(record, "fields", None) or {"level": record.levelname, "text": _text(record)}
        return json.dumps({"time": time.replace("+00:00", "Z")} | fields)


class _StandardError(logging.StreamHandler):
    """Standard error as it is at the time. A line that can't be written costs nobody's message."""

    def __init__(self):
        super().__init__()
        self.setFormatter(JsonLines())

    def emit(self, record):
        self.stream = sys.stderr
        super().emit(record)

    def handleError(self, record):  # noqa: N802 - the name in the standard library
        """Say nothing: the standard library would print the record's values."""


def _text(record):
    """The words of our code, with the values put in that are codes or numbers."""
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    arguments = record.args
    if isinstance(arguments, dict):
        arguments = {key: _plain(value) for key, value in arguments.items()}
    elif arguments:
        arguments = tuple(_plain(value) for value in arguments)
    try:
        return record.msg % arguments if arguments else record.msg
    except (TypeError, ValueError):
        return record.msg


def _plain(value):
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, float):
        # JSON knows no infinity.
        return value if math.isfinite(value) else "?"
    if isinstance(value, str):
        text = str(value)
        return text if _CODE.fullmatch(text) else "?"
    return type(value).__name__
