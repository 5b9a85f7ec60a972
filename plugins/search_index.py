"""The search index of a built site, by Pagefind (https://pagefind.app). Knows nothing of Pelican.

Pagefind stems by the language of the page. Of its bundle we keep what our own interface asks for: the library
and the index for the language of the site.
"""

import subprocess
import sys
import tempfile
from fnmatch import fnmatch
from pathlib import Path

from plugins import search_bundle

FOLDER = "pagefind"
KEPT = ("pagefind.js", "pagefind-entry.json", "wasm.{language}.pagefind", "*.pf_meta", "*.pf_index")
KEPT += ("*.pf_fragment", "*.pf_filter")


class SearchError(Exception):
    """Why there is no index, in Dutch, with what Pagefind said."""


def index(site, language):
    """Write the index of the pages in the folder `site` to its folder `pagefind/`. Raises SearchError."""
    put(site, bundle(site, language))


def bundle(site, language):
    """The index of the pages in the folder `site`, as {name: bytes}; the same for the same pages."""
    with tempfile.TemporaryDirectory() as folder:
        finished = subprocess.run(  # noqa: S603 - a program of our own environment
            [sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", folder, "--silent"],
            capture_output=True,
            text=True,
            check=False,
        )
        if finished.returncode:
            raise SearchError(f"De zoekindex kon niet worden gemaakt. {finished.stderr.strip()}")
        made = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(Path(folder).rglob("*"))
            if path.is_file() and _kept(path.name, language)
        }
    return search_bundle.in_order(made, language)


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
