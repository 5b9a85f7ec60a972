"""What rules must know beside the one text: the practice, and what every text offers to the others."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from markdown.extensions.toc import slugify as heading_slug
from markdown.extensions.toc import unique

from plugins import front_matter
from plugins.addresses import slugify
from plugins.checks.text_rules import HEADING, LINK, links

_FOLDERS = {"article": "/artikelen/", "service": "/diensten/", "page": "/"}
_OWN_ADDRESS = {"paginas/home.md": "/", "paginas/niet-gevonden.md": "/404.html"}
_ID = re.compile(r"\{:?[^}]*#([^\s}]+)[^}]*\}[ \t]*$|\bid=[\"']([^\"']+)")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]]+\]:\s+<?([^\s>]+)")
_ATTRIBUTE = re.compile(r"\b(?:href|src)\s*=\s*[\"']?([^\s\"'>]+)", re.I)


@dataclass(frozen=True)
class Site:
    """The practice as rules see it. `services` are slugs, `prices` keys of praktijk.toml."""

    name: str
    themes: tuple
    prices: tuple
    services: frozenset = field(default_factory=frozenset)


@dataclass(frozen=True)
class Facts:
    """What one text offers and asks of the others; small enough to keep between runs.

    `targets`: (line, target, is an image). `until`: the moment before which it is not public, "" for now.
    """

    file: str
    kind: str
    address: str
    slug_line: int
    status: str
    until: str
    featured: bool
    theme: str
    tags: tuple
    anchors: tuple
    targets: tuple

    def is_public(self, now):
        """Whether it is on the live site at `now`."""
        return self.status == "published" and (not self.until or datetime.fromisoformat(self.until) <= now)


def facts_of(source):
    """The Facts of a Source."""
    slug = str(source.value("slug") or slugify(str(source.value("title", ""))))
    moment = front_matter.parse_date(source.value("date", "")) if source.kind == "article" else None
    tags = source.value("tags", ())
    return Facts(
        file=source.file,
        kind=source.kind,
        address=_OWN_ADDRESS.get(source.file, f"{_FOLDERS[source.kind]}{slug}/"),
        slug_line=source.line("slug") if "slug" in source.meta else source.line("title"),
        status=source.status,
        until=moment.isoformat() if moment else "",
        featured=source.value("featured", False) is True,
        theme=str(source.value("category", "")),
        tags=tuple(str(tag) for tag in (tags if isinstance(tags, list) else [tags]) if tag),
        anchors=tuple(_anchors(source)),
        targets=tuple(_targets(source)),
    )


def _anchors(source):
    """The ids that Markdown's toc extension gives the headings, and those that were written."""
    used = set()
    for _, line in source.lines:
        if written := _ID.search(line):
            used.add(written[1] or written[2])
        elif heading := HEADING.match(line):
            text = LINK.sub(lambda found: found["text"], heading[2])
            unique(heading_slug(re.sub(r"[*_`]", "", text), "-"), used)
    return sorted(used)


def _targets(source):
    for number, link in links(source):
        yield number, link["target"], bool(link["image"])
    for number, line in source.lines:
        if reference := _REFERENCE.match(line):
            yield number, reference[1], False
        if "<" in line:
            for target in _ATTRIBUTE.findall(line):
                yield number, target, False
