"""Finds the images in rendered Markdown, and puts in their place what `render` makes of them."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

# A tag may hold a ">" in its quoted values; what stands in a comment is not shown.
_IMAGE = re.compile(
    r"<!--.*?-->"
    r"""|(?P<open><p>\s*)?(?P<tag><img\b(?:[^>"']|"[^"]*"|'[^']*')*>)(?P<close>\s*</p>)?""",
    re.DOTALL | re.IGNORECASE,
)
_LINK = re.compile(r"""(?P<before><a\b[^>]*?\bhref=(?P<quote>["']))(?P<target>[^"']*)(?=(?P=quote))""")
_HEADING = re.compile(r"<h[2-6]\b", re.IGNORECASE)
# What the picture states itself.
_OURS = {"src", "srcset", "sizes", "alt", "title", "width", "height", "loading", "decoding", "fetchpriority"}


@dataclass(frozen=True)
class Tag:
    """An image as it was written. `others` are the attributes that go along as they are.

    `alone`: nothing else is in its paragraph. `first`: the first of its text, and no heading stands before
    it, so that it is likely to be in sight when the page opens.
    """

    source: str
    alt: str
    caption: str
    others: dict
    alone: bool
    first: bool


def replace_images(html, render):
    """`html` with each image replaced by `render(Tag)`, a paragraph around a caption's image with it.

    `render` gives None for an image that stays as it is.
    """
    # Most texts have none: to look is faster than to try every letter.
    if ("<i" not in html and "<I" not in html) or "<img" not in html.lower():
        return html
    heading = _HEADING.search(html)
    fold = heading.start() if heading else len(html)
    first = True

    def replaced(match):
        nonlocal first
        if not match["tag"]:
            return match[0]
        tag = _read(match, first and match.start() < fold)
        first = False
        rendered = render(tag)
        if rendered is None:
            return match[0]
        if tag.alone and tag.caption:
            # A figure can't be inside a paragraph.
            return rendered
        return f"{match['open'] or ''}{rendered}{match['close'] or ''}"

    return _IMAGE.sub(replaced, html)


def replace_links(html, target):
    """`html` with the target of each link replaced by `target(TARGET)`, where that is not None."""

    def replaced(match):
        new = target(match["target"])
        return match[0] if new is None else match["before"] + new

    return _LINK.sub(replaced, html)


def _read(match, first):
    parser = _Attributes()
    parser.feed(match["tag"])
    found = {name: value or "" for name, value in parser.found}
    return Tag(
        source=found.get("src", ""),
        alt=found.get("alt", ""),
        caption=found.get("title", "").strip(),
        others={name: value for name, value in found.items() if name not in _OURS},
        alone=bool(match["open"] and match["close"]),
        first=first,
    )


class _Attributes(HTMLParser):
    """The attributes of the one tag that it is fed, entities resolved."""

    found = ()

    def handle_starttag(self, tag, attrs):
        self.found = attrs
