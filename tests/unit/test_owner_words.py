"""The owner reads Dutch: there are words for everything that the code can say."""

import ast

import pytest

from contact_api.messages.checks import ADVICE, AREAS, FOUND
from contact_api.messages.life import CAUSES, LABELS, NOTICES, STATES
from contact_api.messages.settings import in_dutch
from contact_api.outbox import Label, NoticeKind, State
from tests.builders import ROOT


def calls_in(pattern):
    """The calls of methods in these files: method's name, and its arguments as text where they are text."""
    for path in ROOT.glob(pattern):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield node.func.attr, [text for argument in node.args for text in texts_of(argument)]


def texts_of(node):
    """What an argument can be as text: itself, either side of a choice, an f-string with X for its values."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return texts_of(node.body) + texts_of(node.orelse)
    if isinstance(node, ast.JoinedStr):
        parts = ["X" if isinstance(part, ast.FormattedValue) else part.value for part in node.values]
        return ["".join(parts)]
    return []


PROBLEMS = sorted(
    {
        texts[-1]
        for pattern in ("contact_api/*environment.py", "contact_api/variables.py")
        for name, texts in calls_in(pattern)
        if name == "problem" and texts
    }
)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_problem_of_a_setting_has_dutch_words(problem):
    """Under the same name, whether it is a variable or a key of praktijk.toml."""
    for name in ("CONTACT_LIMITS", "praktijk.toml [contact] eindpunt"):
        told = in_dutch(f"{name} {problem}")
        assert told.startswith(f"{name} ")
        assert problem not in told


def test_every_check_has_words_and_none_is_left_over():
    """By name, and hCaptcha's own codes; advice names what a finding names."""
    named = [(name, texts) for name, texts in calls_in("contact_api/checks/*.py")]
    found = {text for name, texts in named if name in ("good", "wrong", "skipped", "_fail") for text in texts}
    formed = {name for name in FOUND if name.startswith("page_") or "-" in name}
    assert found <= {*FOUND, *ADVICE} | {text for text in found if "X" in text}
    assert set(FOUND) <= found | formed
    assert set(ADVICE) <= found | {name for name in FOUND if "-" in name}
    assert {f"page_{name}" for name in ("action", "sitekey", "days", "email")} < formed
    assert len(AREAS) == 8


def test_every_value_of_a_message_has_words():
    """States, labels, the kinds of notices, and why hCaptcha did not judge."""
    assert set(STATES) == set(State)
    assert set(LABELS) == set(Label)
    assert set(NOTICES) == set(NoticeKind)
    assert set(CAUSES) == {"unreachable", "our_fault"}
