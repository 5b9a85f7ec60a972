"""The endpoint against its own description, briefly; `python -m bench.schemathesis` does it at length."""

import pytest

from bench.schemathesis import attack, running


@pytest.mark.parametrize(
    ("accept", "phases"),
    [("application/json", ("examples", "coverage", "fuzzing")), ("text/html", ("examples", "fuzzing"))],
)
def test_whatever_fits_the_description_or_does_not_is_answered_as_described(accept, phases):
    """Every check of schemathesis, the same requests each time: what is right is taken, the rest refused."""
    with running() as address:
        found = attack(address, accept, examples=10, seed=1, phases=phases)
    assert (found.returncode, "No issues found" in found.stdout) == (0, True), found.stdout
