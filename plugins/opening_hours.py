"""Opening hours as a coach writes them, "9.00–12.30 en 13.30–17.00 uur", as times that a machine can read."""

import re

# The English names that schema.org knows.
_DAYS = {
    "maandag": "Monday",
    "dinsdag": "Tuesday",
    "woensdag": "Wednesday",
    "donderdag": "Thursday",
    "vrijdag": "Friday",
    "zaterdag": "Saturday",
    "zondag": "Sunday",
}
_TIME = r"(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?"
_SPAN = rf"(?:van\s+)?{_TIME}\s*(?:uur\s*)?(?:[–-]|tot)\s*{_TIME}(?:\s*uur)?"
_TEXT = re.compile(rf"{_SPAN}(?:\s*(?:,|;|en|\+)\s*{_SPAN})*")
_TIMES = re.compile(_TIME)


def spans(hours):
    """(English day, opens, closes) of every span in `hours`, which maps Dutch weekdays to free text.

    Times are "09:00". A day whose text says anything else besides ("op afspraak") is left out: half of
    what it says would be untrue.
    """
    return tuple(
        (_DAYS[day], opens, closes)
        for day, text in hours.items()
        if _TEXT.fullmatch(text.strip().lower())
        for opens, closes in _pairs(text)
    )


def _pairs(text):
    times = [_clock(time) for time in _TIMES.findall(text)]
    return list(zip(times[::2], times[1::2], strict=True))


def _clock(time):
    hour, _, minutes = time.replace(".", ":").partition(":")
    return f"{int(hour):02}:{minutes or '00'}"
