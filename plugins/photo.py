"""One image file, and the smaller files that are made of it for the site.

Nothing of the camera is kept: no EXIF, place, comment or colour profile. What the profile said is worked
into the colours (sRGB), what the orientation said into the rows and columns. Nothing is ever enlarged.
Knows nothing of Pelican, so that processes of their own can do the work.
"""

import io
import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, __version__, features

from contact_api.messages.site import IMAGES

# The column of text is 608 CSS pixels wide, on a phone of 360 it is 324: 1× and 2× of both, 3× of the latter.
WIDTHS = (360, 660, 980, 1240)
# The one width for browsers without WebP, from before 2020.
FALLBACK_WIDTH = 980
# A width that is this close to the largest saves too little to be worth a file.
NEARLY = 0.85
# Over this a photo needs more memory than a small machine has.
MEGAPIXELS = 300
SETTINGS = {
    "avif": {"quality": 55, "speed": 6},
    "webp": {"quality": 76, "method": 4},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
    "png": {"optimize": True},
}
# All that decides what a derivative looks like, besides the image itself.
_MADE_WITH = (__version__, *map(features.version, ("avif", "webp", "jpg", "zlib", "littlecms2")))
VERSION = repr((WIDTHS, FALLBACK_WIDTH, NEARLY, SETTINGS, _MADE_WITH))
_READ = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "BMP")
_MOVING = ("GIF", "PNG", "WEBP", "AVIF")
_LOSSLESS = ("PNG", "GIF", "BMP", "TIFF")
_ORIENTATION = 0x0112
_SIDEWAYS = range(5, 9)
_SVG = re.compile(r"<svg\b[^>]*>", re.IGNORECASE)
_PIXELS = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")

# Pillow's own limit is for files of strangers; phones of today make photos of 200 megapixels. Ours is below.
Image.MAX_IMAGE_PIXELS = None


class PhotoError(Exception):
    """This file can't be shown; its text says why, in Dutch."""


@dataclass(frozen=True)
class Photo:
    """What the head of the file says. `width` and `height` are as it is to be seen, upright."""

    width: int
    height: int
    alpha: bool = False
    lossless: bool = False
    vector: bool = False


@dataclass(frozen=True)
class Derivative:
    """A file to make: `kind` is a key of SETTINGS, or "svg" for the file as it is."""

    kind: str
    width: int
    height: int


def read_photo(path):
    """The Photo in a file; raises PhotoError."""
    if path.suffix.lower() == ".svg":
        return _read_svg(path)
    with _faults_named(), _open(path) as image:
        width, height = image.size
        if image.getexif().get(_ORIENTATION) in _SIDEWAYS:
            width, height = height, width
        return Photo(width, height, image.has_transparency_data, image.format in _LOSSLESS)


def fallback(photo):
    """The Derivative that every browser can show."""
    if photo.vector:
        return Derivative("svg", photo.width, photo.height)
    kind = "png" if photo.alpha or (photo.lossless and is_small(photo)) else "jpeg"
    return _derivative(photo, kind, min(photo.width, FALLBACK_WIDTH))


def choices(photo):
    """Derivatives by kind, best kind first, for browsers that choose. () for what is small as it is."""
    if photo.vector or is_small(photo):
        return ()
    largest = min(photo.width, WIDTHS[-1])
    widths = [*(width for width in WIDTHS if width < largest * NEARLY), largest]
    return tuple(tuple(_derivative(photo, kind, width) for width in widths) for kind in ("avif", "webp"))


def is_small(photo):
    """Whether there is nothing to choose from."""
    return photo.width <= WIDTHS[0]


def encode(path, derivatives):
    """The bytes of each of `derivatives`, in their order; raises PhotoError."""
    if all(wanted.kind == "svg" for wanted in derivatives):
        return [path.read_bytes() for _ in derivatives]
    largest = max(derivatives, key=lambda wanted: wanted.width)
    with _faults_named():
        image = _clean(path, (largest.width, largest.height))
        return [_encode(image, wanted) for wanted in derivatives]


@contextmanager
def _faults_named():
    """Any fault inside becomes a PhotoError: decoders raise of every kind on a damaged file."""
    with warnings.catch_warnings():
        # Pillow warns of metadata that it can't read; we read none but the orientation.
        warnings.simplefilter("ignore")
        try:
            yield
        except PhotoError:
            raise
        except Exception:
            raise PhotoError(IMAGES["unreadable"]) from None


@contextmanager
def _open(path):
    with Image.open(path, formats=_READ) as image:
        if image.width * image.height > MEGAPIXELS * 1_000_000:
            raise PhotoError(IMAGES["too_large"].format(limit=MEGAPIXELS))
        if image.format in _MOVING and getattr(image, "is_animated", False):
            raise PhotoError(IMAGES["moving"])
        yield image


def _read_svg(path):
    root = _SVG.search(path.read_text(encoding="utf-8", errors="replace"))
    if not root:
        raise PhotoError(IMAGES["unreadable"])
    stated = dict(re.findall(r"(?<![\w-])(width|height|viewBox)\s*=\s*[\"']([^\"']*)", root[0]))
    sizes = [_PIXELS.fullmatch(stated.get(name, "")) for name in ("width", "height")]
    if not all(sizes):
        box = stated.get("viewBox", "").replace(",", " ").split()
        sizes = [_PIXELS.fullmatch(text) for text in box[2:4]]
    if len(sizes) != 2 or not all(sizes) or not all(float(size[1]) > 0 for size in sizes):
        raise PhotoError(IMAGES["no_size"])
    width, height = (max(1, round(float(size[1]))) for size in sizes)
    return Photo(width, height, vector=True)


def _derivative(photo, kind, width):
    return Derivative(kind, width, max(1, round(photo.height * width / photo.width)))


def _clean(path, size):
    """The image upright, in sRGB, as RGB or RGBA, of `size`, without anything but its pixels."""
    with _open(path) as image:
        profile = image.info.get("icc_profile")
        # A JPEG can be read at a half, a quarter or an eighth, which is most of the work for a large photo.
        image.draft(None, (2 * max(size), 2 * max(size)))
        image = ImageOps.exif_transpose(image)
        alpha = image.has_transparency_data
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow would cut off what is over 255.
        image = image.convert("I").point(lambda value: value / 257 + 0.5).convert("L")
    elif alpha:
        image = image.convert("RGBA")
    elif image.mode not in ("RGB", "L", "CMYK"):
        image = image.convert("RGB")
    image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    clean = _to_srgb(image.convert("RGB") if alpha else image, profile)
    if alpha:
        clean.putalpha(image.getchannel("A"))
    clean.info = {}
    return clean


def _to_srgb(image, profile):
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A profile that is damaged, or made for another kind of pixel: the colours as they stand.
            pass
    return image.convert("RGB")


def _encode(image, wanted):
    size = (wanted.width, wanted.height)
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if wanted.kind == "jpeg":
        image = image.convert("RGB")
    made = io.BytesIO()
    image.save(made, wanted.kind.upper(), **SETTINGS[wanted.kind])
    return made.getvalue()
