"""The search index of a built site, by Pagefind (https://pagefind.app). Knows nothing of Pelican.

A page is in it when it has MARK, with what that element holds (https://pagefind.app/docs/indexing/). Pagefind
stems by the language of the page. Of its bundle we keep what our own interface asks for: the library
and the index for the language of the site.
"""

from fnmatch import fnmatch
from pathlib import Path

from plugins import search_bundle
from plugins.pagefind_service import Pagefind, PagefindError

FOLDER = "pagefind"
MARK = "data-pagefind-body"
# Fewer pages are indexed before anybody wonders.
_MANY = 200
_FAILED = "De zoekindex kon niet worden gemaakt."
KEPT = ("pagefind.js", "pagefind-entry.json", "wasm.{language}.pagefind", "*.pf_meta", "*.pf_index")
KEPT += ("*.pf_fragment", "*.pf_filter")


class SearchError(Exception):
    """Why there is no index, in Dutch, with what Pagefind said."""


def index(site, language):
    """Write the index of the pages in the folder `site` to its folder `pagefind/`. Raises SearchError."""
    put(site, bundle(site, language))


def bundle(site, language):
    """The index of the pages in the folder `site`, as {name: bytes}; the same for the same pages."""
    # Takes 0.01 s, and most builds of a preview have no use for it.
    from rich.progress import track

    pages = sorted((path.relative_to(site).as_posix(), path) for path in Path(site).rglob("*.html"))
    added = 0
    try:
        with Pagefind() as pagefind:
            for name, path in track(pages, "Zoekindex maken", transient=True, disable=len(pages) < _MANY):
                html = path.read_text(encoding="utf-8")
                if MARK in html:
                    pagefind.add(name, html)
                    added += 1
            if not added:
                raise SearchError(f"{_FAILED} Geen enkele pagina heeft {MARK}.")
            made = pagefind.files()
    except PagefindError as error:
        raise SearchError(f"{_FAILED} {error}") from error
    kept = {name: data for name, data in made.items() if _kept(name.rpartition("/")[2], language)}
    return search_bundle.in_order(kept, language)


def put(site, files):
    """Let the folder `pagefind/` of `site` hold these files and no others."""
    folder = Path(site, FOLDER)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, data in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _kept(name, language):
    return any(fnmatch(name, pattern.format(language=language)) for pattern in KEPT)
