"""Share cards: how a title is set, what is drawn, and one for every article and page."""

import itertools
import math

import pytest
from PIL import ImageColor

from plugins import card, share_cards
from plugins.card import HEIGHT, MARGIN, TITLE_HEIGHT, TITLE_TOP, WIDTH, draw_card
from plugins.title_lines import Setting, fit
from plugins.weave import LOGO, ORNAMENT, pieces
from tests.site import photos
from tests.site.small_site import SmallSite

LONG = "Waarom een hechte band met je kind nu meer dan ooit telt, en wat life coaching kan betekenen"
COMPOUND = "Hottentottententententoonstellingsmakersvergunningaanvraagformulier"


def monospaced(text, size):
    """Every letter as wide as the type is large."""
    return len(text) * size


def set_in(title, width, height=100, sizes=(10,)):
    return fit(title, (width, height), sizes, 1, monospaced)


def test_lines_are_of_even_length():
    """No last line of one word where two can share."""
    assert set_in("een twee drie vier vijf", 190).lines == ("een twee drie", "vier vijf")
    assert set_in("aap noot mies wim zus jet", 120).lines == ("aap noot", "mies wim", "zus jet")


def test_a_long_title_is_set_smaller():
    """The largest size at which all of it fits, in width and in height."""
    assert set_in("aap noot", 80, 10, (20, 10, 5)) == Setting(10, ("aap noot",))
    assert set_in("aap noot", 80, 40, (20, 10, 5)) == Setting(20, ("aap", "noot"))


def test_spaces_that_hold_do_not_break():
    """ "€ 95" stays one word; a letter and its accent become one."""
    assert set_in("nu €\xa095", 50).lines == ("nu", "€\xa095")
    assert set_in("e\u0301e\u0301n", 30).lines == ("één",)


def test_nothing_is_ever_outside_its_box():
    """A word that is too wide is cut, and what is left over ends in an ellipsis."""
    assert set_in("abcdefghij", 40).lines == ("abcd", "efgh", "ij")
    assert set_in("aap noot mies wim", 80, 10).lines == ("aap noo…",)
    assert set_in("", 80).lines == ()


def ink(image):
    """The box around everything dark where the title is."""
    words = image.convert("L").crop((0, TITLE_TOP, WIDTH, TITLE_TOP + TITLE_HEIGHT))
    return words.point(lambda value: 255 * (value < 90)).getbbox()


@pytest.mark.parametrize(
    "title", ["Contact", LONG, f"{LONG}: {LONG}", "woorden " * 90, COMPOUND, "Ĳ Ë ï “’s avonds”", "W" * 400]
)
def test_a_card_is_what_readers_expect(title):
    """1200 by 630, few colours, under 60 kB, every word inside the margins."""
    data = draw_card(title, "Nabij")
    image = photos.opened(data)
    assert (image.format, image.size, image.mode) == ("PNG", (WIDTH, HEIGHT), "P")
    assert len(data) < 60_000
    left, _, right, _ = ink(image)
    # A letter may lean a pixel or two out of its own width.
    assert left >= MARGIN - 4
    assert right <= WIDTH - MARGIN + 4
    # Between the title and the cord, and between the name and the title, is nothing.
    for top in (TITLE_TOP - 12, TITLE_TOP + TITLE_HEIGHT):
        assert len(image.convert("RGB").crop((0, top, WIDTH, top + 12)).getcolors()) == 1


def test_words_are_of_ink_on_paper():
    """What is between the two are the edges of letters: each step as it would be mixed, nearly."""
    words = photos.opened(draw_card("Contact", "Nabij")).convert("RGB")
    words = words.crop((0, TITLE_TOP, WIDTH, TITLE_TOP + TITLE_HEIGHT))
    paper, ink_colour = ImageColor.getrgb(card.PAPER), ImageColor.getrgb(card.INK)
    found = {colour for _, colour in words.getcolors()}
    assert {paper, ink_colour} <= found
    assert len(found) > 8
    for colour in found:
        part = (paper[0] - colour[0]) / (paper[0] - ink_colour[0])
        mixed = [start + (end - start) * part for start, end in zip(paper, ink_colour, strict=True)]
        assert max(abs(one - other) for one, other in zip(mixed, colour, strict=True)) <= 2


def test_a_long_name_stays_on_its_line():
    """Smaller, and shortened if it must be."""
    data = draw_card("Contact", "Praktijk voor coaching van ouders en kinderen " * 4)
    image = photos.opened(data).convert("L").crop((0, 0, WIDTH, TITLE_TOP))
    _, top, right, bottom = image.point(lambda value: 255 * (value < 90)).getbbox()
    assert right <= WIDTH - MARGIN + 4
    assert bottom - top < 40


