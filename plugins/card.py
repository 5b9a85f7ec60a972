"""Draws a share card: a title on paper, the name of the practice, and the cord that runs through the site.

Knows nothing of Pelican. Colours and weave are those of the theme: theme/static/css/tokens.css and
contact_api/templates/contact_api/cord.html.
"""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont, __version__, features

from plugins.build_cache import fingerprint
from plugins.title_lines import fit
from plugins.weave import LOGO, ORNAMENT, pieces

# What Open Graph's readers show without cropping: 1.91 to 1.
WIDTH, HEIGHT = 1200, 630
FONT = Path(__file__).parent.parent / "theme" / "fonts" / "texgyrepagella-bold.otf"
PAPER, SAND, INK = "#fbf8f3", "#f1e8da", "#1f2a27"
STRANDS = ("#c8643b", "#d9a441", "#7fa58a", "#2f7f73", "#5b7da6", "#8c5a7a")
MARGIN = 84
# The title's box: pixels from the top, its height, and the sizes of type to try.
TITLE_TOP, TITLE_HEIGHT = 148, 288
TITLE_SIZES = (84, 80, 76, 72, 68, 64, 60, 56, 52, 48, 44, 40)
LEADING = 1.14
NAME_SIZES = (34, 30, 26, 22)
# The cord: length of a wave, swing from the middle, thickness, and where its middle runs.
TURN, SWING, THICK, MIDDLE = 300, 32, 5.5, 540
LOGO_TURN, LOGO_SWING, LOGO_THICK, LOGO_LENGTH = 80, 16, 6.4, 80
# Drawn at three times the size and made smaller: Pillow's own lines have no smooth edges.
SCALE = 3
# Of a picture's 256 colours, those of the ground, and steps from paper to ink for the edges of letters.
COLOURS, STEPS = 224, 32
# How much of a pixel is a letter, 0 to 255, as one of those steps.
_AS_COLOURS = [COLOURS + round(covered * (STEPS - 1) / 255) for covered in range(256)]
_ANY = [0] + [255] * 255
_DRAWN_BY = ("card.py", "title_lines.py", "weave.py")


def draw_card(title, name):
    """The card as the bytes of a PNG of WIDTH by HEIGHT pixels."""
    words = Image.new("L", (WIDTH, HEIGHT))
    pen = ImageDraw.Draw(words)
    beside = MARGIN + LOGO_LENGTH + 20
    signed = fit(name, (WIDTH - MARGIN - beside, NAME_SIZES[0]), NAME_SIZES, 1, _width)
    pen.text((beside, MARGIN), "".join(signed.lines), fill=255, font=_font(signed.size), anchor="lm")
    setting = fit(title, (WIDTH - 2 * MARGIN, TITLE_HEIGHT), TITLE_SIZES, LEADING, _width)
    font = _font(setting.size)
    step = setting.size * LEADING
    # In the middle of its box, so that a short title does not hang from the top.
    top = TITLE_TOP + (TITLE_HEIGHT - step * len(setting.lines)) / 2
    for number, line in enumerate(setting.lines):
        pen.text((MARGIN, top + step * (number + 0.5)), line, fill=255, font=font, anchor="lm")
    card = draw_ground().copy()
    card.paste(words.point(_AS_COLOURS), mask=words.point(_ANY))
    made = io.BytesIO()
    # At Pillow's own level: a tenth smaller takes ten times as long.
    card.save(made, "PNG")
    return made.getvalue()


@cache
def card_version():
    """All that decides what a card looks like, besides its words."""
    drawn_by = [Path(__file__).with_name(name).read_bytes() for name in _DRAWN_BY]
    made_with = (__version__, *(features.version(name) for name in ("freetype2", "raqm", "fribidi")))
    return fingerprint(*drawn_by, FONT.read_bytes(), made_with)


@cache
def _font(size):
    return ImageFont.truetype(FONT, size)


def _width(text, size):
    return _font(size).getlength(text)


@cache
def draw_ground():
    """All that every card shares. To choose its colours is long work; those of words are known before."""
    large = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    pen = ImageDraw.Draw(large)
    pen.rectangle((0, MIDDLE * SCALE, WIDTH * SCALE, HEIGHT * SCALE), fill=SAND)
    for number, colour in enumerate(STRANDS):
        for piece in pieces(ORNAMENT, number, WIDTH, TURN, SWING):
            _stroke(pen, piece, (0, MIDDLE), THICK, colour)
    for number, colour in enumerate((STRANDS[0], STRANDS[1], STRANDS[3])):
        for piece in pieces(LOGO, number, LOGO_LENGTH, LOGO_TURN, LOGO_SWING):
            _stroke(pen, piece, (MARGIN, MARGIN), LOGO_THICK, colour)
    ground = large.reduce(SCALE).quantize(COLOURS, dither=Image.Dither.NONE)
    palette = ground.getpalette()
    palette += bytes(3 * COLOURS - len(palette))
    for step in range(STEPS):
        palette += _between(ImageColor.getrgb(PAPER), ImageColor.getrgb(INK), step / (STEPS - 1))
    ground.putpalette(palette)
    return ground


def _between(start, end, part):
    return [round(first + (last - first) * part) for first, last in zip(start, end, strict=True)]


def _stroke(pen, piece, origin, thick, colour):
    """A line with round ends, as a row of dots."""
    radius = thick * SCALE / 2
    for x, y in piece:
        pen.circle(((origin[0] + x) * SCALE, (origin[1] + y) * SCALE), radius, fill=colour)
