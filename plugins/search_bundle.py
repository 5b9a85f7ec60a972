"""Pagefind's bundle with its filters in order.

Pagefind 1.5 writes the values of a filter in an order of chance (they come out of a hash map), and names that
file, and the two that name it, by their content. Here the values are sorted and the names follow. These files
are CBOR (RFC 8949) of texts, whole numbers and lists, behind a mark, in gzip.
"""

import gzip
import json
from hashlib import sha256

MARK = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
_NUMBER, _TEXT, _LIST = 0, 3, 4


def in_order(files, language):
    """The files of a bundle, {name: bytes}, in one form whatever the order that Pagefind wrote them in."""
    made = {name: data for name, data in files.items() if not name.endswith((".pf_filter", ".pf_meta"))}
    renamed = {}
    for name, data in files.items():
        if name.endswith(".pf_filter"):
            title, values = read(data)
            content = _write([title, sorted(values)])
            hashed = f"{language}_{sha256(content).hexdigest()[:7]}"
            made[f"filter/{hashed}.pf_filter"] = content
            renamed[name.rpartition("/")[2].removesuffix(".pf_filter")] = hashed
    entry = json.loads(files[ENTRY])
    known = entry["languages"].get(language)
    if known:
        meta = _write(_renamed(read(files[f"pagefind.{known['hash']}.pf_meta"]), renamed))
        known["hash"] = f"{language}_{sha256(meta).hexdigest()[:10]}"
        made[f"pagefind.{known['hash']}.pf_meta"] = meta
    # Of other languages nothing is kept.
    entry["languages"] = {language: known} if known else {}
    made[ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return made


def _renamed(value, names):
    """The same with each text that is a key of `names` replaced by its value."""
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return names.get(value, value)


def read(data):
    """What a file of the bundle holds: lists of texts, whole numbers and lists."""
    return _decode(gzip.decompress(data).removeprefix(MARK), 0)[0]


def _write(value):
    return gzip.compress(MARK + _encode(value), mtime=0)


def _decode(data, at):
    """The value that begins at `at`, and where it ends."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size > 23:
        width = 1 << (size - 24)
        size, at = int.from_bytes(data[at : at + width]), at + width
    if kind == _NUMBER:
        return size, at
    if kind == _TEXT:
        return data[at : at + size].decode(), at + size
    if kind != _LIST:
        raise ValueError(f"Pagefind wrote CBOR of major type {kind}, which this version does not know")
    values = []
    for _ in range(size):
        value, at = _decode(data, at)
        values.append(value)
    return values, at


def _encode(value):
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        data = value.encode()
        return _head(_TEXT, len(data)) + data
    return _head(_LIST, len(value)) + b"".join(map(_encode, value))


def _head(kind, size):
    if size < 24:
        return bytes([kind << 5 | size])
    for code, width in ((24, 1), (25, 2), (26, 4)):
        if size < 1 << 8 * width:
            return bytes([kind << 5 | code]) + size.to_bytes(width)
    return bytes([kind << 5 | 27]) + size.to_bytes(8)
