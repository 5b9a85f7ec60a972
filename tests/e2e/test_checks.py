"""Each check finds its fault in a page of its own, and nothing on a sound one."""

import pytest

from tests.e2e.checks import AXE_ALL, AXE_COLOURS, CHECKS, LARGE_TEXT, SMALLEST, UNASKED, Check, run
from tests.e2e.keyboard import focus_faults, key_faults
from tests.e2e.places import DESK

SOUND = """<html lang=nl><title>Een</title><style>
@media (prefers-reduced-motion: no-preference) {
  @view-transition { navigation: auto }
  p { transition: color 1s }
}
:focus-visible { outline: 3px solid }
@media print { nav, button { display: none } ::details-content { content-visibility: visible } }
.button { min-height: 44px }</style>
<nav aria-label=Eerst><a href=#twee style='display:inline-block;padding:9px'>Naar de inhoud</a></nav>
<main id=twee tabindex=-1><h1>Twee</h1><p>Een <a href=/>link</a> in een zin.</p>
<button class=button>Drie</button>
<details><summary style='padding:14px'>Vier</summary><p>Vijf</p></details></main>"""
FORCED = {"forced_colors": "active"}
PRINT = {"media": "print"}
SPOILED = (
    (Check("axe", DESK, arguments=(AXE_ALL,)), "<img src=data:,>", "image-alt: img"),
    (Check("axe", DESK, arguments=(AXE_ALL,)), "<main><h1>een</h1></main><p>twee</p>", "region: p"),
    (Check("axe", DESK, arguments=(AXE_COLOURS,)), "<p style='color:#999'>een</p>", "color-contrast: p"),
    (Check("layout", SMALLEST), "<p style='width:99em'>een</p>", "scrolls sideways by"),
    (
        Check("layout", SMALLEST),
        "<p style='white-space:nowrap;overflow:hidden;width:2em'>eenentwintig</p>",
        "cuts off its text: p",
    ),
    (
        Check("layout", SMALLEST),
        "<p style='height:1em;overflow:hidden'>een<br>twee</p>",
        "cuts off its text: p",
    ),
    (
        Check("layout", SMALLEST),
        "<p>een</p><p style='margin-top:-2.1em'>twee</p>",
        "has text over text: p “een”, p “twee”",
    ),
    (
        Check("layout", SMALLEST),
        "<p style='margin-left:-2em'>een</p>",
        "has text outside the window: p “een”",
    ),
    (
        Check("layout", DESK, text=LARGE_TEXT),
        "<p style='font:1rem monospace;width:320px;overflow:hidden'>eenentwintigtweeëntwintig</p>",
        "cuts off its text: p",
    ),
    (Check("targets", DESK), "<p><a href=/>een</a></p>", "24 is least: a “een”"),
    (Check("targets", DESK), "<button class=button>een</button>", "44 is least: button “een”"),
    (Check("forced_colours", DESK, FORCED), "<button style='border:0'>een</button>", "has no edge"),
    (
        Check("forced_colours", DESK, FORCED),
        "<p>Een <a href=/ style='text-decoration:none'>twee</a>",
        "has no line under it",
    ),
    (
        Check("motion", DESK),
        "<style>@keyframes k{to{opacity:0}}p{animation:k 9s}</style><p>een",
        "has the animation k",
    ),
    (Check("motion", DESK), "<p style='transition:opacity 1s'>een", "p has a transition"),
    (Check("motion", DESK), "<style>html{scroll-behavior:smooth}</style>", "html scrolls smoothly"),
    (Check("motion", DESK), "<style>@view-transition{navigation:auto}</style>", "fades from page to page"),
    (Check("print", DESK, PRINT), "<nav>een</nav>", "prints nav “een”"),
    (Check("print", DESK, PRINT), "<main><a href='https://x.nl'>een</a>", "prints no address for a “een”"),
    (
        Check("print", DESK, PRINT),
        "<details><summary>een</summary><p>twee</p></details>",
        "leaves out p “twee”",
    ),
)
UNSEEN = {
    "<a href=/ style='outline:none'>weg</a>": "a “weg” shows no ring",
    "<a href=/ style='outline:3px solid red'>weg</a>": "a “weg” looks the same with and without the focus",
    "<style>:focus{outline:3px solid transparent}</style><a href=/>weg</a>": (
        "a “weg” has a ring that can't be seen"
    ),
    "<a href=/ style='position:absolute;left:-99em'>weg</a>": "a “weg” is off the screen",
    "<a href=/>weg</a><p style='position:fixed;inset:0;margin:0;background:#fff'>voor</p>": (
        "a “weg” is hidden behind p “voor”"
    ),
    "<div style='overflow:hidden'><a href=/ style='display:block'>weg</a></div>": (
        "a “weg” has its ring cut off by div “weg”"
    ),
}


@pytest.fixture
def show(tab_with_axe):
    """Show a page of our own making."""

    def show(html):
        tab_with_axe.goto("about:blank")
        tab_with_axe.set_viewport_size(DESK)
        tab_with_axe.emulate_media(**UNASKED)
        tab_with_axe.set_content(f"<!doctype html>{html}")
        return tab_with_axe

    return show


@pytest.mark.parametrize(("check", "snippet", "finding"), SPOILED)
def test_a_fault_is_found(show, check, snippet, finding):
    """Under the circumstances in which it shows."""
    page = show(f"<style>body {{ margin: 0 }}</style>{snippet}")
    found = run(page, check)
    assert any(finding in line for line in found), found


@pytest.mark.parametrize(("snippet", "fault"), UNSEEN.items())
@pytest.mark.parametrize(
    "faults", [lambda page: key_faults(page, skip_link=False), focus_faults], ids=["keys", "all"]
)
def test_a_stop_that_is_not_seen_is_found(show, faults, snippet, fault):
    """By the Tab key, and by whatever else gives the focus."""
    assert faults(show(f"<style>:focus {{ outline: 3px solid }}</style>{snippet}")) == [fault]


@pytest.mark.parametrize(
    ("snippet", "fault"),
    [
        ("<main><a href=/>een</a></main>", "the first stop is no skip link"),
        ("<a href=#x>Naar de inhoud</a><a href=/>een</a>", "the skip link skips nothing"),
    ],
)
def test_a_skip_link_that_fails_is_found(show, snippet, fault):
    """It has to come first, and to lead past what it says."""
    assert key_faults(show(snippet + "<style>:focus { outline: 3px solid }</style>"), skip_link=True) == [
        fault
    ]


def test_nothing_is_found_on_a_sound_page(show):
    """No check cries wolf."""
    page = show(SOUND)
    assert key_faults(page, skip_link=True) + focus_faults(page) == []
    assert [(check.kind, run(page, check)) for check in CHECKS] == [(check.kind, []) for check in CHECKS]
