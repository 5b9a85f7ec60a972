"""Every page of the live site, and the endpoint's own, with every details open: nothing is found on any.

One walk over all pages tries everything; each test below tells of one kind of finding.
"""

import pytest

from tests.e2e.checks import walk
from tests.e2e.places import report


@pytest.fixture(scope="module")
def findings(tab_with_axe, places):
    return walk(tab_with_axe, places)


@pytest.fixture
def nothing(findings):
    """Fails with every finding of a kind."""

    def nothing(kind):
        assert not findings[kind], report(findings[kind])

    return nothing


def test_axe_finds_nothing(nothing):
    """WCAG 2.2 A and AA, and best practices: on a phone and a desk, light and dark."""
    nothing("axe")


def test_every_stop_of_the_tab_key_is_seen(nothing):
    """WCAG 2.4.7, 2.4.11: a ring, not cut off, on the screen, behind nothing. 2.4.1: a skip link, first."""
    nothing("keyboard")


def test_everything_fits(nothing):
    """WCAG 1.4.4, 1.4.10, 1.4.12: at 320 px, at 400 %, with text at 200 %, with other spacing."""
    nothing("layout")


def test_everything_is_large_enough_for_a_finger(nothing):
    """WCAG 2.5.8: 24 px; main actions and fields 44 px."""
    nothing("targets")


def test_forced_colours_keep_every_control(nothing):
    """Buttons and fields have an edge, links in a sentence a line, the focus its ring."""
    nothing("forced_colours")


def test_nothing_moves_for_who_asked_for_less_motion(nothing):
    """WCAG 2.3.3: no animation, no transition, no smooth scrolling, no fade between pages."""
    nothing("motion")


def test_paper_gets_the_text_and_the_addresses(nothing):
    """No navigation and nothing to click; every answer open, every link to elsewhere with its address."""
    nothing("print")
