"""What the endpoint counts, in Prometheus' text format 0.0.4, for whoever holds the token.

https://github.com/prometheus/docs/blob/main/docs/instrumenting/exposition_formats.md. Gauges come from the
store and are the same in every instance; counters are of this process, from its log's events.
"""

import hmac
import sys
import threading
from collections import Counter
from itertools import product

from contact_api import VERSION
from contact_api.captcha import Verdict
from contact_api.outbox import NoticeKind, State, StoreUnavailableError
from contact_api.outcomes import NAMES
from contact_api.spam import Layer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SERVICES = ("hcaptcha", "code")
_ENDS = (State.DELIVERED, State.RETRYING, State.DEAD)
# Name → what it counts, and the label values that are there from the start, at nought.
_COUNTERS = {
    "contact_posts_total": (
        "Requests that wanted to change something, by how they ended.",
        {"outcome": NAMES},
    ),
    "contact_layer_hits_total": ("Messages that hit a spam layer, by layer.", {"layer": Layer}),
    "contact_deliveries_total": ("Attempts to deliver, by how they ended.", {"outcome": _ENDS}),
    "contact_notices_total": (
        "Attempts to tell of something (an alert, a summary, a confirmation), by how they ended.",
        {"kind": NoticeKind, "outcome": _ENDS},
    ),
    "contact_captcha_verdicts_total": (
        "Judgements of a captcha, by service and verdict.",
        {"service": SERVICES, "verdict": Verdict},
    ),
    "contact_faults_total": ("Faults of ours, by kind.", {"kind": ()}),
}


class Counters:
    """Counts events of the log. Safe between threads."""

    def __init__(self):
        self._lock = threading.Lock()
        self._counts = {
            name: Counter({tuple(map(str, values)): 0 for values in product(*labels.values())})
            for name, (_, labels) in _COUNTERS.items()
        }

    def count(self, fields):
        """Take up the values of one event."""
        with self._lock:
            for name, *values in _uses(fields):
                self._counts[name][tuple(values)] += 1

    def samples(self):
        """(name, help, label names, {label values: count}) of each counter, as they are now."""
        with self._lock:
            return [
                (name, about, tuple(labels), dict(self._counts[name]))
                for name, (about, labels) in _COUNTERS.items()
            ]


# Those of this process.
COUNTERS = Counters()


def is_allowed(authorization, token):
    """Whether an Authorization header carries `token` (RFC 6750 §2.1). Compared in constant time."""
    scheme, _, given = authorization.partition(" ")
    return hmac.compare_digest(given.strip().encode(), token.encode()) and scheme.lower() == "bearer"


def exposition(outbox, now, counters=COUNTERS):
    """The text of all metrics at `now`. A store that can't be reached is told as contact_store_up 0."""
    lines = []
    build = {(VERSION, ".".join(map(str, sys.version_info[:3]))): 1}
    lines += _metric("contact_build_info", "gauge", "This build.", ("version", "python"), build)
    try:
        counts, oldest = outbox.counts(), outbox.oldest_waiting()
    except StoreUnavailableError:
        lines += _metric("contact_store_up", "gauge", "Whether the store answers.", (), {(): 0})
    else:
        waiting = 0 if oldest is None else max(0, now - oldest)
        states = {(state,): count for state, count in counts.items()}
        about = "Age of the oldest message that waits for delivery; 0 when none does."
        lines += _metric("contact_store_up", "gauge", "Whether the store answers.", (), {(): 1})
        lines += _metric("contact_messages", "gauge", "Messages in the store, by state.", ("state",), states)
        lines += _metric("contact_oldest_waiting_seconds", "gauge", about, (), {(): waiting})
    for name, about, labels, samples in counters.samples():
        lines += _metric(name, "counter", about, labels, samples)
    return "\n".join(lines) + "\n"


def _uses(fields):
    """The counters that one event moves, each as its name and label values."""
    event = fields["event"]
    if event == "post":
        yield "contact_posts_total", fields["outcome"]
        for layer in fields["layers"]:
            yield "contact_layer_hits_total", layer
    elif event == "delivery":
        yield "contact_deliveries_total", fields["outcome"]
    elif event == "notice":
        yield "contact_notices_total", fields["kind"], fields["outcome"]
    elif event == "captcha":
        yield "contact_captcha_verdicts_total", fields["service"], fields["verdict"]
    elif event == "fault":
        yield "contact_faults_total", fields["kind"]


def _metric(name, kind, about, labels, samples):
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"
    for values, value in samples.items():
        pairs = ",".join(f'{label}="{_escaped(text)}"' for label, text in zip(labels, values, strict=True))
        yield f"{name}{{{pairs}}} {value}" if pairs else f"{name} {value}"


def _escaped(text):
    return str(text).replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
