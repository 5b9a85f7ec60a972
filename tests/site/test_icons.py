"""The icons: every size that is asked for, on the right ground."""

from PIL import Image

from plugins import icons

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<path fill="#2f7f73" d="M3 3H29V29H3z"/></svg>'
)


def test_icons_are_drawn_in_every_size_that_is_asked_for(tmp_path):
    """Clear round the drawing in a tab, paper round it on a home screen."""
    for name in (icons.FAVICON, *icons.TILES):
        (tmp_path / name).write_bytes(icons.icon(SVG, name))
    with Image.open(tmp_path / "favicon.ico") as favicon:
        assert favicon.ico.sizes() == {(16, 16), (32, 32), (48, 48)}
        for size in favicon.ico.sizes():
            drawn = favicon.ico.getimage(size).convert("RGBA")
            assert drawn.getpixel((0, 0))[3] == 0
            assert drawn.getpixel((size[0] // 2, size[0] // 2)) == (47, 127, 115, 255)
    for name, size in icons.TILES.items():
        with Image.open(tmp_path / name) as tile:
            assert tile.size == (size, size)
            # Chrome and iOS fill what is clear with a colour of their own.
            assert tile.convert("RGBA").getextrema()[3] == (255, 255)
            assert tile.convert("RGB").getpixel((0, 0)) == (251, 248, 243)
            assert tile.convert("RGB").getpixel((size // 2, size // 2)) == (47, 127, 115)


def test_a_maskable_icon_keeps_its_drawing_in_the_circle():
    """The furthest corner of what is drawn is within 40 % of the width from the middle."""
    tile = icons.tile(SVG, 512)
    ground = tile.getpixel((0, 0))
    drawn = [
        (x - 255.5) ** 2 + (y - 255.5) ** 2
        for x in range(512)
        for y in range(512)
        if tile.getpixel((x, y)) != ground
    ]
    assert max(drawn) ** 0.5 <= 0.4 * 512
