"""Stored messages as CSV or JSON, one at a time: as many as there are, in as little memory as one takes.

CSV is for people, and a spreadsheet runs what begins like a formula. As OWASP advises, such a cell gets a
single quote in front and every cell stands in double quotes: https://owasp.org/www-community/attacks/CSV_Injection.
A cell that begins with a single quote gets one too, so taking one off the front gives back what was there:
`undo_defuse`. JSON is for programs and holds everything as it is.
"""

import csv
import json
from dataclasses import asdict
from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

from contact_api.messages import REACH, SUBJECTS
from contact_api.messages.life import CAUSES, LABELS, STATES
from contact_api.messages.mail import MAIL
from contact_api.messages.reports import EXPORT_HEADS

BOM = "\ufeff"
HOME = ZoneInfo("Europe/Amsterdam")
# What starts a formula, in the full width of East Asian keyboards too; and what hides the start of one.
_DANGEROUS = tuple("=+-@＝＋－＠\t\r\n")
_QUOTE = "'"


def csv_lines(messages, excel=False):
    """Text of a CSV file (RFC 4180), head first. `excel`: with a BOM and semicolons, as Dutch Excel wants."""
    line = StringIO()
    writer = csv.writer(line, delimiter=";" if excel else ",", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield BOM if excel else ""
    writer.writerow(EXPORT_HEADS.values())
    yield _taken(line)
    for message in messages:
        cells = _cells(message)
        writer.writerow([defuse(cells[name]) for name in EXPORT_HEADS])
        yield _taken(line)


def json_lines(messages):
    """Text of a JSON array with an object for each message; times as in RFC 3339, in UTC."""
    separator = "[\n"
    for message in messages:
        yield separator + json.dumps(_object(message), ensure_ascii=False)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def defuse(cell):
    """`cell` so that no spreadsheet takes it for a formula."""
    return _QUOTE + cell if cell.startswith((*_DANGEROUS, _QUOTE)) else cell


def undo_defuse(cell):
    """What `defuse` was given."""
    return cell.removeprefix(_QUOTE)


def _cells(message):
    submission = message.submission
    said = asdict(submission) if submission else dict.fromkeys(EXPORT_HEADS, "")
    return said | {
        "receipt": message.receipt,
        "state": STATES[message.state][0],
        "label": LABELS[message.label] if message.label else "",
        "cause": CAUSES.get(message.cause, message.cause),
        "layers": ", ".join(MAIL.get(f"layer_{layer}", layer) for layer in message.layers),
        "received_at": _at_home(message.received_at),
        "onderwerp": SUBJECTS.get(said["onderwerp"], said["onderwerp"]),
        "bereikbaar": REACH.get(said["bereikbaar"], said["bereikbaar"]),
        "attempts": str(message.attempts),
        "next_attempt_at": _at_home(message.next_attempt_at) if message.state in _WAITING else "",
        "ended_at": _at_home(message.ended_at),
        "wiped_at": _at_home(message.wiped_at),
        "last_error": message.last_error,
        "message_id": message.message_id,
    }


_WAITING = ("received", "retrying")


def _object(message):
    values = asdict(message)
    for name in ("received_at", "next_attempt_at", "ended_at", "wiped_at"):
        values[name] = _in_utc(values[name])
    if message.state not in _WAITING:
        values["next_attempt_at"] = None
    return values


def _at_home(seconds):
    """A day and time that a spreadsheet knows as one, on the clock at home."""
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds, HOME):%Y-%m-%d %H:%M:%S}"


def _in_utc(seconds):
    if seconds is None:
        return None
    text = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _taken(line):
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text
