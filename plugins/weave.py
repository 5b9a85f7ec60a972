"""The cord as points to draw: each strand is one sine wave, shifted, with gaps where it passes under another.

The same weave as in contact_api/templates/contact_api/cord.html. Places are in 1/120 of a turn, as in its
tile.
"""

import math
from dataclasses import dataclass

TILE = 120
# Points this close join under any pen, in pixels.
STEP = 1 / 3


@dataclass(frozen=True)
class Cord:
    """`strands` waves beside each other; `under` are the gaps of each, as (place, half its length).

    `start`: where in its turn the first strand begins.
    """

    strands: int
    under: tuple
    start: float = 0


# Each crossing is in the list of one of its two strands: over and under take turns.
ORNAMENT = Cord(6, ((10, 2.4), (40, 3.7), (60, 2.1), (80, 3.7), (110, 2.4)))
LOGO = Cord(3, ((10, 7.5), (70, 7.5)), start=30)


def pieces(cord, number, length, turn, swing):
    """The unbroken pieces of one strand over `length` pixels, as lists of (x, y) around y = 0.

    `turn` is the length of a wave and `swing` its height from the middle, in pixels.
    """
    found, piece = [], []
    for index in range(int(length / STEP) + 1):
        x = index * STEP
        place = (x / turn * TILE + cord.start + number * TILE / cord.strands) % TILE
        if any(abs(place - middle) < half for middle, half in cord.under):
            if piece:
                found.append(piece)
            piece = []
        else:
            piece.append((x, -swing * math.sin(2 * math.pi * place / TILE)))
    return [each for each in [*found, piece] if len(each) > 1]
