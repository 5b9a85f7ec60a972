"""A .br and a .gz copy beside each text file, for hosts that serve what is compressed already."""

import gzip
from importlib.metadata import version
from pathlib import Path

import brotli
from rich.progress import track

from plugins.build_cache import BuildCache, fingerprint
from tasks.build import ROOT

TEXT = frozenset((".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml", ".xsl"))
CACHE = ROOT / "var" / "cache" / "compressed"
# Fewer files are done before anybody wonders.
_MANY = 200


def compress(folder, cache=CACHE):
    """Write the copies that are smaller than their file; the same bytes for the same file, at any time.

    The best compression takes long: what was compressed before is taken from the folder `cache`.
    """
    cache = BuildCache(cache)
    paths = [path for path in sorted(Path(folder).rglob("*")) if path.suffix in TEXT and path.is_file()]
    for path in track(paths, "Comprimeren", transient=True, disable=len(paths) < _MANY):
        content = path.read_bytes()
        for suffix, smaller in _copies(content, cache):
            if len(smaller) < len(content):
                path.with_name(path.name + suffix).write_bytes(smaller)
    cache.prune()


def _copies(content, cache):
    for suffix, work in ((".br", _brotli), (".gz", _gzip)):
        key = fingerprint(suffix, version("brotli"), content)
        smaller = cache.get(key)
        if smaller is None:
            smaller = work(content)
            cache.put(key, smaller)
        yield suffix, smaller


def _brotli(content):
    return brotli.compress(content, mode=brotli.MODE_TEXT, quality=11)


def _gzip(content):
    return gzip.compress(content, mtime=0)
