"""The log: one JSON object a line, and nothing that a person wrote."""

import io
import json
import logging
import math
import subprocess
import sys

import pytest

from contact_api import log
from contact_api.outbox import Label
from tests.builders import ROOT

# Made by hand: Pelican, which other tests load, has new loggers pass over what was said before.
CHILD = logging.Logger("contact_api.delivery")
CHILD.parent = logging.getLogger(log.NAME)


def test_an_event_is_one_line_of_its_values(logged):
    """Codes, numbers, truth values and lists of them come through as they are."""
    log.event("happened", receipt="AAAA-BBBB", label=Label.SPAM, layers=("links",), ms=12, repeated=False)
    assert logged() == [
        {
            "event": "happened",
            "receipt": "AAAA-BBBB",
            "label": "spam",
            "layers": ["links"],
            "ms": 12,
            "repeated": False,
        }
    ]


def test_a_line_begins_with_its_time_in_utc(capsys):
    """ISO 8601 to the millisecond, so that lines sort."""
    log.set_up()
    record = logging.makeLogRecord({"created": 1_790_000_000.0625, "fields": {"event": "happened"}})
    line = log.JsonLines().format(record)
    assert line == '{"time": "2026-09-21T14:13:20.062Z", "event": "happened"}'


@pytest.mark.parametrize(
    "value",
    [
        "Ans de Wit",
        "ans@voorbeeld.nl",
        "a\nb",
        "x" * 81,
        '"}',
        "/contact?naam=Ans",
        "\u2028",
        "é",
        math.inf,
        math.nan,
    ],
)
def test_a_value_that_is_no_code_is_not_written(logged, value):
    """Neither by itself, nor in a list, nor put into a text."""
    log.event("happened", code=value, codes=[value])
    CHILD.warning("will retry %s", value)
    CHILD.warning("will retry %(who)s", {"who": value})
    assert logged() == [
        {"event": "happened", "code": "?", "codes": ["?"]},
        {"level": "WARNING", "text": "will retry ?"},
        {"level": "WARNING", "text": "will retry ?"},
    ]


def test_an_exception_is_the_name_of_its_type(logged):
    """Its text may hold what a visitor wrote, in whatever way it is handed to the log."""
    try:
        raise ValueError("mijn dochter")
    except ValueError as error:
        log.event("sent", error=error)
        log.fault(error)
        CHILD.exception("went wrong: %s", error)
        CHILD.error(error)
    delivery, fault, *others = logged()
    assert delivery == {"event": "sent", "error": "ValueError"}
    assert fault.pop("place").startswith("tests.unit.test_log:")
    assert fault == {"event": "fault", "kind": "ValueError"}
    assert others == [
        {"level": "ERROR", "text": "went wrong: ValueError"},
        {"level": "ERROR", "text": "ValueError"},
    ]


def test_a_text_can_not_forge_a_line(capsys):
    """Line ends and controls are escaped: one record, one line of ASCII."""
    log.set_up()
    CHILD.error('a\r\nb\x00\x1b[31m\u2028{"event": "happened"}')
    written = capsys.readouterr().err
    assert written.isascii()
    assert written.count("\n") == 1
    assert json.loads(written)["text"] == 'a\r\nb\x00\x1b[31m\u2028{"event": "happened"}'


def test_arguments_that_do_not_fit_the_text_cost_no_line():
    """A slip in a call of the log is no fault of a request."""
    record = logging.makeLogRecord({"msg": "at %d", "args": ("Ans de Wit",), "levelname": "ERROR"})
    line = json.loads(log.JsonLines().format(record))
    assert (line["level"], line["text"]) == ("ERROR", "at %d")


def test_a_line_that_can_not_be_written_is_passed_over(capsys):
    """No traceback with the values of the line, and no exception for whoever logs."""
    log.set_up()
    closed = io.StringIO()
    closed.close()
    kept, sys.stderr = sys.stderr, closed
    try:
        log.event("happened")
    finally:
        sys.stderr = kept
    assert capsys.readouterr() == ("", "")


def test_a_listener_hears_every_event_once(logged):
    """However often it asks, and whatever the host's level."""
    heard = []
    log.listen(hear := heard.append)
    log.listen(hear)
    log.event("happened", ms=1)
    log._listeners.remove(hear)
    assert heard == [{"event": "happened", "ms": 1}]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        # What a serverless platform does: its handler on the root logger does not write our lines again.
        ("logging.basicConfig(stream=sys.stdout)", ("WARNING:host:own\n", 1)),
        # A host that wants our lines for itself keeps its handler, and reads the whole of them.
        (
            "logging.getLogger('contact_api').addHandler(logging.StreamHandler(sys.stdout));"
            "logging.getLogger('contact_api').setLevel('INFO')",
            ('{"event": "happened", "ms": 3}\n', 1),
        ),
    ],
)
def test_the_hosts_own_logging_is_left_alone(host, expected):
    """Its loggers write as before, and each line of ours is written once."""
    code = (
        f"import logging, sys; {host}; from contact_api import log; log.set_up(); log.set_up();"
        "log.event('happened', ms=3); logging.getLogger('host').warning('own')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr.count("\n")) == expected
