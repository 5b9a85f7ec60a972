"""Sequences of edits to a site that is built two ways after each: they must come to the same bytes.

A sequence follows from a seed and its number alone, but for one that begins with what the sequence before it
left in the store.
"""

import random
import shutil
from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from tests.site.edits import KINDS, OUTSIDE, Edit, Site


class Turn(StrEnum):
    """What happens between two builds to what is kept; the process that lives on is another one after it."""

    RESTARTED = "a process that starts from the store"
    EMPTIED = "the store with an empty output folder"
    LOST = "the output folder without its store"


@dataclass(frozen=True)
class Way:
    """How a sequence is built.

    `processes` read and render. `search`: with the search index. `bare`: the full build draws each card, icon
    and image anew too, which takes five times as long. `found`: it begins with the store of another site.
    """

    processes: int = 1
    search: bool = False
    bare: bool = False
    found: bool = False

    @classmethod
    def of(cls, number):
        """Half of them with more than one process, half with the index, one of 5 found, one of 15 bare."""
        return cls((1, 2, 1, 3)[number % 4], number // 4 % 2 == 1, number % 15 == 7, number % 5 == 3)


@dataclass
class Tally:
    """What was tried: `done` counts edits by kind, turns and ways; `builds` those that were compared,
    `refused` those that failed both ways."""

    done: Counter = field(default_factory=Counter)
    builds: int = 0
    refused: int = 0


class DifferenceError(AssertionError):
    """Two builds that are not one, after these steps."""

    def __init__(self, way, steps, what):
        super().__init__(f"{what}\n{way}\n" + "\n".join(f"  {step!r}," for step in steps))


def sequence(seed, number):
    """The Way and the steps of a sequence; a step is a Turn, or edits that are made at once."""
    chance = random.Random(f"{seed} {number}")
    return Way.of(number), tuple(_step(chance) for _ in range(chance.randint(3, 7)))


def _step(chance):
    if chance.random() < 0.15:
        return chance.choice(list(Turn))
    many = chance.choice((1, 1, 1, 2, 3))
    return tuple(Edit(chance.choice(KINDS), chance.randrange(20), chance.randrange(20)) for _ in range(many))


def run(twins, way, steps, tally=None):
    """Build both ways at first and after each step. Raises DifferenceError."""
    tally = tally or Tally()
    site, done, refused = Site(twins.folder), [], 0
    site.reset()
    if not way.found:
        _remove(twins, "kept", "cache/kept.sqlite", "cache/search")
    elif not way.search:
        # A build without the index leaves one alone, as the preview makes it by itself.
        _remove(twins, "kept/pagefind")
    twins.restart(TWIN_PROCESSES=str(way.processes), TWIN_SEARCH="1" if way.search else "")
    tally.done.update(f"way: {name} {value}" for name, value in asdict(way).items() if value)
    for step in ((), *steps):
        done.append(step)
        # A site that can't be built stays so for one edit, and is mended.
        touched = _mend(twins, site) if refused == 2 else []
        touched = touched + _take(twins, site, step, tally)
        kept, anew = _build(twins, way, touched)
        if kept.ok != anew.ok:
            raise DifferenceError(way, done, f"kept: {kept.ok} {kept.log}\nanew: {anew.ok} {anew.log}")
        refused = 0 if kept.ok else refused + 1
        tally.refused += not kept.ok
        if kept.ok:
            site.settle()
            tally.builds += 1
            if different := _different(twins.tree("kept"), twins.tree("anew")):
                raise DifferenceError(way, done, f"different: {different}")


def _mend(twins, site):
    """Undo what can't be built; the files that this changed."""
    touched = site.undo()
    # As the preview: what is loaded once in a process asks for another one.
    if any(path.parent == twins.folder for path in map(Path, touched)):
        twins.restart()
    return touched


def _take(twins, site, step, tally):
    """Let a step happen; the files that it changed."""
    if isinstance(step, Turn):
        tally.done[step.value] += 1
        twins.restart()
        if step == Turn.EMPTIED:
            _remove(twins, "kept")
        elif step == Turn.LOST:
            _remove(twins, "cache/kept.sqlite")
        return []
    touched = []
    for edit in step:
        tally.done[edit.kind] += 1
        if edit.kind in OUTSIDE:
            twins.restart()
        touched += site.apply(edit)
    return list(dict.fromkeys(touched))


def _build(twins, way, touched):
    if way.bare:
        _remove(twins, "cache-anew")
    return twins.build(touched), twins.build_anew()


def _different(ours, other):
    return sorted(name for name in ours.keys() | other.keys() if ours.get(name) != other.get(name))


def _remove(twins, *names):
    for name in names:
        for path in twins.folder.glob(f"{name}*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
