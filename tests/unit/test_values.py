"""Our frozen classes: what a frozen dataclass of the standard library is, in a tenth of the time."""

import ast
import dataclasses
from dataclasses import field

import pytest

from contact_api.values import dataclass
from tests.builders import ROOT


@dataclass(frozen=True)
class Ours:
    """One of each kind of field."""

    first: int
    secret: str = field(repr=False)
    third: tuple = ()
    fourth: list = field(default_factory=list)
    fifth: str = field(default="", compare=False)


@dataclasses.dataclass(frozen=True)
class Standard:
    """The same by the standard library."""

    first: int
    secret: str = field(repr=False)
    third: tuple = ()
    fourth: list = field(default_factory=list)
    fifth: str = field(default="", compare=False)


def test_it_does_what_the_standard_library_does():
    """Shown, compared, copied, taken apart, and hashed alike."""
    for make in (lambda cls: cls(1, "s"), lambda cls: cls(1, secret="s", third=(2,))):
        ours, standard = make(Ours), make(Standard)
        assert repr(ours) == repr(standard).replace("Standard", "Ours")
        assert dataclasses.asdict(ours) == dataclasses.asdict(standard)
        assert (ours == make(Ours), ours == Ours(2, "s"), ours == standard) == (True, False, False)
        assert dataclasses.replace(ours, first=5) == Ours(5, "s", ours.third)
    assert [each.name for each in dataclasses.fields(Ours)] == ["first", "secret", "third", "fourth", "fifth"]
    assert hash(Ours(1, "s", (), ())) == hash(Ours(1, "s", (), ())) == hash(Standard(1, "s", (), ()))
    assert Ours(1, "s", fifth="x") == Ours(1, "s")
    assert hash(Ours(1, "s", (), (), "x")) == hash(Ours(1, "s", (), ()))
    assert Ours(1, "s").fourth is not Ours(1, "s").fourth


def test_it_is_frozen():
    """By the standard library's own error."""
    ours = Ours(1, "s")
    with pytest.raises(dataclasses.FrozenInstanceError):
        ours.first = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del ours.first
    assert ours == Ours(1, "s")


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1,), {}), ((1, "s"), {"first": 2}), ((1, "s"), {"x": 1}), ((1,) * 6, {})],
)
def test_wrong_values_are_a_type_error(values, named):
    """As everywhere in Python."""
    for cls in (Ours, Standard):
        with pytest.raises(TypeError):
            cls(*values, **named)


def test_only_frozen_classes():
    """A value that changes is none."""
    with pytest.raises(TypeError):
        dataclass(frozen=False)


def test_the_endpoint_makes_its_values_with_it():
    """A class made the slow way would be a third of a millisecond of every cold start."""
    slow = [
        path.name
        for path in (ROOT / "contact_api").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module == "dataclasses"
        and "dataclass" in {alias.name for alias in node.names}
    ]
    assert slow == []
