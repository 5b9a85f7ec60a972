"""The export: what is in it to the letter, who can read it, and that no spreadsheet runs it."""

import csv
import io
import json
import subprocess
import sys
import tracemalloc
from dataclasses import replace

import pytest

from contact_api.export import csv_lines, defuse, json_lines, undo_defuse
from contact_api.outbox import Label, State, StoredMessage
from tests.builders import NOW, ROOT, a_submission, production_environ
from tests.commands import HOUR, run, store
from tests.unit.test_commands import flask

HEAD = (
    '"ontvangstnummer","toestand","kenmerk","oorzaak","viel op","ontvangen","naam","e-mail","telefoon",'
    '"onderwerp","antwoord graag","bericht","pogingen","volgende poging","afgehandeld","tekst gewist",'
    '"laatste fout","message-id"\r\n'
)


def a_stored_message(**changes):
    fields = {
        "receipt": "AAAA-BBBB",
        "state": State.RETRYING,
        "label": Label.UNCHECKED,
        "cause": "unreachable",
        "layers": ("links",),
        "message_id": "<AAAA-BBBB.1@praktijk-test.nl>",
        "submission": a_submission(bericht='Dag,\n\n"=1+1" is "2".', telefoon="+31 6 12345678"),
        "received_at": NOW,
        "attempts": 1,
        "next_attempt_at": NOW + HOUR,
        "ended_at": None,
        "wiped_at": None,
        "last_error": "rcpt-450",
    }
    return StoredMessage(**(fields | changes))


WIPED = a_stored_message(
    receipt="CCCC-DDDD",
    state=State.DELIVERED,
    label=Label.NONE,
    cause="",
    layers=(),
    submission=None,
    ended_at=NOW,
    wiped_at=NOW + HOUR,
    last_error="",
)


def test_csv_to_the_letter():
    """RFC 4180: CRLF, every cell in quotes, a quote doubled, line ends inside a cell; no byte order mark."""
    assert "".join(csv_lines([a_stored_message(), WIPED])) == (
        f"{HEAD}"
        '"AAAA-BBBB","uitgesteld","niet gecontroleerd","hCaptcha was niet bereikbaar",'
        '"er staan links in","2026-09-21 16:13:20","Ans de Wit","ans@voorbeeld.nl","\'+31 6 12345678",'
        '"Life coaching","Per e-mail","Dag,\n\n""=1+1"" is ""2"".","1","2026-09-21 17:13:20","","",'
        '"rcpt-450","<AAAA-BBBB.1@praktijk-test.nl>"\r\n'
        '"CCCC-DDDD","bezorgd","","","","2026-09-21 16:13:20","","","","","","","1","","2026-09-21 16:13:20",'
        '"2026-09-21 17:13:20","","<AAAA-BBBB.1@praktijk-test.nl>"\r\n'
    )


def test_csv_for_excel():
    """A Dutch Excel knows UTF-8 by the mark and columns by semicolons."""
    text = "".join(csv_lines([], excel=True))
    assert text == "\ufeff" + HEAD.replace(",", ";")


def test_json_to_the_letter():
    """As it was stored: no quotes in front, times in UTC."""
    text = "".join(json_lines([a_stored_message(), WIPED]))
    assert text.count("\n") == 4
    assert json.loads(text) == [
        {
            "receipt": "AAAA-BBBB",
            "state": "retrying",
            "label": "unchecked",
            "cause": "unreachable",
            "layers": ["links"],
            "message_id": "<AAAA-BBBB.1@praktijk-test.nl>",
            "submission": {
                "naam": "Ans de Wit",
                "email": "ans@voorbeeld.nl",
                "telefoon": "+31 6 12345678",
                "onderwerp": "life-coaching",
                "bereikbaar": "email",
                "bericht": 'Dag,\n\n"=1+1" is "2".',
            },
            "received_at": "2026-09-21T14:13:20.000Z",
            "attempts": 1,
            "next_attempt_at": "2026-09-21T15:13:20.000Z",
            "ended_at": None,
            "wiped_at": None,
            "last_error": "rcpt-450",
        },
        {
            "receipt": "CCCC-DDDD",
            "state": "delivered",
            "label": "",
            "cause": "",
            "layers": [],
            "message_id": "<AAAA-BBBB.1@praktijk-test.nl>",
            "submission": None,
            "received_at": "2026-09-21T14:13:20.000Z",
            "attempts": 1,
            "next_attempt_at": None,
            "ended_at": "2026-09-21T14:13:20.000Z",
            "wiped_at": "2026-09-21T15:13:20.000Z",
            "last_error": "",
        },
    ]
    assert "".join(json_lines([])) == "[]\n"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('=HYPERLINK("https://kwaad.example","klik")', '\'=HYPERLINK("https://kwaad.example","klik")'),
        ("+31612345678", "'+31612345678"),
        ("-1+1", "'-1+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("'t is goed", "''t is goed"),
        ("gewoon = goed", "gewoon = goed"),
        ("", ""),
    ],
)
def test_a_cell_is_no_formula_and_can_be_read_back(cell, shown):
    """https://owasp.org/www-community/attacks/CSV_Injection; one quote taken off the front undoes it."""
    assert defuse(cell) == shown
    assert undo_defuse(shown) == cell


