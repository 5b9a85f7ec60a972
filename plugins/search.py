"""Makes the search index out of the built pages, with Pagefind, once all of them are written.

What is found is up to the templates: a page is in the index when it has `data-pagefind-body`, with what that
element holds (https://pagefind.app/docs/indexing/). Pagefind stems by the language of the page. Of its
bundle we keep what our own interface asks for: the library, and the index for the language of the site.
"""

import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

from pelican import signals

FOLDER = "pagefind"
KEPT = ("pagefind.js", "pagefind-entry.json", "wasm.{language}.pagefind", "*.pf_meta", "*.pf_index")
KEPT += ("*.pf_fragment", "*.pf_filter")


class SearchError(Exception):
    """Why there is no index, in Dutch, with what Pagefind said."""


def index(site, language):
    """Write the index of the pages in the folder `site` to its folder `pagefind/`. Raises SearchError."""
    finished = subprocess.run(  # noqa: S603 - a program of our own environment
        [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", FOLDER, "--silent"],
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        raise SearchError(f"De zoekindex kon niet worden gemaakt. {finished.stderr.strip()}")
    for path in Path(site, FOLDER).rglob("*"):
        if path.is_file() and not _kept(path.name, language):
            path.unlink()


def _kept(name, language):
    return any(fnmatch(name, pattern.format(language=language)) for pattern in KEPT)


def index_output(pelican):
    """Index what was just built."""
    index(pelican.output_path, pelican.settings["DEFAULT_LANG"])


def register():
    signals.finalized.connect(index_output)
