"""What the Tab key shows of a page."""

from tests.e2e.places import probe

MOST_STOPS = 250


def stops_of(page):
    """Hold Tab until the focus has been everywhere; each stop as the probe tells it."""
    page.evaluate("document.activeElement.blur()")
    probe(page, "tab_stop")
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.down("Tab")
        stop = page.evaluate("tabStop()")
        if stop is None or stop["again"]:
            page.keyboard.up("Tab")
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus does not leave {page.url}")


def key_faults(page, skip_link):
    """Stops that are not seen; where there has to be one, a skip link that is not first or does not work."""
    stops = stops_of(page)
    faults = [stop["fault"] for stop in stops if stop["fault"]]
    if not skip_link:
        return faults
    if not stops or "Naar de inhoud" not in stops[0]["name"]:
        return [*faults, "the first stop is no skip link"]
    page.evaluate("document.querySelector('a').focus()")
    page.keyboard.press("Enter")
    # Where it leads to comes a moment after the key; a busy browser may take the next key before that.
    page.wait_for_function("location.hash === document.querySelector('a').hash")
    page.keyboard.press("Tab")
    past = page.evaluate("document.activeElement.matches('main *, main ~ *, main ~ * *')")
    return faults if past else [*faults, "the skip link skips nothing"]


def focus_faults(page):
    """Whatever takes the focus and is not seen then."""
    page.evaluate("document.activeElement.blur()")
    probe(page, "tab_stop")
    page.keyboard.press("Tab")
    return [stop["fault"] for stop in page.evaluate("allStops()") if stop["fault"]]
