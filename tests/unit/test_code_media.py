"""The picture and the sound of a code: the same for one token, another for each, and light to load."""

import io
import random
import re
import secrets
import subprocess
import sys
import wave
from concurrent.futures import ThreadPoolExecutor

import captcha.image
import pytest
from PIL import Image

from contact_api.code_image import HEIGHT, WIDTH, draw
from contact_api.code_sound import RATE, SPOKEN, say
from tests.builders import ROOT

SEED, OTHER = b"a" * 32, b"b" * 32


def pixels(png):
    return Image.open(io.BytesIO(png)).convert("L")


def sound(wav):
    with wave.open(io.BytesIO(wav)) as file:
        return file.getparams(), file.readframes(file.getnframes())


@pytest.mark.parametrize("make", [draw, say])
def test_one_seed_is_one_rendering(make):
    """However often it is asked for, by many at once too: there is nothing to average."""
    first = make("019283", SEED)
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda seed: make("019283", seed), [SEED, OTHER] * 4))
    assert set(again[::2]) == {first}
    assert len({first, again[1]}) == 2


@pytest.mark.parametrize("code", ["000000", "111111", "888888", "019283"])
def test_a_picture_is_dark_digits_on_a_light_tile_of_one_size(code):
    """It is read on paper and on a dark page: its corners are light, and much of it is ink."""
    image = pixels(draw(code, SEED))
    assert image.size == (WIDTH, HEIGHT)
    assert min(image.getpixel((x, y)) for x in (0, WIDTH - 1) for y in (0, HEIGHT - 1)) > 230
    dark = sum(image.histogram()[:80]) / (WIDTH * HEIGHT)
    assert 0.08 < dark < 0.45


def test_a_picture_leaves_chance_alone():
    """It comes from a copy of the library: whoever else uses that, or `random`, draws as before."""
    random.seed(1)
    draw("019283", SEED)
    assert random.random() == 0.13436424411240122
    assert captcha.image.secrets is secrets


def test_a_code_is_said_slowly_enough_to_type_along():
    """Eight bits at 8 kHz; six digits last from six to twelve seconds and use the loudness that there is."""
    parameters, frames = sound(say("019283", SEED))
    assert parameters[:4] == (1, 1, RATE, len(frames))
    assert 6 < len(frames) / RATE < 12
    assert max(frames) > 200
    assert min(frames) < 60


def test_no_two_codes_hold_the_same_bytes_of_a_digit():
    """Not even ten milliseconds of the file that it was made from, or of another saying of it."""
    made = sound((SPOKEN / "7.wav").read_bytes())[1]
    first, second = (sound(say("777777", seed))[1] for seed in (SEED, OTHER))
    pieces = {made[place : place + 80] for place in range(0, len(made), 40)}
    assert not any(piece in first for piece in pieces)
    said = {first[place : place + 80] for place in range(0, len(first), 40)}
    assert not any(piece in second for piece in said)
    # Nor of the same digit, said before in the same code.
    assert len(said) == len(range(0, len(first), 40))


def test_a_digit_is_said_at_another_pace_each_time():
    """Six times the same word lasts six times another while."""
    frames = sound(say("777777", SEED))[1]
    words = re.split(rb"[\x70-\x90]{2000,}", frames)
    lengths = {len(word) for word in words if word}
    assert len(lengths) == 6
    assert max(lengths) > 1.05 * min(lengths)


def test_the_ten_words_are_small():
    """All together under 60 kB, each with some sound in it."""
    files = sorted(SPOKEN.iterdir())
    assert [file.name for file in files] == [f"{digit}.wav" for digit in range(10)]
    assert sum(file.stat().st_size for file in files) < 60_000
    for file in files:
        parameters, frames = sound(file.read_bytes())
        assert parameters[:3] == (1, 1, RATE)
        assert 0.3 < len(frames) / RATE < 1
        assert max(frames) - min(frames) > 150


def test_neither_library_is_loaded_before_a_picture_is_drawn():
    """Pillow is heavy: a cold start, a message and a sound do without."""
    code = (
        "import sys; from contact_api import code_image, code_sound; code_sound.say('0', b'');"
        "print(sorted({'PIL', 'captcha'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
