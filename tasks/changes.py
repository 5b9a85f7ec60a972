"""What a publication changes, page by page, and how to say it."""

from dataclasses import dataclass
from pathlib import Path

from plugins.redirects import REDIRECTS

MOST_SHOWN = 12


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
    lines = []
    for name, pages in (("Nieuw", found.new), ("Gewijzigd", found.changed), ("Verdwenen", found.gone)):
        lines += [f"  {name:<10} {page}" for page in pages[:MOST_SHOWN]]
        if len(pages) > MOST_SHOWN:
            lines.append(f"  {name:<10} en nog {len(pages) - MOST_SHOWN} pagina’s")
    if found.gone:
        lines.append(
            "Is een verdwenen pagina verhuisd? Zet het oude en het nieuwe adres in content/verhuisd.txt."
        )
    return "\n".join(lines) or "Er is niets veranderd."


def _pages(folder):
    """Each page by its address, with its bytes; pages that only send on are left out."""
    moved = folder / REDIRECTS
    sent_on = {line.split()[0] for line in moved.read_text().splitlines()} if moved.exists() else set()
    pages = {
        "/" + path.relative_to(folder).as_posix().removesuffix("index.html"): path.read_bytes()
        for path in folder.rglob("*.html")
    }
    return {address: content for address, content in pages.items() if address not in sent_on}
