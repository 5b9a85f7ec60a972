"""The headers of a built site, as rules from a path to headers.

No header is set by two rules that match one path. Cloudflare Pages joins such values with a comma, which
makes two policies of one; other hosts let one of the two win. So what differs by page has no catch-all rule.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from plugins.stylesheet import PUBLISHED_AS
from tasks.editor import git_host
from tasks.hosting.policy import SELF, WIDENED, policy, source_of
from tests.site.pages import Site, read_site

# https://developers.cloudflare.com/pages/configuration/headers/
LONGEST_LINE = 2000
MOST_RULES = 100

YEAR = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"
# What a browser would ask a visitor's leave for. The policy lets no page run script of anybody else: a longer
# list would only weigh, for every answer carries it, and HTTP/1.1 does not compress it.
_UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
EVERYWHERE = {
    # Two years and preload are what https://hstspreload.org/ asks for.
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not stricter: the endpoint checks the Origin of a message.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    # Not same-origin: the endpoint's pages use the style and the icon.
    "Cross-Origin-Resource-Policy": "same-site",
}
# Where the theme puts script; what stands in a text is not ours, and the rules refuse it.
_INLINE_SCRIPT = 'head > script[type="speculationrules"], body > script[type="module"]'
# A feed has its stylesheet beside it.
_FEED = re.compile(r"/feed\.xml$")
_FINGERPRINT = re.compile(r"\.[0-9a-f]{10}\.\w+$")


@dataclass(frozen=True)
class Rule:
    """`headers` for the one path `path`, or for every path that begins so when it ends in "*"."""

    path: str
    headers: dict


def read_rules(folder, practice):
    """The rules for the site in `folder`, the one for everything first."""
    site = read_site(folder)
    editor = _rules_of_editor(practice)
    if editor:
        site = _without(site, git_host.ADDRESS)
    files = (*editor, *_rules_of_files(site.addresses))
    inline = _inline_sources(site)
    for by_section in (False, True):
        pages = tuple(_rules_of_pages(inline, practice, by_section))
        # The fewer styles a policy names, the lighter its page; one for a whole section only where a host has
        # no room for one a page.
        if 1 + len(pages) + len(files) <= MOST_RULES:
            break
    return (Rule("/*", EVERYWHERE), *pages, *files)


def _rules_of_editor(practice):
    """One rule for all of it, where the practice has it in its site."""
    if practice.editor:
        return (Rule(f"{git_host.ADDRESS}*", git_host.headers(practice.editor)),)
    return ()


def _without(site, folder):
    """The Site but for what is in this folder."""
    return Site(
        tuple(page for page in site.pages if not page.address.startswith(folder)),
        frozenset(address for address in site.addresses if not address.startswith(folder)),
    )


def _inline_sources(site):
    """What each page and feed may use: sources of style, sources of script."""
    inline = {page.address: (_sources(page, "style"), _sources(page, _INLINE_SCRIPT)) for page in site.pages}
    feeds = filter(_FEED.search, site.addresses)
    return inline | {address: (frozenset({SELF}), frozenset()) for address in feeds}


def _rules_of_pages(inline, practice, by_section):
    """The policy of each page and feed; with `by_section` one for a section, where it suits all of it."""
    for section, members in groupby(sorted(inline), key=_section):
        members = {member: inline[member] for member in members}
        together = [frozenset().union(*sources) for sources in zip(*members.values(), strict=True)]
        whole = policy(section, *together, practice)
        fits = len(f"  Content-Security-Policy: {whole}") <= LONGEST_LINE
        if by_section and len(members) > 1 and fits and not WIDENED.intersection(members):
            yield _rule(f"{section}*", whole)
        else:
            for address, sources in members.items():
                yield _rule(address, policy(address, *sources, practice))


def _rule(path, text):
    return Rule(path, {"Content-Security-Policy": text})


def _sources(page, selector):
    return frozenset(source_of(node.text()) for node in page.all(selector))


def _rules_of_files(addresses):
    folders = defaultdict(set)
    for address in addresses:
        folders[_section(address)].add(address)
    for folder, members in sorted(folders.items()):
        kept = {address for address in members if _FINGERPRINT.search(address)}
        if len(kept) > 1 and kept == members:
            yield Rule(f"{folder}*", {"Cache-Control": YEAR})
        else:
            yield from (Rule(address, {"Cache-Control": YEAR}) for address in sorted(kept))
    if f"/{PUBLISHED_AS}" in addresses:
        yield Rule(f"/{PUBLISHED_AS}", {"Cache-Control": HOUR})


def _section(address):
    """The top folder: "/artikelen/" for "/artikelen/x/". A file at the top is its own."""
    top, slash, _ = address.lstrip("/").partition("/")
    return f"/{top}/" if slash else address
