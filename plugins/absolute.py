"""Addresses within the site, made whole for readers that are not on it: a feed, a shared link."""

import re
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

_NAMES = ("href", "src", "poster")
# A candidate of srcset: an address, then its width or density.
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,])(\s+[\d.]+[wx])?")


def absolute_address(address, site):
    """The whole address of something on the site; `site` has no slash at its end."""
    return urljoin(f"{site}/", address)


def absolute(html, page):
    """A fragment of HTML in which every address is whole. `page` is the address of the page it stands on."""
    tree = LexborHTMLParser(html, is_fragment=True)
    for name in _NAMES:
        for node in tree.css(f"[{name}]"):
            node.attrs[name] = urljoin(page, node.attributes[name] or "")
    for node in tree.css("[srcset]"):
        node.attrs["srcset"] = _CANDIDATE.sub(
            lambda found: urljoin(page, found[1]) + (found[2] or ""), node.attributes["srcset"] or ""
        )
    return tree.html
