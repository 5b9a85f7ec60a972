"""The code to retype, spoken in Dutch: WAV of 8 bits and 8 kHz, mono.

The ten words in `spoken/` were made by tasks/spoken_digits.py. Each time they are said a little faster or
slower, louder or softer, with noise over all of it, so that no two codes hold the same bytes of a digit.
"""

import io
import random
import wave
from functools import cache
from pathlib import Path

SPOKEN = Path(__file__).parent / "spoken"
RATE = 8000
# Seconds: of quiet before the first digit and after the last, and between two, so that there is time to type.
_BEFORE, _BETWEEN = 0.4, (0.7, 1.0)
# How much longer a word may last than it was made, and how much of its loudness is left.
_STRETCH, _LOUDNESS = (0.94, 1.12), (0.75, 1.0)
# Of 127: heard, but far below the words.
_NOISE = 5
_MIDDLE = 128


def say(digits, seed):
    """A WAV file in which `digits` are said one by one. The same `seed` gives the same bytes."""
    source = random.Random(seed)  # noqa: S311 - as secret as its seed, and repeatable
    samples = _pause(_BEFORE)
    for digit in digits:
        samples += _word(digit, source) + _pause(source.uniform(*_BETWEEN))
    noise = source.randbytes(len(samples))
    spread = 2 * _NOISE + 1
    heard = bytes(
        min(255, max(0, _MIDDLE - _NOISE + round(sample) + byte % spread))
        for sample, byte in zip(samples, noise, strict=True)
    )
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 1, RATE, len(heard), "NONE", ""))
        sound.writeframes(heard)
    return file.getvalue()


def _pause(seconds):
    return [0] * round(seconds * RATE)


def _word(digit, source):
    """The samples of a word, around 0, at a pace and loudness of its own."""
    made = _spoken(digit)
    stretch, loudness = source.uniform(*_STRETCH), source.uniform(*_LOUDNESS)
    word = []
    for number in range(int((len(made) - 1) * stretch)):
        place = number / stretch
        before = int(place)
        word.append(loudness * (made[before] + (place - before) * (made[before + 1] - made[before])))
    return word


@cache
def _spoken(digit):
    with wave.open(str(SPOKEN / f"{digit}.wav")) as file:
        return [byte - _MIDDLE for byte in file.readframes(file.getnframes())]
