"""What a publication changes, page by page, and how to say it."""

from dataclasses import dataclass
from pathlib import Path

from plugins.redirects import REDIRECTS

MOST_SHOWN = 12
NOTHING = "Er is niets veranderd."
MORE = ("en nog 1 pagina", "en nog {} pagina’s")
MOVED = "Is een verdwenen pagina verhuisd? Zet het oude en het nieuwe adres in content/verhuisd.txt."


@dataclass(frozen=True)
class Changes:
    """Addresses of pages. `gone`: those without a page or a redirect now."""

    new: tuple = ()
    changed: tuple = ()
    gone: tuple = ()


def changes(before, after):
    """Compare the pages of two built folders; the first may not be there."""
    old, new = _pages(Path(before)), _pages(Path(after))
    return Changes(
        new=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(page for page in new.keys() & old.keys() if new[page] != old[page])),
        gone=tuple(sorted(old.keys() - new.keys())),
    )


def summary(found):
    """The same in Dutch, a line a page."""
    lines = [f"  {name:<10} {page}" for name, page in rows(found, MOST_SHOWN)]
    return "\n".join([*lines, *([MOVED] if found.gone else [])]) or NOTHING


def rows(found, most):
    """Pairs in Dutch: what became of a page, and its address; at most `most` of a kind, and how many more."""
    told = []
    for name, pages in (("Nieuw", found.new), ("Gewijzigd", found.changed), ("Verdwenen", found.gone)):
        told += [(name, page) for page in pages[:most]]
        more = len(pages) - most
        if more > 0:
            told.append((name, MORE[more > 1].format(more)))
    return told


def _pages(folder):
    """Each page by its address, with its bytes; pages that only send on are left out."""
    moved = folder / REDIRECTS
    sent_on = {line.split()[0] for line in moved.read_text().splitlines()} if moved.exists() else set()
    pages = {
        "/" + path.relative_to(folder).as_posix().removesuffix("index.html"): path.read_bytes()
        for path in folder.rglob("*.html")
    }
    return {address: content for address, content in pages.items() if address not in sent_on}
