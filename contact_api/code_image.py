"""The code to retype as a picture: dark digits on a light tile, to be read on any ground.

Drawn by the library `captcha` (https://captcha.lepture.com/), which like Pillow is loaded by the request for
a picture alone.
"""

import io
import math
import random
from importlib.util import find_spec, module_from_spec

# Shown at half of it, so that it is sharp on a dense screen and can be enlarged.
WIDTH, HEIGHT = 640, 200
_FONT_SIZES = (126, 136, 146)  # pixels
# Ink and paper of the site's own look: 14:1.
_INK, _PAPER = (31, 42, 39), (251, 248, 243)
# Waves that cut through the ink, and waves of ink: thinner than a digit, so that people look past them.
_WAVES = ((_PAPER, 5, 2), (_INK, 8, 2))
_DOTS, _DOT_PIXELS = 40, 6
# Milder than the library's own: turned and bent, but hardly over each other and seldom far apart.
_TURN, _OVERLAP, _BEND, _CLOSE = (-24, 24), 0.15, (0.1, 0.2), 0.85


def draw(digits, seed):
    """A PNG of `digits`. The same `seed` gives the same picture, so that there are no two to average."""
    source = random.Random(seed)  # noqa: S311 - as secret as its seed, and repeatable
    library = _library(source)
    painter = library.ImageCaptcha(WIDTH, HEIGHT, font_sizes=_FONT_SIZES)
    painter.lookup_table = _solid(_INK)
    painter.character_rotate, painter.word_offset_dx = _TURN, _OVERLAP
    painter.character_warp_dx = painter.character_warp_dy = _BEND
    painter.word_space_probability = _CLOSE
    image = painter.create_captcha_image(digits, _INK, _PAPER)
    painter.create_noise_dots(image, _INK, _DOT_PIXELS, _DOTS)
    for colour, pixels, count in _WAVES:
        for _ in range(count):
            library.Draw(image).line(_wave(source), fill=colour, width=pixels, joint="curve")
    file = io.BytesIO()
    image.filter(library.SMOOTH).quantize(16).save(file, format="png")
    return file.getvalue()


def _library(source):
    """A copy of captcha.image for one picture, with `source` in place of its module `secrets`."""
    spec = find_spec("captcha.image")
    library = module_from_spec(spec)
    spec.loader.exec_module(library)
    library.secrets = _Secrets(source)
    return library


class _Secrets:
    """What captcha.image uses of the standard library's `secrets`, from a source that can be repeated."""

    def __init__(self, source):
        self.randbelow = source.randrange
        self.randbits = source.getrandbits
        self.choice = source.choice


def _solid(ink):
    """How opaque a digit is by the lightness of its pixels: the library's own table makes dark ink faint."""
    lightness = (299 * ink[0] + 587 * ink[1] + 114 * ink[2]) // 1000
    return [min(255, level * 255 // lightness) for level in range(256)]


def _wave(source):
    """The points of a slow wave from edge to edge, through the digits' height."""
    middle = source.uniform(0.3, 0.7) * HEIGHT
    swing = source.uniform(0.12, 0.25) * HEIGHT
    length = source.uniform(0.35, 0.8) * WIDTH
    start = source.uniform(0, 2 * math.pi)
    return [
        (x, middle + swing * math.sin(start + 2 * math.pi * x / length)) for x in range(-10, WIDTH + 20, 10)
    ]
