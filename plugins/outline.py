"""What a long text offers beside itself: its contents and the minutes that it takes to read.

Gives each article and page `outline` (a tuple of Entry, one a `<h2>` with an id), and each article
`reading_minutes`.
"""

import re
from dataclasses import dataclass
from html import unescape

from pelican import contents, signals

# Adults read Dutch at about 230 words a minute; a tired parent on a phone at fewer.
WORDS_PER_MINUTE = 200
_TAG = re.compile(r"<[^>]+>")
# One that opens with an image shows, and does not tell.
_PARAGRAPH = re.compile(r"<p>(?!<(?:img|picture)\b).*?</p>", re.DOTALL)
_CAPTION = re.compile(r"<figcaption>.*?</figcaption>", re.DOTALL)
_HEADING = re.compile(r'<h2[^>]*\bid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """A line of the contents: plain text, and the id to jump to."""

    id: str
    title: str


def outline(html):
    """The `<h2>`s of rendered content, in order."""
    return tuple(Entry(anchor, plain(title)) for anchor, title in _HEADING.findall(html))


def reading_minutes(html):
    """Whole minutes, at least one. Captions are not counted, whether images are pictures by now or not."""
    return max(1, round(len(plain(_CAPTION.sub("", html)).split()) / WORDS_PER_MINUTE))


def first_paragraph(html):
    """The first `<p>` of rendered content, "" when there is none."""
    found = _PARAGRAPH.search(html)
    return found[0] if found else ""


def plain(html):
    """The text of rendered content, entities resolved."""
    return unescape(_TAG.sub("", html)).strip()


def describe(content):
    """Give one article or page its outline."""
    if isinstance(content, contents.Article | contents.Page):
        # The raw body: links in it are not resolved yet, and need not be.
        content.outline = outline(content._content)
        content.reading_minutes = reading_minutes(content._content)


def register():
    signals.content_object_init.connect(describe)
