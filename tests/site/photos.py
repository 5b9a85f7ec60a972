"""Photos as cameras, phones and programs leave them, made for the tests."""

import io

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

# In the metadata of every photo, so that a trace of it in what is published is a leak.
SECRET = "Kerkstraat 12 Leeuwarden"
RED, GREEN, BLUE = (220, 30, 30), (30, 160, 30), (30, 30, 220)
_GPS = 0x8825


def a_scene(size=(1600, 1200), mode="RGB"):
    """Red at the top left, green at the top right, blue below: what is turned or mirrored shows."""
    image = Image.new("RGB", size, BLUE)
    width, height = size
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    return image.convert(mode)


def exif(orientation=1):
    """What a phone writes: the way it was held, and where."""
    made = Image.Exif()
    made[0x010E] = made[0x9C9C] = SECRET
    made[0x0112] = orientation
    made.get_ifd(_GPS).update({1: "N", 2: (53.0, 12.0, 5.0), 3: "E", 4: (5.0, 47.0, 59.0)})
    return made


def a_jpeg(size=(1600, 1200), orientation=1, mode="RGB", **options):
    """The bytes of a JPEG with EXIF, place, comment and XMP. Its pixels lie as the phone was held."""
    turned = {6: Image.Transpose.ROTATE_90, 3: Image.Transpose.ROTATE_180, 2: Image.Transpose.FLIP_LEFT_RIGHT}
    image = a_scene(size, mode)
    if orientation in turned:
        image = image.transpose(turned[orientation])
    xmp = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    return saved(image, "JPEG", exif=exif(orientation), comment=SECRET.encode(), xmp=xmp, **options)


def a_png(size=(1600, 1200), mode="RGB", **options):
    """The bytes of a PNG with text in it."""
    note = PngInfo()
    note.add_text("Location", SECRET)
    note.add_itxt("Comment", SECRET)
    return saved(a_scene(size, mode), "PNG", pnginfo=note, exif=exif(), **options)


def a_deep_png(size=(800, 600)):
    """The bytes of a PNG of 16 bits of grey: half of black on the left, white on the right."""
    image = Image.new("I;16", size, 0x8000)
    image.paste(0xFFFF, (size[0] // 2, 0, size[0], size[1]))
    return saved(image, "PNG")


def a_cutout(size=(800, 600)):
    """The bytes of a PNG that can be seen through everywhere but in its red quarter."""
    image = a_scene(size, "RGBA")
    image.putalpha(0)
    image.paste((*RED, 255), (0, 0, size[0] // 2, size[1] // 2))
    return saved(image, "PNG")


def a_moving_gif():
    """The bytes of a GIF of two frames."""
    return saved(a_scene((400, 300)), "GIF", save_all=True, append_images=[Image.new("RGB", (400, 300), RED)])


def a_lab_profile():
    """The bytes of a colour profile that fits no photo."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def saved(image, kind, **options):
    """The bytes of `image` as a file."""
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def opened(data):
    """The image in some bytes."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
