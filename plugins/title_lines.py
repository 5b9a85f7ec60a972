"""Breaks a title into lines of even length, in the largest type that fits a box."""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

ELLIPSIS = "…"


@dataclass(frozen=True)
class Setting:
    """How a title is set: its size in pixels and its lines, from top to bottom."""

    size: int
    lines: tuple


def fit(title, box, sizes, leading, measure):
    """The Setting of `title` in a `box`, (width, height) in pixels.

    `sizes` are tried from large to small, `leading` is the height of a line in sizes, and
    `measure(text, size)` gives a width. At the last size a word that is too wide is cut,
    and what does not fit ends in an ellipsis: nothing is ever outside the box.
    """
    width, height = box
    # A letter and its accent as one; only ordinary spaces may break, as on the page.
    words = [word for word in unicodedata.normalize("NFC", title).replace("\n", " ").split(" ") if word]
    for size in sizes:
        lines = _balanced(words, width, lambda text, size=size: measure(text, size))
        if lines is not None and len(lines) * size * leading <= height:
            return Setting(size, lines)
    return _forced(words, width, int(height // (size * leading)), size, measure)


def _balanced(words, width, measure):
    """As few lines as fit, with the breaks that leave the least ragged edge; None if a word is too wide."""
    widths = {}

    def wide(start, end):
        if (start, end) not in widths:
            widths[start, end] = measure(" ".join(words[start:end]))
        return widths[start, end]

    if any(wide(at, at + 1) > width for at in range(len(words))):
        return None
    # For each number of words: fewest lines first, then the least sum of squares of what is left open.
    best = [(0, 0.0, ())]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            if wide(start, end) > width:
                break
            lines, ragged, breaks = best[start]
            options.append((lines + 1, ragged + (width - wide(start, end)) ** 2, (*breaks, end)))
        best.append(min(options))
    breaks = (0, *best[-1][2])
    return tuple(" ".join(words[start:end]) for start, end in pairwise(breaks))


def _forced(words, width, count, size, measure):
    """Lines filled one after another, words cut where they must be, at most `count`."""
    lines, line = [], ""
    for word in words:
        joined = f"{line} {word}" if line else word
        if measure(joined, size) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while measure(line, size) > width:
            cut = _longest(line, width, size, measure)
            lines.append(line[:cut])
            line = line[cut:]
    lines.append(line)
    if len(lines) > count:
        lines = lines[:count]
        last = lines[-1]
        while last and measure(last + ELLIPSIS, size) > width:
            last = last[:-1]
        lines[-1] = last.rstrip(" ,.;:–") + ELLIPSIS
    return Setting(size, tuple(lines))


def _longest(text, width, size, measure):
    """How many letters of `text` fit, at least one."""
    cut = 1
    while measure(text[: cut + 1], size) <= width:
        cut += 1
    return cut
