"""What is tried on every page, by kind: each is a probe, under a size, a style and what a visitor prefers."""

from collections import defaultdict
from dataclasses import dataclass, field

from tests.e2e.keyboard import focus_faults, key_faults
from tests.e2e.places import DESK, PHONE, probe

# A window of 1280 by 1024 at 400 %: WCAG 1.4.10.
SMALLEST = {"width": 320, "height": 256}
# A4 less its margins, at 96 px to the inch.
PAPER = {"width": 658, "height": 986}
# What a visitor asks of the browser, in px: WCAG 1.4.4. Media queries in rem follow it.
TEXT = 16
LARGE_TEXT = 2 * TEXT
# WCAG 1.4.12.
SPACED = """* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important
}
p { margin-block-end: 2em !important }"""

AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE_ALL = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
# What another palette can change.
AXE_COLOURS = {
    "runOnly": {"type": "rule", "values": ("color-contrast", "link-in-text-block")},
    "resultTypes": ["violations"],
}
# "null" is Playwright's word for none of our own.
UNASKED = {"color_scheme": "light", "forced_colors": "null", "reduced_motion": "reduce", "media": "null"}


@dataclass(frozen=True)
class Check:
    """One probe under one set of circumstances. `prefers` are Playwright's media features."""

    kind: str
    size: dict
    prefers: dict = field(default_factory=dict)
    text: int = TEXT
    style: str = ""
    arguments: tuple = ()


# By size: a change of size costs the most.
CHECKS = (
    Check("axe", DESK, arguments=(AXE_ALL,)),
    Check("axe", DESK, {"color_scheme": "dark"}, arguments=(AXE_COLOURS,)),
    Check("targets", DESK),
    Check("motion", DESK),
    Check("forced_colours", DESK, {"forced_colors": "active"}),
    Check("layout", DESK, text=LARGE_TEXT),
    Check("layout", DESK, style=SPACED),
    Check("axe", PHONE, arguments=(AXE_ALL,)),
    Check("axe", PHONE, {"color_scheme": "dark"}, arguments=(AXE_COLOURS,)),
    Check("targets", PHONE),
    Check("forced_colours", PHONE, {"forced_colors": "active"}),
    Check("layout", PHONE, text=LARGE_TEXT),
    Check("layout", SMALLEST),
    Check("layout", SMALLEST, style=SPACED),
    Check("print", PAPER, {"media": "print"}),
)
_ADOPT = """style => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
}"""


def walk(page, places):
    """Visit every page once; what was found, by kind: lines that name page, circumstances and element."""
    findings = defaultdict(list)
    for place in places:
        place.open(page)
        for check in CHECKS:
            # The endpoint's own pages are answers, no leaflets.
            if check.kind != "print" or place.of_the_site:
                where = place.name + circumstances(check)
                findings[check.kind] += [f"{where}: {found}" for found in run(page, check)]
        for kind, fault in _by_keyboard(page, place):
            findings[kind].append(f"{place.name}: {fault}")
    return findings


def run(page, check):
    """The lines that one check finds on an open page."""
    if page.viewport_size != check.size:
        page.set_viewport_size(check.size)
    page.emulate_media(**(UNASKED | check.prefers))
    _set_text(page, check.text)
    page.evaluate(_ADOPT, check.style)
    return probe(page, check.kind, *check.arguments)


def circumstances(check):
    """As a finding says it."""
    asked = [value for value in check.prefers.values() if value != "active"]
    text = ["text at 200 %"] if check.text == LARGE_TEXT else []
    spacing = ["text spacing"] if check.style == SPACED else []
    return ", ".join(["", f"{check.size['width']} px", *asked, *text, *spacing])


def _set_text(page, size):
    """https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-setFontSizes"""
    page.devtools.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})


def _by_keyboard(page, place):
    page.emulate_media(**UNASKED)
    _set_text(page, TEXT)
    page.evaluate(_ADOPT, "")
    page.set_viewport_size(DESK)
    # The endpoint's own pages have one link above their text.
    yield from (("keyboard", fault) for fault in key_faults(page, skip_link=place.of_the_site))
    page.set_viewport_size(PHONE)
    yield from (("keyboard", f"on a phone, {fault}") for fault in focus_faults(page))
    page.emulate_media(**(UNASKED | {"forced_colors": "active"}))
    yield from (("forced_colours", fault) for fault in focus_faults(page))
