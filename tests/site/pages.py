"""A built site as the rules see it."""

from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True)
class Page:
    """One HTML page. `address` is where it is found: "/over/", or "/404.html"."""

    address: str
    tree: LexborHTMLParser

    def all(self, selector):
        """Every element that matches a CSS selector, in document order."""
        return self.tree.css(selector)

    def attributes(self, selector, name):
        """The values of an attribute on every element that matches and has it."""
        return [node.attributes[name] or "" for node in self.all(selector) if name in node.attributes]


@dataclass(frozen=True)
class Site:
    """All pages, and the addresses of all files, pages included under their clean address."""

    pages: tuple
    addresses: frozenset


def parse(html, address="/"):
    """A Page from its source."""
    return Page(address, LexborHTMLParser(html))


def read_site(folder):
    """The Site that was built into `folder`."""
    folder = Path(folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    addresses = {path: _address(path.relative_to(folder)) for path in files}
    pages = [
        parse(path.read_text(encoding="utf-8"), addresses[path]) for path in files if path.suffix == ".html"
    ]
    return Site(tuple(pages), frozenset(addresses.values()))


def file_at(folder, address):
    """The file in `folder` that a static host shows at an address."""
    return Path(folder) / (address.lstrip("/") + ("index.html" if address.endswith("/") else ""))


def _address(path):
    return "/" + path.as_posix().removesuffix("index.html")
