"""Codes and times of a message in Dutch words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from contact_api.messages.life import AND, CODES, LESS_THAN_A_MINUTE, MOMENT, PERIODS, STATES
from contact_api.outbox import State

HOME = ZoneInfo("Europe/Amsterdam")


def state_word(state):
    """The word for a State, as the owner types it."""
    return STATES[state][0]


def state_named(word):
    """The State that the owner typed, in Dutch or as its code; None when there is none."""
    word = word.strip().casefold()
    return next((state for state in State if word in (state.value, state_word(state))), None)


def moment(seconds):
    """Unix seconds as a day and a time on the clock at home."""
    return MOMENT.format(day=datetime.fromtimestamp(seconds, HOME))


def period(seconds):
    """A length of time in its two largest units: "2 dagen en 3 uur"."""
    left, parts = max(int(seconds), 0), []
    for size, one, several in PERIODS:
        count, left = divmod(left, size)
        if len(parts) == 2 or (parts and not count):
            break
        if count:
            parts.append(one if count == 1 else several.format(count=count))
    if not parts:
        return LESS_THAN_A_MINUTE
    return parts[0] if len(parts) == 1 else AND.format(first=parts[0], second=parts[1])


def code_words(code):
    """What an attempt's code means; the code itself when it is not known."""
    name, _, number = code.partition("-")
    return CODES[name].format(number=number or "?") if name in CODES else code


def counted(forms, count):
    """The one or the other of `forms`, with the number: "1 bericht", "2 berichten"."""
    return forms[0] if count == 1 else forms[1].format(count=count)
