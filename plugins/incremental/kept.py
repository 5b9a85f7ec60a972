"""A text as it is kept, and back again: the object that Pelican and its plugins made of a file."""

import io
import pickle
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from pelican.urlwrappers import Author, Category, URLWrapper
from pelican.utils import SafeDatetime

from .tokens import Tokens, UnknownError, digest
from .tracing import Text, traced

# What every build has of its own.
_ANEW = ("settings", "_context", "source_path", "translations")
_CHANGING = frozenset((list, dict, set))
_FIXED = frozenset((str, int, float, bool, type(None), datetime, SafeDatetime, tuple, Category, Author))


@dataclass(slots=True)
class Entry:
    """A text between builds: what Pelican and its plugins made of a file.

    `reader` is the fingerprint of what read it. Whether the file changed, `stamp` says by the file system and
    `key` by content. `state` is the pickle of its attributes, `tokens` are those of the attributes that can't
    change. `digest`, `links` and `static_links` are of its text; `body` is that text as UTF-8, None once the
    store has it.
    """

    reader: bytes
    key: bytes
    stamp: tuple
    digest: bytes
    links: str
    static_links: tuple
    tokens: dict
    addresses: dict
    state: bytes
    body: bytes = None
    made: dict = None

    def row(self):
        """What goes into the store; `Entry(*row)` is the other way."""
        own = (self.reader, self.key, self.stamp, self.digest, self.links, self.static_links)
        return (*own, self.tokens, self.addresses, self.state)

    def attributes(self, settings, keep):
        """The attributes as they were, to be changed by whoever gets them; with `keep`, more than once."""
        if self.made is None:
            made = _Unpickler(io.BytesIO(self.state), settings).load()
            if not keep:
                return made
            self.made = made
        return {
            name: value.copy() if type(value) in _CHANGING else value for name, value in self.made.items()
        }


def entry_of(content, reader, key, stamp):
    """An article or page as an Entry."""
    _name(content)
    state = dict(vars(content))
    body = state.pop("_content")
    for name in _ANEW:
        state.pop(name)
    target = io.BytesIO()
    _Pickler(target, content.settings).dump(state)
    data = body.encode("utf-8", "surrogatepass")
    # Asked for at every build, and long to find.
    static_links = tuple(sorted(content.get_static_links()))
    return Entry(
        *(reader, key, stamp, digest(data), links_of(content, body), static_links, tokens_of(state)),
        {name: getattr(content, name) for name in ("url", "save_as")},
        *(target.getvalue(), data),
    )


def _name(content):
    """Let themes, subjects and authors work out what is in their address: they keep it, and so do we."""
    for value in vars(content).values():
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, URLWrapper):
                each.slug  # noqa: B018


def tokens_of(state):
    """The tokens of the attributes that nobody can change but by giving another value."""
    tokens, found = Tokens(), {}
    for name, value in state.items():
        if type(value) in _FIXED:
            with suppress(UnknownError):
                found[name] = tokens.of(value)
    return found


def links_of(content, body):
    """The tags of a text whose addresses Pelican fills in, and nothing between them."""
    return "".join(found[0] + ">" for found in content._get_intrasite_link_regex().finditer(body))


def revive(kind, entry, generator, *, ref, path, keep, load):
    """The object again, as one that notes what is read of it. `load()` gives its text."""
    content = traced(kind).__new__(traced(kind))
    vars(content).update(
        entry.attributes(generator.settings, keep),
        settings=generator.settings,
        _context=generator.context,
        source_path=path,
        translations=[],
        _kept=Text(
            *(ref, load, None, entry.digest, entry.links, set(entry.static_links)),
            *(entry.tokens.copy(), entry.addresses.copy()),
        ),
    )
    return content


class _Pickler(pickle.Pickler):
    """Settings are no part of what is kept: themes, subjects and authors know them too."""

    def __init__(self, target, settings):
        super().__init__(target, protocol=5)
        self._settings = settings

    def persistent_id(self, value):
        return "settings" if value is self._settings else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, source, settings):
        super().__init__(source)
        self._settings = settings

    def persistent_load(self, name):
        return self._settings
