"""Files for programs, written once every page is there: feed, sitemap, robots.txt, manifest, security.txt.

Their text is in `theme/templates/machine/`. What the sitemap lists is read from the written pages: one that
names its canonical address may be found.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import rcssmin
from pelican import signals
from pelican.generators import Generator
from selectolax.lexbor import LexborHTMLParser

from plugins import output_folder

FEED = "artikelen/feed.xml"
# Whoever follows a feed has the older ones; with all of them it would grow to megabytes.
NEWEST_IN_FEED = 30
FEED_STYLE = "artikelen/feed.css"
SECURITY = ".well-known/security.txt"
FILES = (FEED, "sitemap.xml", "robots.txt", "site.webmanifest", SECURITY)
# RFC 9116, 2.5.5: less than a year ahead, counted from the first of the month.
SECURITY_LASTS = timedelta(days=364)
# Pages that show the newest articles.
LISTS = ("home", "search")


@dataclass(frozen=True)
class Listed:
    """A line of the sitemap. `lastmod` is None where no date is known."""

    address: str
    lastmod: datetime | None


def files(practice):
    """What to write: no security.txt while there is no address to write to."""
    return tuple(name for name in FILES if name != SECURITY or practice.email)


def canonical(html):
    """The canonical address that a page names, None when it names none. `html` is text or UTF-8."""
    head, _, _ = html.partition(b"</head>" if isinstance(html, bytes) else "</head>")
    link = LexborHTMLParser(head).css_first('link[rel="canonical"]')
    return link.attributes["href"] if link else None


def changed(content):
    """When an article or page last changed, as far as its front matter says; else None."""
    return getattr(content, "modified", None) or getattr(content, "date", None)


def newest(contents):
    """When any of these last changed, None for none."""
    return max((changed(content) for content in contents), default=None)


def last_changed(context):
    """When what a page shows last changed: its own moment, or that of the newest that it lists."""
    if "article" in context:
        return changed(context["article"])
    if "page" in context and context["page"].template not in LISTS:
        return changed(context["page"])
    shown = context["articles_page"].object_list if "articles_page" in context else context["articles"]
    return newest(shown)


def expires(now):
    """When a security.txt of this moment expires, by RFC 3339: the same for a whole month."""
    first = now.replace(day=1, hour=0, minute=0, second=0)
    return (first + SECURITY_LASTS).strftime("%Y-%m-%dT%H:%M:%SZ")


def feed_style(theme):
    """The style of the feed, and the theme's tokens that it reads."""
    # The feed's own file comes first, for what stands in it: @namespace counts only before any other rule.
    files = (Path(theme, "static", "feed", "feed.css"), Path(theme, "static", "css", "tokens.css"))
    return rcssmin.cssmin("\n".join(path.read_text(encoding="utf-8") for path in files))


class MachineFiles(Generator):
    """Runs after Pelican's own generators for articles and pages, so that it sees all that they wrote."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.written = []
        signals.content_written.connect(self._note)

    def generate_output(self, writer):
        """Write every file."""
        now = datetime.now(UTC)
        said = {
            "listed": sorted(self._listed(), key=lambda page: page.address),
            "changed": changed,
            "newest_in_feed": NEWEST_IN_FEED,
            # A site without articles has an empty feed, of today.
            "updated": newest(self.context["articles"])
            or now.replace(hour=0, minute=0, second=0, microsecond=0),
            "expires": expires(now),
        }
        for name in files(self.settings["PRACTICE"]):
            template = self.env.get_template(f"machine/{Path(name).name}")
            writer.write_file(name, template, self.context, **said)
        style = feed_style(self.theme)
        output_folder.write(self, FEED_STYLE, (style,), style.encode)

    def _note(self, path, context):
        if path.endswith(".html"):
            self.written.append((path, last_changed(context)))

    def _listed(self):
        for path, lastmod in self.written:
            address = output_folder.note(self, "canonical", path, canonical)
            if address:
                yield Listed(address, lastmod)


def offer(_pelican):
    """Let Pelican run the generator."""
    return MachineFiles


def register():
    signals.get_generators.connect(offer)
