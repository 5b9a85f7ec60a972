"""A share card for every article and page: the picture that a message or a post shows with a link to it.

Gives each an attribute `share_card` (a ShareCard), and the templates `site_card`, the home page's, for
pages that Pelican makes by itself: themes, subjects, lists.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from pelican import signals

from contact_api.messages.site import CARD_ALT
from plugins import output_folder
from plugins.build_cache import BuildCache, fingerprint
from plugins.card import HEIGHT, WIDTH, card_version, draw_card, draw_ground
from plugins.incremental.asked import at_rest
from plugins.incremental.parallel import spread

FOLDER = "delen"
_CARDS = "SHARE_CARDS"
_BATCH = 100


@dataclass(frozen=True)
class ShareCard:
    """Where the card is, from the root of the site; its size in pixels; what it shows, in words."""

    address: str
    width: int
    height: int
    alt: str


def card_address(url, slug):
    """As the page's own: "artikelen/x/" → "/delen/artikelen/x.png"; the home page goes by its slug."""
    name = url.strip("/").removesuffix(".html") or slug
    return f"/{FOLDER}/{name}.png"


def card_title(content):
    """What the card says: the words that the page itself opens with."""
    return getattr(content, "headline", None) or content.title


def cards_of(items, name):
    """Give each article or page its card; returns what must be drawn, as {address: title}."""
    wanted = {}
    for item in items:
        # A draft has no address on the live site.
        if not item.save_as:
            continue
        title = card_title(item)
        address = card_address(item.url, item.slug)
        item.share_card = ShareCard(address, WIDTH, HEIGHT, CARD_ALT.format(title=title, name=name))
        wanted[address] = title
    return wanted


def offer_for_articles(generator):
    """The cards of every article that gets an address."""
    _offer(generator, [*generator.articles, *generator.drafts, *generator.hidden_articles])


def offer_for_pages(generator):
    """The cards of every page that gets an address, and the one for all the rest."""
    _offer(generator, [*generator.pages, *generator.draft_pages, *generator.hidden_pages])
    generator.context["site_card"] = next(
        (page.share_card for page in generator.pages if page.save_as == "index.html"), None
    )


def draw(generators):
    """Write every card to the output: from the cache, or drawn."""
    place = generators[0]
    cache = BuildCache(Path(place.settings["CACHE_PATH"], "cards"))
    name = place.settings["SITENAME"]
    wanted = {}
    for address, title in place.context[_CARDS].items():
        key = fingerprint(card_version(), title, name)
        if not output_folder.holds(place, address.lstrip("/"), key):
            wanted[address] = (key, title)
    _draw_missing(wanted.values(), name, cache)
    for address, (key, title) in wanted.items():
        card = cache.get(key) or draw_card(title, name)
        output_folder.put(place, address.lstrip("/"), key, card)
    cache.prune()


def make_ready(_session):
    """A title that changes has a card of its own: the first one would take ten times as long."""
    draw_ground()


def _draw_missing(wanted, name, cache):
    """Draw into the cache what is not there, by as many processes as there are processors when it is much."""
    missing = [(key, title) for key, title in dict(wanted).items() if cache.get(key) is None]
    if not missing:
        return
    # Takes 0.01 s, and most builds draw nothing.
    from rich.progress import track

    batches = [missing[start : start + _BATCH] for start in range(0, len(missing), _BATCH)]
    for batch in track(batches, "Deelkaarten tekenen", transient=True, disable=len(batches) < 2):
        drawn = spread(lambda item: draw_card(item[1], name), batch, os.cpu_count() or 1)
        for (key, _), card in drawn.items():
            cache.put(key, card)


def _offer(generator, items):
    wanted = cards_of(items, generator.settings["SITENAME"])
    generator.context.setdefault(_CARDS, {}).update(wanted)


def register():
    signals.article_generator_finalized.connect(offer_for_articles)
    signals.page_generator_finalized.connect(offer_for_pages)
    signals.all_generators_finalized.connect(draw)
    at_rest.connect(make_ready)
