"""A .br and a .gz copy beside each text file, for hosts that serve what is compressed already."""

import gzip
from pathlib import Path

import brotli

TEXT = frozenset((".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml", ".xsl"))


def compress(folder):
    """Write the copies that are smaller than their file; the same bytes for the same file, at any time."""
    for path in sorted(Path(folder).rglob("*")):
        if path.suffix not in TEXT or not path.is_file():
            continue
        content = path.read_bytes()
        for suffix, smaller in ((".br", _brotli(content)), (".gz", gzip.compress(content, mtime=0))):
            if len(smaller) < len(content):
                path.with_name(path.name + suffix).write_bytes(smaller)


def _brotli(content):
    return brotli.compress(content, mode=brotli.MODE_TEXT, quality=11)
