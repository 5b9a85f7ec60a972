"""The headers of a built site, as rules from a path to headers.

No header is set by two rules that match one path. Cloudflare Pages joins such values with a comma, which
makes two policies of one; other hosts let one of the two win. So what differs by page has no catch-all rule.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from plugins.stylesheet import PUBLISHED_AS
from tasks.hosting.policy import SELF, WIDENED, policy, style_hash
from tests.site.pages import read_site

# https://developers.cloudflare.com/pages/configuration/headers/
LONGEST_LINE = 2000
MOST_RULES = 100

YEAR = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"
_UNUSED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking"),
)
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
SPECULATION_TYPE = "application/speculationrules+json"
_FINGERPRINT = re.compile(r"\.[0-9a-f]{10}\.\w+$")
_SPECULATION = re.compile(r"/theme/speculation\.[0-9a-f]{10}\.json$")


@dataclass(frozen=True)
class Rule:
    """`headers` for the one path `path`, or for every path that begins so when it ends in "*"."""

    path: str
    headers: dict


def read_rules(folder, practice):
    """The rules for the site in `folder`, the one for everything first."""
    site = read_site(folder)
    styles = {page.address: _hashes(page) for page in site.pages}
    speculation = [address for address in site.addresses if _SPECULATION.match(address)]
    of_pages = {"Speculation-Rules": f'"{speculation[0]}"'} if speculation else {}
    return (
        Rule("/*", EVERYWHERE),
        *(
            Rule(path, {"Content-Security-Policy": text, **of_pages})
            for path, text in _policies(styles, site.addresses, practice)
        ),
        *_rules_of_files(site.addresses),
    )


def _hashes(page):
    return frozenset(style_hash(node.text()) for node in page.all("style"))


def _policies(styles, addresses, practice):
    """A path and a policy for each page, or for a whole section where one policy suits all of it."""
    for section, members in groupby(sorted(styles), key=_section):
        members = list(members)
        allowed = frozenset().union(*(styles[member] for member in members))
        # The feed has its stylesheet beside it.
        if any(address.startswith(section) and address.endswith(".css") for address in addresses):
            allowed |= {SELF}
        whole = policy(section, allowed, practice)
        fits = len(f"  Content-Security-Policy: {whole}") <= LONGEST_LINE
        if len(members) > 1 and fits and not WIDENED.intersection(members):
            yield f"{section}*", whole
        else:
            yield from ((member, policy(member, styles[member], practice)) for member in members)


def _rules_of_files(addresses):
    folders = defaultdict(set)
    for address in addresses:
        folders[_section(address)].add(address)
    for folder, members in sorted(folders.items()):
        kept = {address for address in members if _FINGERPRINT.search(address)}
        if len(kept) > 1 and kept == members:
            yield Rule(f"{folder}*", {"Cache-Control": YEAR})
        else:
            yield from (Rule(address, _headers_of_file(address)) for address in sorted(kept))
    if f"/{PUBLISHED_AS}" in addresses:
        yield Rule(f"/{PUBLISHED_AS}", {"Cache-Control": HOUR})


def _headers_of_file(address):
    kind = {"Content-Type": SPECULATION_TYPE} if _SPECULATION.match(address) else {}
    return {"Cache-Control": YEAR} | kind


def _section(address):
    """The top folder: "/artikelen/" for "/artikelen/x/". A file at the top is its own."""
    top, slash, _ = address.lstrip("/").partition("/")
    return f"/{top}/" if slash else address