@pytest.mark.parametrize("excel", [False, True])
def test_no_cell_of_the_file_begins_like_a_formula(excel):
    """Whatever a visitor wrote in whatever field; another reader of CSV gets all of it back."""
    submission = a_submission(naam="=cmd|' /C calc'!A0", bericht='@x,"\r\n-2;=3', telefoon="+1")
    text = "".join(csv_lines([a_stored_message(submission=submission, last_error="-")], excel))
    (head, row) = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=";" if excel else ",")
    assert not [cell for cell in row if cell[:1] in "=+-@\t\r" and cell]
    found = dict(zip(head, map(undo_defuse, row), strict=True))
    assert (found["naam"], found["bericht"], found["telefoon"], found["laatste fout"]) == (
        submission.naam,
        submission.bericht,
        "+1",
        "-",
    )


@pytest.mark.parametrize("lines", [csv_lines, json_lines])
def test_many_rows_take_the_memory_of_a_few(lines):
    """They are read, written and forgotten one by one: 4 MB of them never takes half of one."""
    message = a_stored_message(submission=a_submission(bericht="x" * 800))
    tracemalloc.start()
    size = sum(map(len, lines(replace(message, attempts=number) for number in range(4_000))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 4_000_000
    assert peak < 500_000


def test_what_is_exported_can_be_chosen(endpoint):
    """By state, in Dutch or as its code, and by day, which begins at midnight at home."""
    store(endpoint, "AAAA-AAAA", received_at=1_789_941_599)  # 20-09-2026 23:59:59
    store(endpoint, "BBBB-BBBB", State.DEAD, "rcpt-550", received_at=1_789_941_600)

    def receipts(*options):
        code, said, errors = run(endpoint, "export", "--json", *options)
        assert (code, errors) == (0, "")
        return [message["receipt"] for message in json.loads(said)]

    assert receipts() == ["AAAA-AAAA", "BBBB-BBBB"]
    assert receipts("--state", "ontvangen") == ["AAAA-AAAA"]
    assert receipts("--state", "Dead") == ["BBBB-BBBB"]
    assert receipts("--since", "2026-09-21") == ["BBBB-BBBB"]


def test_a_file_is_for_its_owner_alone_and_never_overwritten_by_mistake(endpoint, tmp_path):
    """Mode 0600; --force replaces it in one go; a failure leaves nothing half-written."""
    store(endpoint, "AAAA-AAAA")
    path = tmp_path / "berichten.csv"
    export = ["export", "--csv", "--output", str(path)]
    assert run(endpoint, *export) == (0, "", f"1 bericht geschreven naar {path}.\n")
    assert path.stat().st_mode & 0o777 == 0o600
    first = path.read_bytes()
    assert first.startswith(HEAD.encode())
    store(endpoint, "BBBB-BBBB")
    refused = f"Fout: {path} bestaat al. Met --force wordt het vervangen.\n"
    assert run(endpoint, *export) == (1, "", refused)
    assert path.read_bytes() == first
    assert run(endpoint, *export, "--force") == (0, "", f"2 berichten geschreven naar {path}.\n")
    assert path.read_bytes().count(b"\r\n") == 3
    away = tmp_path / "geen-map" / "berichten.csv"
    assert run(endpoint, "export", "--csv", "--output", str(away)) == (
        1,
        "",
        f"Fout: {away} kan niet worden geschreven: die map of dat bestand is er niet.\n",
    )
    assert sorted(found.name for found in tmp_path.glob("*berichten*")) == ["berichten.csv"]


def test_a_store_that_fails_half_way_leaves_no_file(make_endpoint, tmp_path):
    """Half an export looks like a whole one."""

    class HalfBroken:
        def messages(self, state):
            yield a_stored_message()
            raise OSError(28, "No space left on device")

    path = tmp_path / "berichten.json"
    code, said, errors = run(make_endpoint(outbox=HalfBroken()), "export", "--json", "--output", str(path))
    assert (code, said, errors) == (1, "", f"Fout: {path} kan niet worden geschreven: de schijf is vol.\n")
    assert list(tmp_path.glob("*berichten*")) == []


def test_a_reader_that_stops_early_is_no_error(tmp_path):
    """`export --csv | head -1`."""
    environ = production_environ(tmp_path)
    command = f"{sys.executable} -m flask --app contact_api export --csv | true"
    done = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert flask(["export", "--csv"], environ).stdout == HEAD.replace("\r\n", "\n")
