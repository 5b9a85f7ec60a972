"""An incremental build is a full build: the same files with the same bytes, whatever was done in between."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.site.edits import KINDS, OUTSIDE, Edit, Site
from tests.site.twins import Twins

NUMBERS = st.integers(0, 19)
EDITS = st.builds(Edit, st.sampled_from(KINDS), NUMBERS, NUMBERS)
# Now and then the process that lives on is started anew, with what the store holds.
STEPS = st.lists(st.one_of(EDITS, EDITS, EDITS, EDITS, st.just(None)), min_size=3, max_size=7)
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
    None,
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
    Edit("date", 1, 3),
)


@pytest.fixture
def twins(tmp_path):
    twins = Twins(tmp_path)
    yield twins
    twins.close()


def run(twins, steps):
    """Build both ways after each step; the trees must be one, and a fault must be one in both."""
    site, done = Site(twins.folder), []
    site.reset()
    twins.ask("restart")
    for step in ("the first build", *steps):
        done.append(step)
        if step is None or getattr(step, "kind", "") in OUTSIDE:
            twins.ask("restart")
        touched = site.apply(step) if isinstance(step, Edit) else []
        kept, anew = twins.ask("keep", touched), twins.ask("anew")
        assert kept["ok"] == anew["ok"], (done, kept["log"], anew["log"])
        if kept["ok"]:
            ours, other = twins.tree("kept"), twins.tree("anew")
            assert sorted(ours) == sorted(other), done
            assert [name for name in ours if ours[name] != other[name]] == [], done


def test_what_is_known_to_be_hard_goes_well(twins):
    """One after another."""
    run(twins, KNOWN)


def test_the_search_index_follows(tmp_path):
    """Which is made of finished pages."""
    twins = Twins(tmp_path, {"TWIN_SEARCH": "1"})
    run(twins, KNOWN[:3])
    twins.close()


def test_an_incremental_build_has_the_bytes_of_a_full_one(twins, request):
    """Any sequence of edits, with a build after each; `--sequences 500` tries as many."""
    sequences = request.config.getoption("--sequences")

    @settings(
        max_examples=sequences,
        deadline=None,
        database=None,
        derandomize=sequences < 100,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(STEPS)
    def sequence(steps):
        run(twins, steps)

    sequence()
