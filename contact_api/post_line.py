"""One line in the log for each POST: how it ended and how long it took, and nothing of what it said."""

import time

from flask import g, request

from contact_api import log
from contact_api.outcomes import Accepted, Invalid, TooMany, name_of

# RFC 9110 §9.2.1: what changes nothing has no outcome to tell.
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def watch(app):
    """Log the outcome of every request to `app` that is no mere look; to be called before other hooks are."""
    app.before_request(_begin)
    app.after_request(_end)


def note(outcome):
    """Keep the outcome of this request for its line. The last one counts: a fault may follow."""
    g.outcome = outcome


def _begin():
    g.began = time.monotonic()


def _end(response):
    if request.method not in _SAFE:
        milliseconds = round((time.monotonic() - g.began) * 1000)
        log.event("post", **_values(g.outcome), status=response.status_code, ms=milliseconds)
    return response


def _values(outcome):
    values = {"outcome": name_of(outcome), "receipt": "", "repeated": False, "label": "", "layers": ()}
    if isinstance(outcome, Accepted):
        values |= {name: getattr(outcome, name) for name in ("receipt", "repeated", "label", "layers")}
    elif isinstance(outcome, TooMany):
        values |= {"layers": outcome.layers, "limit": outcome.limit}
    elif isinstance(outcome, Invalid):
        values["errors"] = [f"{error.field}:{error.code}" for error in outcome.errors]
    return values
