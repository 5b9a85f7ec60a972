"""What a page's style leaves out changes nothing on that page."""

import pytest

from plugins.stylesheet import read_stylesheet
from tests.builders import ROOT
from tests.e2e.places import DESK, PHONE, probe, report

WHOLE = read_stylesheet(ROOT / "theme" / "static" / "css").whole


def kinds(places):
    """The pages at the top, and of each section the first and the last."""
    sections = {place.name: place.name.rstrip("/").rpartition("/")[0] or place.name for place in places}
    first = {sections[place.name]: place for place in reversed(places)}
    last = {sections[place.name]: place for place in places}
    return {place.name: place for place in (*first.values(), *last.values())}.values()


@pytest.mark.parametrize(("size", "media"), [(PHONE, "screen"), (DESK, "screen"), (DESK, "print")])
def test_a_page_looks_as_it_does_under_the_whole_style(tab, site_places, size, media):
    """Every property of every kind of element, on a phone, on a desk and on paper."""
    findings = []
    tab.set_viewport_size(size)
    tab.emulate_media(media=media)
    for place in kinds(site_places):
        place.open(tab)
        findings += [f"{place.name}: {finding}" for finding in probe(tab, "style", WHOLE)]
    tab.emulate_media(media="null")
    assert not findings, report(findings)


def test_a_rule_that_is_missing_is_seen(tab, site_places):
    """So that the test above can fail."""
    place = next(place for place in site_places if place.name == "/over/")
    tab.set_viewport_size(DESK)
    place.open(tab)
    assert probe(tab, "style", f"{WHOLE} h1 {{ letter-spacing: 9px }}") == [
        "h1. letter-spacing: -0.416px, was 9px"
    ]
