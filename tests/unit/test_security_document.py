"""docs/security.md names items of the standard, and tests that are there."""

import re

from tests.builders import ROOT
from tests.hostile.kinds import CASES

TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in TEXT.splitlines()
    if re.match(r"\| \d", line)
]
# How many items each section of ASVS 5.0.0 has.
SECTIONS = {
    **{"1.1": 2, "1.2": 10, "1.3": 12, "1.4": 3, "1.5": 3, "2.1": 3, "2.2": 3, "2.3": 5, "2.4": 2},
    **{"3.2": 3, "3.3": 5, "3.4": 8, "3.5": 8, "3.7": 5, "4.1": 5, "4.2": 5, "5.2": 6, "5.3": 3},
    **{"13.4": 7, "14.2": 8, "14.3": 3, "15.2": 5, "15.3": 7},
    **{"16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 4},
}
# The sections that this is about: each of their items is in a table.
WHOLE = ("1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "4.2", "16.1", "16.3", "16.4", "16.5")


def items():
    """Every item that a table has, "3.3.1 to 3.3.5" as five."""
    for cell, *_ in ROWS:
        for first, last in re.findall(r"([\d.]+)(?: to ([\d.]+))?", cell):
            section, number = first.rpartition(".")[::2]
            end = int(last.rpartition(".")[2]) if last else int(number)
            yield from (f"{section}.{each}" for each in range(int(number), end + 1))


def test_every_item_is_one_of_the_standard_and_stands_once():
    """No number is made up."""
    found = list(items())
    assert sorted(set(found)) == sorted(found)
    assert [
        item for item in found if not 1 <= int(item.rpartition(".")[2]) <= SECTIONS[item.rpartition(".")[0]]
    ] == []


def test_no_item_of_what_this_is_about_is_left_out():
    """Encoding, limits, anti-automation, HTTP messages, logging: all of it, what does not apply too."""
    every = {f"{section}.{number}" for section in WHOLE for number in range(1, SECTIONS[section] + 1)}
    assert every - set(items()) == {"4.2.5", "16.2.3"} & every


def test_every_test_and_kind_that_is_named_is_there():
    """A row whose test was renamed holds nothing."""
    kinds = {case.kind for case in CASES}
    for *_, cell in (row for row in ROWS if len(row) == 3):
        for path, function in re.findall(r"`([\w/.]+)::(\w+)`", cell):
            assert re.search(
                rf"^def {function}\(", (ROOT / "tests" / path).read_text(encoding="utf-8"), re.M
            ), function
        for names in re.findall(r"battery: ([^;`]+)", cell):
            assert {name.strip() for name in names.strip().rstrip(",").split(",")} <= kinds
