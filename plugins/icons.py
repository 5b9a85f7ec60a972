"""The icons that a browser or telephone asks for, drawn from `content/extra/favicon.svg`."""

import io
from functools import cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

import resvg_py
from markupsafe import Markup
from pelican import signals
from PIL import Image

from plugins import output_folder
from plugins.build_cache import BuildCache, fingerprint

SOURCE = "extra/favicon.svg"
# Paper, of the light scheme: a home screen has no scheme of its own, and shows what is clear as black.
GROUND = "#fbf8f3"
# A launcher may cut a maskable icon to a circle of 80 % of its width: the ends of the strands stay within it.
# https://www.w3.org/TR/appmanifest/#icon-masks
DRAWN_PART = 0.62
TILES = {"apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}
FAVICON = "favicon.ico"
FAVICON_SIZES = (16, 32, 48)


def drawing(svg, size):
    """The drawing as an image of `size` pixels square on a clear ground."""
    png = resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size)
    return Image.open(io.BytesIO(png)).convert("RGBA")


def tile(svg, size):
    """The drawing in the middle of a square of paper."""
    drawn = drawing(svg, round(size * DRAWN_PART))
    made = Image.new("RGB", (size, size), GROUND)
    corner = (size - drawn.width) // 2
    made.paste(drawn, (corner, corner), drawn)
    return made


def icon(svg, name):
    """The bytes of the icon of that name."""
    made = io.BytesIO()
    if name in TILES:
        tile(svg, TILES[name]).quantize(64).save(made, "PNG", optimize=True)
        return made.getvalue()
    *smaller, largest = (drawing(svg, size) for size in FAVICON_SIZES)
    # Pillow writes no size above that of the image it starts from.
    sizes = [(size, size) for size in FAVICON_SIZES]
    largest.save(made, "ICO", sizes=sizes, append_images=smaller)
    return made.getvalue()


def address_of(svg):
    """A drawing as an address that holds it (RFC 2397), with no more escaped than must be."""
    text = quote(svg.strip().replace('"', "'"), safe="='/:;,.-()")
    # No double quote and no ampersand is left in it, so that it may stand in an attribute as it is.
    return Markup(f"data:image/svg+xml,{text}")  # noqa: S704


def offer(generator):
    """Give templates `icon`: the address of the icon, which is the icon itself."""
    svg = Path(generator.settings["PATH"], SOURCE).read_text(encoding="utf-8")
    generator.context["icon"] = address_of(svg)


def publish(pelican):
    """Write the icons beside the pages."""
    svg = Path(pelican.settings["PATH"], SOURCE).read_text(encoding="utf-8")
    kept = BuildCache(Path(pelican.settings["CACHE_PATH"], "icons"))
    for name in (*TILES, FAVICON):
        key = fingerprint(_version(), name, svg)
        if output_folder.holds(pelican, name, key):
            continue
        made = kept.get(key)
        if made is None:
            made = icon(svg, name)
            kept.put(key, made)
        output_folder.put(pelican, name, key, made)
    kept.prune()


@cache
def _version():
    """All that decides what an icon looks like, besides its drawing."""
    return fingerprint(Path(__file__).read_bytes(), version("resvg_py"), version("pillow"))


def register():
    signals.generator_init.connect(offer)
    signals.finalized.connect(publish)