def test_accents_are_drawn():
    """Each letter of Dutch has its own picture in the face: none is the box of a missing one."""
    font = card._font(80)
    missing = bytes(font.getmask("\uffff"))
    drawn = {letter: bytes(font.getmask(letter)) for letter in "ëïöüéèêáàâóôíúûçñĲĳ’‘“”–…€&"}
    assert [letter for letter, mask in drawn.items() if mask in (missing, b"")] == []
    assert len(set(drawn.values())) == len(drawn)


@pytest.mark.parametrize("cord", [ORNAMENT, LOGO])
def test_strands_go_over_and_under(cord):
    """Where two strands cross, one of them is drawn and the other is not."""
    drawn = []
    for number in range(cord.strands):
        drawn.append({round(x, 1) for piece in pieces(cord, number, 120, 120, 1) for x, _ in piece})

    def height(number, x):
        return math.sin(2 * math.pi * (x + cord.start + number * 120 / cord.strands) / 120)

    crossings = 0
    for one, other in itertools.combinations(range(cord.strands), 2):
        for x in range(1, 120):
            before, after = (height(one, x + by) - height(other, x + by) for by in (-0.5, 0.5))
            if before * after < 0:
                crossings += 1
                assert (float(x) in drawn[one]) != (float(x) in drawn[other]), (one, other, x)
    # Each pair crosses twice in a turn, some of them at its very start.
    assert crossings >= cord.strands * (cord.strands - 1) - cord.strands


@pytest.mark.parametrize(
    ("url", "slug", "address"),
    [
        ("artikelen/x/", "x", "/delen/artikelen/x.png"),
        ("x/", "x", "/delen/x.png"),
        ("contact/bedankt/", "contact/bedankt", "/delen/contact/bedankt.png"),
        ("404.html", "404", "/delen/404.png"),
        ("", "home", "/delen/home.png"),
    ],
)
def test_a_card_is_found_where_its_page_is(url, slug, address):
    """As unique, and as stable, as the address of the page."""
    assert share_cards.card_address(url, slug) == address


def test_every_article_and_page_has_a_card(preview_site, preview_folder):
    """Of the shipped site: none lacks one, none is left over."""
    made = {
        "/" + path.relative_to(preview_folder).as_posix() for path in preview_folder.glob("delen/**/*.png")
    }
    lists = ("/artikelen/", "/artikelen/thema/", "/artikelen/onderwerp/")
    pages = [page.address for page in preview_site.pages if page.address != lists[0]]
    pages = [address for address in pages if not address.startswith(lists[1:])]
    assert made == {share_cards.card_address(address, "home") for address in pages}


def test_templates_get_the_card(tmp_path):
    """Its address, size and words; a page without a card of its own gets that of the home page."""
    site = SmallSite(tmp_path)
    shown = "{{ card.address }} {{ card.width }} {{ card.height }} {{ card.alt }}"
    site.write("templates/article.html", "{% set card = article.share_card %}" + shown)
    site.write("templates/category.html", "{% set card = site_card %}" + shown)
    site.write(
        "settings.py",
        (tmp_path / "settings.py").read_text()
        + 'THEME_TEMPLATES_OVERRIDES.append("templates")\nSEARCH_LATER = True',
    )
    site.article("Tekst", title="Tegenwil & jij")
    home = "---\ntitle: Nabij\nslug: home\nurl: ''\nsave_as: index.html\nheadline: Dichterbij\n---\n"
    site.write("content/paginas/start.md", home)
    # The page itself needs the whole of the home page's front matter; its card does not.
    site.write("templates/page.html", "{{ page.share_card.address }}")
    assert site.build().returncode == 0
    article = (site.output / "artikelen/proef/index.html").read_text(encoding="utf-8")
    words = "De titel “Tegenwil &amp; jij” en de naam Nabij, boven een koord van zes gekleurde strengen."
    assert article == f"/delen/artikelen/proef.png 1200 630 {words}"
    theme = (site.output / "artikelen/thema/hechting/index.html").read_text(encoding="utf-8")
    assert theme.startswith("/delen/home.png 1200 630 De titel “Dichterbij”")


def test_a_card_is_drawn_once(tmp_path):
    """A second build takes it from the cache; another title is another card at the same address."""
    site = SmallSite(tmp_path)
    site.article("Tekst", title="Eerst")
    site.built()
    (before,) = site.files("delen").values()
    (kept,) = (site.cache / "cards").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    site.built()
    assert list(site.files("delen").values()) == [before]
    site.article("Tekst", title="Daarna")
    site.built()
    (after,) = site.files("delen").values()
    assert after != before
    assert len(list((site.cache / "cards").iterdir())) == 2
