"""Makes the search index out of the built pages, once all of them are written.

What is found is up to the templates: a page is in the index when it has `data-pagefind-body`, with what that
element holds (https://pagefind.app/docs/indexing/). Pagefind can only make all of the index at once; it
is kept under the hash of all pages.
"""

import marshal
from pathlib import Path

from pelican import signals

from plugins import output_folder
from plugins.build_cache import BuildCache, fingerprint
from plugins.search_index import bundle, index, put


def index_output(pelican):
    """Index what was just built; a process that builds for a preview does so when somebody searches."""
    settings = pelican.settings
    if settings.get("SEARCH_LATER"):
        return
    pages = output_folder.all_of(pelican, ".html")
    if pages is None:
        index(pelican.output_path, settings["DEFAULT_LANG"])
        return
    cache = BuildCache(Path(settings["CACHE_PATH"], "search"))
    key = fingerprint(pages, settings["DEFAULT_LANG"])
    kept = cache.get(key)
    files = marshal.loads(kept) if kept else bundle(pelican.output_path, settings["DEFAULT_LANG"])  # noqa: S302
    if not kept:
        cache.put(key, marshal.dumps(files))
    put(pelican.output_path, files)
    cache.prune()


def register():
    signals.finalized.connect(index_output)
