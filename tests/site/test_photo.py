"""One image file: what is read of it, what is planned, and what is made."""

import pytest
from PIL import ImageCms

from plugins import photo
from plugins.photo import Derivative, Photo, PhotoError, choices, encode, fallback, read_photo
from tests.site import photos


@pytest.fixture
def made(tmp_path):
    """Write some bytes as a file, and give its Photo and its fallback as an image."""

    def make(data, name="x.jpg"):
        path = tmp_path / name
        path.write_bytes(data)
        found = read_photo(path)
        (fallback_data,) = encode(path, [fallback(found)])
        return found, photos.opened(fallback_data)

    return make


def colours(image, spots=((0.25, 0.25), (0.75, 0.25), (0.25, 0.75))):
    """The colours at some places, in parts of width and height."""
    width, height = image.size
    rgb = image.convert("RGB")
    return [rgb.getpixel((int(x * width), int(y * height))) for x, y in spots]


def near(found, expected, far=12):
    """Whether each colour is near the expected one: JPEG is no exact thing."""
    return all(
        abs(a - b) <= far
        for one, other in zip(found, expected, strict=True)
        for a, b in zip(one, other, strict=True)
    )


SCENE = [photos.RED, photos.GREEN, photos.BLUE]


@pytest.mark.parametrize("orientation", [1, 2, 3, 6])
def test_a_photo_stands_upright(made, orientation):
    """However the phone was held: its note is worked into the pixels."""
    found, image = made(photos.a_jpeg((800, 600), orientation))
    assert (found.width, found.height) == image.size == (800, 600)
    assert near(colours(image), SCENE)


def test_cmyk_becomes_colours_of_a_screen(made):
    """A file meant for a printer."""
    _, image = made(photos.a_jpeg((800, 600), mode="CMYK"))
    assert image.mode == "RGB"
    assert near(colours(image), SCENE)


def test_sixteen_bits_of_grey_keep_their_shades(made):
    """Half of black is half of black, not white."""
    _, image = made(photos.a_deep_png(), "x.png")
    assert near(colours(image, ((0.25, 0.5), (0.75, 0.5))), [(128,) * 3, (255,) * 3], far=2)


def test_what_can_be_seen_through_stays_so(made):
    """The fallback is a PNG then; AVIF and WebP can do it themselves."""
    found, image = made(photos.a_cutout(), "x.png")
    assert (found.alpha, image.format, image.mode) == (True, "PNG", "RGBA")
    assert image.getpixel((100, 100)) == (*photos.RED, 255)
    assert image.getpixel((700, 500))[3] == 0


def test_a_palette_with_a_clear_colour_stays_clear(made):
    """As old GIFs and PNGs have."""
    image = photos.a_scene((800, 600)).quantize(8)
    clear = image.getpixel((700, 100))
    _, image = made(photos.saved(image, "GIF", transparency=clear), "x.gif")
    assert image.getpixel((700, 100))[3] == 0
    assert image.getpixel((100, 100))[3] == 255


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA"])
def test_every_kind_of_pixel_can_be_shown(made, mode):
    """Grey, black and white, palettes."""
    found, image = made(photos.a_png((800, 600), mode), "x.png")
    assert image.size == (found.width, found.height)


def test_a_profile_is_worked_into_the_colours(made):
    """A photo whose profile says that its red is blue is blue on the site, without the profile."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = plain.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")
    _, image = made(photos.a_jpeg((800, 600), icc_profile=swapped))
    red, _, blue = colours(image)
    assert red[2] > red[0]
    assert blue[0] > blue[2]
    assert "icc_profile" not in image.info


@pytest.mark.parametrize("profile", [b"geen profiel", photos.a_lab_profile()])
def test_a_profile_that_is_no_use_does_no_harm(made, profile):
    """The colours as they stand."""
    _, image = made(photos.a_jpeg((800, 600), icc_profile=profile))
    assert near(colours(image), SCENE)


def test_nothing_is_enlarged():
    """Widths up to the photo's own; one that is nearly the largest is left out."""
    widths = {
        width: [each.width for each in choices(Photo(width, width))[0]]
        for width in (361, 500, 1000, 1100, 9000)
    }
    assert widths == {
        361: [361],
        500: [360, 500],
        1000: [360, 660, 1000],
        1100: [360, 660, 1100],
        9000: [360, 660, 980, 1240],
    }
    assert choices(Photo(360, 2000)) == ()
    assert fallback(Photo(500, 50)) == Derivative("jpeg", 500, 50)


@pytest.mark.parametrize("size", [(1, 1), (9000, 1), (1, 3000)])
def test_no_side_becomes_nothing(made, size):
    """A line of one pixel stays one."""
    found, image = made(photos.a_png(size), "x.png")
    assert min(image.size) == 1
    assert (found.width, found.height) == size


def test_a_huge_photo_is_made_small(made):
    """As large as phones make them."""
    found, image = made(photos.a_jpeg((12000, 9000)))
    assert (found.width, image.size) == (12000, (980, 735))
    assert near(colours(image), SCENE)


def test_what_is_too_large_is_refused(tmp_path, monkeypatch):
    """Before it is read: memory is not endless."""
    monkeypatch.setattr(photo, "MEGAPIXELS", 1)
    (tmp_path / "x.jpg").write_bytes(photos.a_jpeg((1200, 1200)))
    with pytest.raises(PhotoError, match="meer dan 1 megapixel"):
        read_photo(tmp_path / "x.jpg")


@pytest.mark.parametrize("kind", ["jpeg", "png"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_file_cut_short_is_refused(made, kind, part):
    """Whether its head is whole or not."""
    data = photos.a_jpeg() if kind == "jpeg" else photos.a_png()
    with pytest.raises(PhotoError, match="kan niet als afbeelding worden gelezen"):
        made(data[: int(len(data) * part)])


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="120" height="80"', (120, 80)),
        ("width='120px' height='80.4px' viewBox='0 0 1 1'", (120, 80)),
        ('viewBox="0 0 24 16"', (24, 16)),
        ('width="120" height="80" stroke-width="3"', (120, 80)),
        ('width="100%" height="100%" viewBox="0,0,24,16"', (24, 16)),
        ('width="10em"', None),
        ('viewBox="0 0 0 16"', None),
    ],
)
def test_a_drawing_states_its_size(tmp_path, attributes, size):
    """By width and height in pixels, or else by its viewBox."""
    path = tmp_path / "x.svg"
    path.write_text(f"<!-- x --><svg {attributes}></svg>", encoding="utf-8")
    if size:
        assert read_photo(path) == Photo(*size, vector=True)
    else:
        with pytest.raises(PhotoError, match="hoe groot"):
            read_photo(path)
