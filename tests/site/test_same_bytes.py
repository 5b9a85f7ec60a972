"""An incremental build is a full build: the same files with the same bytes, whatever was done in between."""

import pytest

from tests.site.edits import Edit
from tests.site.sequences import Turn, Way, run, sequence
from tests.site.twins import Twins

# Each of these was once seen, or could be, to leave something behind.
KNOWN = (
    # A page shows the address of an article that is in none of its lists.
    Edit("body", 2, 4),
    Edit("slug", 2, 3),
    # The short way, and again where the first one left off.
    Edit("body", 1, 0),
    Edit("body", 4, 5),
    Edit("body", 4, 1),
    Edit("title", 1, 3),
    Edit("body", 1, 3),
    # A text shows an image, and the image changes.
    Edit("image", 0, 1),
    Edit("image", 3, 0),
    # Once more, with nothing in memory.
    Turn.RESTARTED,
    Edit("style", 0, 5),
    Edit("template", 1, 7),
    # A template with a mistake in it, and then without.
    Edit("template", 0, 5),
    Edit("template", 0, 6),
    # What is a draft here is nothing on the live site, also for a process that finds a store.
    Edit("status", 1, 0),
    Edit("setting", 2, 0),
    Edit("setting", 3, 0),
    Edit("delete", 2, 0),
    Edit("practice", 0, 3),
    Turn.EMPTIED,
    Edit("date", 1, 3),
)
KNOWN = tuple(step if isinstance(step, Turn) else (step,) for step in KNOWN)


@pytest.fixture
def twins(tmp_path):
    twins = Twins(tmp_path)
    yield twins
    twins.close()


def test_what_is_known_to_be_hard_goes_well(twins):
    """One after another."""
    run(twins, Way(), KNOWN)


def test_the_search_index_follows(twins):
    """Which is made of finished pages."""
    run(twins, Way(search=True), KNOWN[:2])


def test_several_processes_make_what_one_makes(twins):
    """Of few texts too, where it is asked for; and what was drawn before is as if drawn now."""
    run(twins, Way(processes=3), (KNOWN[10],))
    run(twins, Way(bare=True), ())


def test_an_incremental_build_has_the_bytes_of_a_full_one(twins):
    """Any sequence of edits, with a build after each; `python -m bench.same_bytes` tries 500."""
    for number in range(2):
        run(twins, *sequence("every time", number))
