"""Make contact_api/spoken/: the ten digits in Dutch, spoken by espeak-ng (Debian: apt-get install espeak-ng).

`python -m tasks.spoken_digits` writes them anew. They are kept in the repository, so that neither a visitor's
request nor a build needs the program.
"""

import math
import subprocess
import tempfile
import wave
from pathlib import Path

from contact_api.code_sound import RATE, SPOKEN

WORDS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
WORDS_A_MINUTE = 120
# What is softer than this part of the loudest sample is silence at the ends; an f or an s is soft.
_SILENCE = 0.015
_PEAK = 120
# Half the width of the filter, in samples of the new rate.
_REACH = 12


def main():
    SPOKEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for digit, word in enumerate(WORDS):
            path = Path(folder, f"{digit}.wav")
            command = ["espeak-ng", "-v", "nl", "-s", str(WORDS_A_MINUTE), "-w", str(path), word]
            subprocess.run(command, check=True)
            samples, rate = _read(path)
            _write(SPOKEN / f"{digit}.wav", _resample(_trimmed(samples), rate))


def _read(path):
    """Samples from -1 to 1, and how many there are in a second."""
    with wave.open(str(path)) as file:
        raw = file.readframes(file.getnframes())
        numbers = memoryview(raw).cast("h")
        return [number / 32768 for number in numbers], file.getframerate()


def _trimmed(samples):
    loudest = max(map(abs, samples))
    heard = [place for place, sample in enumerate(samples) if abs(sample) > _SILENCE * loudest]
    return samples[heard[0] : heard[-1] + 1]


def _resample(samples, rate):
    """The same at RATE, without what that can't carry: a windowed sinc."""
    step = rate / RATE
    return [_at(samples, number * step, step) for number in range(int(len(samples) / step))]


def _at(samples, place, step):
    reach = _REACH * step
    first, last = max(0, math.ceil(place - reach)), min(len(samples) - 1, math.floor(place + reach))
    near = ((samples[other], (other - place) / step) for other in range(first, last + 1))
    return sum(sample * _sinc(away) * _hann(away / _REACH) for sample, away in near) / step


def _sinc(x):
    return math.sin(math.pi * x) / (math.pi * x) if x else 1


def _hann(x):
    return 0.5 + 0.5 * math.cos(math.pi * x)


def _write(path, samples):
    loudest = max(map(abs, samples))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 1, RATE, len(samples), "NONE", ""))
        file.writeframes(bytes(128 + round(_PEAK * sample / loudest) for sample in samples))


if __name__ == "__main__":
    main()
