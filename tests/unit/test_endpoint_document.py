"""docs/endpoint.md says what the code does: its tables, and its examples by curl."""

import itertools
import json
import re
import shutil
import subprocess

import pytest

from contact_api import form
from contact_api.answers import STATUS
from contact_api.messages import FIELDS
from contact_api.outcomes import NAMES
from contact_api.request_body import MOST_BYTES, MOST_PARTS
from contact_api.spam import Layer
from tests.builders import ROOT
from tests.servers import serving

TEXT = (ROOT / "docs" / "endpoint.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.M | re.S)
EXAMPLES = [
    (command, json.loads(answer))
    for (kind, command), (_, answer) in itertools.pairwise(BLOCKS)
    if kind == "sh"
]


def rows(heading, number=0):
    """The cells of the body of a table under a heading."""
    part = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    tables = re.findall(r"^\|[^\n]*\n\|---[^\n]*\n((?:\|[^\n]*\n)+)", part, re.M)
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in tables[number].splitlines()]


def codes(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_the_fields_are_those_of_the_form():
    """Names, limits, what is required, choices and the codes of errors."""
    table = {
        codes(name)[0]: (text, int(limit.split()[0]), codes(errors))
        for name, text, limit, errors in rows("Request")
    }
    assert {name: limit for name, (_, limit, _) in table.items()} == form.LIMITS
    assert {name: set(errors) for name, (_, _, errors) in table.items()} == {
        name: set(words) for name, words in FIELDS.items()
    }
    assert [name for name, (text, _, _) in table.items() if re.match(r"required(:|$)", text)] == list(
        form.REQUIRED
    )
    for name, choices in form.CHOICES.items():
        assert codes(table[name][0]) == list(choices)


def test_the_limits_of_a_body_are_those_of_the_code():
    """In bytes and in parts."""
    assert f"At most {MOST_BYTES // 1024} KiB and, in multipart, {MOST_PARTS} parts." in TEXT


def test_every_outcome_is_there_with_its_status():
    """Those that `answers` can give, and no other."""
    table = {codes(name)[0]: int(status) for name, status, *_ in rows("Answer")}
    assert table == {"accepted": 201} | {str(name): status for name, status in STATUS.items()}


def test_the_limits_and_layers_are_those_of_the_code(endpoint):
    """By their names."""
    assert {name for row in rows("Limits and layers") for name in codes(row[0])} == set(
        endpoint.settings.limits
    )
    assert [codes(row[0])[0] for row in rows("Limits and layers", 1)] == [str(layer) for layer in Layer]


def test_the_outcomes_in_the_log_are_those_of_the_code():
    """The names that a line of the log can have."""
    sentence = re.search(r"^`outcome`:(.*?)\. Other events", TEXT, re.M | re.S)[1]
    assert set(NAMES) == set(codes(re.sub(r"\(.*?\)", "", sentence)))


def test_every_address_is_there(endpoint):
    """Whatever the application answers at, this file says so."""
    for rule in endpoint.app.url_map.iter_rules():
        assert rule.rule.partition("<")[0] in TEXT


@pytest.mark.parametrize(("command", "answer"), EXAMPLES)
def test_the_examples_do_what_they_say(endpoint, command, answer):
    """Each, as it stands, to a running endpoint; only the receipt is another each time."""
    if not shutil.which("curl"):
        pytest.skip("curl is not there")
    with serving(endpoint.app) as address:
        command = command.replace("https://contact.example.nl", address)
        done = subprocess.run(
            ["sh", "-c", command.replace("curl ", "curl --silent --max-time 20 ", 1)],
            capture_output=True,
            text=True,
            check=True,
        )
    found = json.loads(done.stdout)
    assert found | {"receipt": ""} == answer | {"receipt": ""}
    assert found.keys() == answer.keys()
