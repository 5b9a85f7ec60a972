"""Photos on a real site: what a page shows, what is published, what is kept, and what the coach is told."""

import re

import pytest

from plugins import photo
from plugins.album import Album
from plugins.build_cache import BuildCache
from tests.site import photos
from tests.site.rules import PAGE_RULES, links_resolve
from tests.site.small_site import SmallSite


@pytest.fixture
def site(tmp_path):
    """A site with one article and no photos yet."""
    return SmallSite(tmp_path)


def candidates(source):
    """A srcset as [(address, width), …]."""
    found = [part.split() for part in source.attributes["srcset"].split(",")]
    return [(address, int(width.removesuffix("w"))) for address, width in found]


def test_a_photo_becomes_a_picture(site):
    """AVIF and WebP in several widths, a JPEG for the rest; the caption below, the size stated."""
    site.photo("wandeling aan zee.jpg", photos.a_jpeg((3000, 2000)))
    caption = "Foto's, 'buiten' & op 3 maart"
    site.article(f'![Twee jassen]({{static}}/afbeeldingen/wandeling%20aan%20zee.jpg "{caption}")')
    page = site.page()
    (figure,) = page.all(".prose > figure")
    assert [child.tag for child in figure.iter()] == ["picture", "figcaption"]
    assert figure.css_first("figcaption").text() == "Foto’s, ‘buiten’ & op 3\xa0maart"
    sources = page.all("picture > source")
    assert [source.attributes["type"] for source in sources] == ["image/avif", "image/webp"]
    assert [width for _, width in candidates(sources[0])] == [360, 660, 980, 1240]
    assert all(source.attributes["sizes"] for source in sources)
    (img,) = page.all("picture > img")
    assert {name: img.attributes.get(name) for name in ("alt", "width", "height", "title")} == {
        "alt": "Twee jassen",
        "width": "980",
        "height": "653",
        "title": None,
    }
    published = site.files("afbeeldingen")
    assert {re.sub(r".*-(\d+)\.[0-9a-f]{10}\.", r"\1.", name) for name in published} == {
        f"{width}.{kind}" for width in (360, 660, 980, 1240) for kind in ("avif", "webp")
    } | {"980.jpg"}
    for source in sources:
        for address, width in candidates(source):
            assert photos.opened(published[address.rsplit("/", 1)[1]]).width == width


def test_a_page_with_photos_meets_every_rule(site):
    """Each address in it leads to a file."""
    site.photo("x.jpg", photos.a_jpeg())
    site.article('![a](../afbeeldingen/x.jpg)\n\n![b]({filename}../afbeeldingen/x.jpg "c")\n\ntekst')
    built = site.built()
    (page,) = [page for page in built.pages if page.address == "/artikelen/proef/"]
    assert [problem for rule in PAGE_RULES for problem in rule(page)] == []
    assert [problem for problem in links_resolve(built) if "afbeeldingen" in problem] == []
    assert len(page.all("picture")) == 2


def test_nothing_of_the_camera_is_published(site):
    """No EXIF, place, comment, text or profile; not the photo itself, not even where a text links to it."""
    site.photo("a.jpg", photos.a_jpeg())
    site.photo("b.png", photos.a_png())
    site.photo("klein.jpg", photos.a_jpeg((200, 150)))
    site.photo("klein.png", photos.a_png((200, 150)))
    site.photo("niet-gebruikt.jpg", photos.a_jpeg())
    names = ("a.jpg", "b.png", "klein.jpg", "klein.png")
    shown = "\n\n".join(f"![x]({{static}}/afbeeldingen/{name})" for name in names)
    site.article(f"{shown}\n\n[Groter]({{static}}/afbeeldingen/a.jpg)")
    page = site.page()
    published = site.files("afbeeldingen")
    assert len(published) == 9 + 9 + 1 + 1
    for name, data in published.items():
        assert photos.SECRET.encode() not in data, name
        image = photos.opened(data)
        assert dict(image.getexif()) == {}, name
        assert not {"exif", "xmp", "comment", "icc_profile"} & image.info.keys(), name
    (link,) = page.attributes(".prose a", "href")
    assert re.search(r"-1240\.[0-9a-f]{10}\.webp$", link)


def test_a_draft_publishes_nothing(site):
    """On the live site: no image, no card, and no fault of its images stands in the way."""
    site.write("settings.py", (site.folder / "settings.py").read_text() + "PREVIEW = False\n")
    site.photo("x.jpg", photos.a_jpeg())
    draft = site.article("![x]({static}/afbeeldingen/x.jpg) ![x]({static}/afbeeldingen/weg.jpg)")
    draft.write_text(draft.read_text().replace("slug:", "status: draft\nslug:"))
    site.article("Tekst", slug="ander")
    assert [page.address for page in site.built().pages if "proef" in page.address] == []
    assert site.files("afbeeldingen") == {}
    assert list(site.files("delen")) == ["ander.png"]


def test_only_what_is_in_sight_loads_at_once(site):
    """The first image before the first heading is fetched first; the others wait until they are near."""
    site.photo("x.jpg", photos.a_jpeg())
    image = "![x]({static}/afbeeldingen/x.jpg)"
    site.article(f"{image}\n\n{image}")
    site.article(f"## Kop\n\n{image}", slug="onder")
    first, second = site.page().all("img")
    (below,) = site.page("/artikelen/onder/").all("img")
    names = ("loading", "fetchpriority", "decoding")
    assert [first.attributes.get(name) for name in names] == [None, "high", "async"]
    assert [second.attributes.get(name) for name in names] == ["lazy", None, "async"]
    assert [below.attributes.get(name) for name in names] == ["lazy", None, "async"]


def test_drawings_and_small_images_pass_as_they_are(site):
    """One file, its size stated; a drawing unchanged."""
    drawing = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80"/>'
    site.photo("tekening.svg", drawing)
    site.photo("icoon.png", photos.a_png((48, 32)))
    site.article('![]({static}/afbeeldingen/tekening.svg)\n\n<img src="/afbeeldingen/icoon.png" alt="a > b">')
    page = site.page()
    assert page.all("picture") == []
    sizes = [(img.attributes["width"], img.attributes["height"]) for img in page.all("img")]
    assert sizes == [("120", "80"), ("48", "32")]
    assert page.attributes("img", "alt") == ["", "a > b"]
    assert drawing in site.files("afbeeldingen").values()


def test_what_is_not_ours_is_left_alone(site):
    """Another host is for the rules to refuse; code and comments are text."""
    text = "`<img src=x.jpg>`\n\n<!-- <img src='weg.jpg'> -->\n\n"
    site.article(f"{text}![x](https://elders.nl/x.jpg) ![y](/favicon.svg)")
    assert site.page().attributes("img", "src") == ["https://elders.nl/x.jpg", "/favicon.svg"]


def test_every_fault_is_named_at_once(site):
    """In Dutch, by file, without a traceback; nothing is published."""
    whole = photos.a_jpeg()
    site.photo("half.jpg", whole[: len(whole) // 2])
    site.photo("tekst.jpg", b"geen foto")
    site.photo("beweegt.gif", photos.a_moving_gif())
    site.photo("kaal.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.photo("goed.jpg", whole)
    images = [f"![x]({{static}}/afbeeldingen/{name})" for name in ("half.jpg", "tekst.jpg", "beweegt.gif")]
    images += ["![x]({static}/afbeeldingen/kaal.svg)", "![x]({static}/afbeeldingen/weg.jpg)"]
    images += ["![x](../../geheim.jpg)", 'tekst ![x]({static}/afbeeldingen/goed.jpg "Onderschrift") tekst']
    site.article("\n\n".join(images))
    done = site.build()
    assert done.returncode != 0
    assert "Cannot get" not in done.stdout
    for said in (
        "afbeeldingen/half.jpg: dit bestand kan niet als afbeelding worden gelezen",
        "afbeeldingen/tekst.jpg: dit bestand kan niet als afbeelding worden gelezen",
        "afbeeldingen/beweegt.gif: dit beeld beweegt",
        "afbeeldingen/kaal.svg: deze tekening zegt niet hoe groot ze is",
        "artikelen/proef.md: de afbeelding /afbeeldingen/weg.jpg is er niet",
        "artikelen/proef.md: de afbeelding ../../geheim.jpg staat niet in de map content",
        "artikelen/proef.md: de afbeelding /afbeeldingen/goed.jpg heeft een onderschrift",
    ):
        assert said in done.stdout
    assert not (site.output / "afbeeldingen").exists()


class Counting(BuildCache):
    """A cache that knows what was asked to be kept."""

    kept = 0

    def put(self, key, data):
        self.kept += 1
        super().put(key, data)


TEXT = "/een/tekst.md"


def an_album(site, *names):
    """An Album on the site's cache that shows the photos of these names."""
    album = Album(site.folder / "content", Counting(site.cache))
    for name in names:
        album.show(f"{{static}}/afbeeldingen/{name}", TEXT)
    return album


def made(album):
    """What an album makes, and how many files of it were not in the cache."""
    files = album.make({TEXT})
    return {file.address: data for file, data in files.items()}, album._cache.kept


def test_a_photo_is_worked_on_once(site):
    """A second build takes all of it from the cache; a changed photo is made anew under a new address."""
    site.photo("x.jpg", photos.a_jpeg((500, 400)))
    files, kept = made(an_album(site, "x.jpg"))
    assert (len(files), kept) == (5, 5)
    assert made(an_album(site, "x.jpg")) == (files, 0)
    site.photo("x.jpg", photos.a_jpeg((500, 400), quality=30))
    changed, kept = made(an_album(site, "x.jpg"))
    assert kept == 5
    assert not changed.keys() & files.keys()


def test_other_settings_make_other_files(site, monkeypatch):
    """What was made by other settings, or by another Pillow, is not taken for ours."""
    site.photo("x.jpg", photos.a_jpeg((500, 400)))
    before, _ = made(an_album(site, "x.jpg"))
    monkeypatch.setattr(photo, "VERSION", "another")
    after, kept = made(an_album(site, "x.jpg"))
    assert kept == 5
    assert not after.keys() & before.keys()


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:-1] + b"!"])
def test_a_damaged_file_in_the_cache_is_made_again(site, damage):
    """Cut short, empty or changed."""
    site.photo("x.jpg", photos.a_jpeg((500, 400)))
    files, _ = made(an_album(site, "x.jpg"))
    one = sorted(site.cache.iterdir())[0]
    one.write_bytes(damage(one.read_bytes()))
    assert made(an_album(site, "x.jpg")) == (files, 1)


def test_many_photos_share_the_work(site):
    """In processes of their own, with the same result; a bad one spoils nothing but itself."""
    names = [f"{number}.jpg" for number in range(3)]
    for number, name in enumerate(names):
        site.photo(name, photos.a_jpeg((500 + number, 300)))
    whole = photos.a_jpeg((800, 600))
    site.photo("half.jpg", whole[: len(whole) // 2])
    album = an_album(site, *names, "half.jpg")
    files, kept = made(album)
    assert (len(files), kept) == (15, 15)
    assert [problem.split(":")[0] for problem in album.problems({TEXT})] == ["afbeeldingen/half.jpg"]
    assert photos.opened(files[an_album(site, "2.jpg").show("/afbeeldingen/2.jpg", TEXT).src]).width == 502
