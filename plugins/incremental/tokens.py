"""What a value is, as bytes that are the same whenever a template could not tell the difference.

`UnknownError` is raised for a value of which that can't be said: whatever depends on it is made anew.
"""

import datetime
import decimal
import enum
import functools
import inspect
import pathlib
import re
import types
import zoneinfo
from dataclasses import fields, is_dataclass
from hashlib import blake2b

from markupsafe import Markup
from pelican import paginator, urlwrappers

from .tracing import Traced

DIGEST_BYTES = 16
_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})
_AS_TEXT = (
    *(datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, zoneinfo.ZoneInfo),
    *(decimal.Decimal, pathlib.PurePath, Markup, range),
)
# What these objects know of others, and what they keep once they were asked for it.
_WORKED_OUT = frozenset({"settings", "_count", "_num_pages", "_name", "_slug", "_slug_from_name"})
# A list of so many is likely to be met again.
_LONG = 20
# Themes, subjects and authors: there are few, but every article has objects of its own for them.
_NAMED = frozenset({urlwrappers.Category, urlwrappers.Tag, urlwrappers.Author})
_OF_NAMED = frozenset({"settings", "_name", "_slug", "_slug_from_name", "name", "slug"})
_OWN_STATE = (urlwrappers.URLWrapper, paginator.Paginator, paginator.Page)


class UnknownError(Exception):
    """A value that has no token; its text is the type."""


def digest(*parts):
    """Bytes, or texts, as DIGEST_BYTES bytes; the order and the borders of the parts count."""
    if len(parts) == 1:
        (part,) = parts
        data = part if type(part) is bytes else part.encode("utf-8", "surrogatepass")
        return blake2b(data, digest_size=DIGEST_BYTES).digest()
    return joined([digest(part) for part in parts])


def joined(tokens):
    """Many tokens as one; their order counts."""
    return blake2b(b"".join(tokens), digest_size=DIGEST_BYTES).digest()


class Tokens:
    """Tokens of values that do not change while this object lives: the values of one build.

    `root` is a folder; what is in it has the same token wherever the folder is.
    """

    def __init__(self, root=None):
        self._root = root and f"{root}/"
        self._known = {}
        self._named = {}

    def of(self, value):
        """The token of `value`, raising UnknownError."""
        if type(value) in _PLAIN:
            return self._digest(value)
        known = self._known.get(id(value))
        if known is None:
            # The value is kept with its token, so that no other can take its place in memory.
            known = self._known[id(value)] = (value, self._digest(value))
        return known[1]

    def _digest(self, value):
        try:
            return digest(repr(self._plain(value, whole=True)))
        except RecursionError:
            raise UnknownError(type(value).__qualname__) from None

    def _plain(self, value, whole=False):
        kind = type(value)
        if kind is str and self._root:
            return value.replace(self._root, "./")
        if kind in _PLAIN:
            return value
        if kind in _NAMED and vars(value).keys() <= _OF_NAMED:
            return self._of_named(kind, value)
        if isinstance(value, Traced):
            return ("content", value._kept.ref)
        name = f"{kind.__module__}.{kind.__qualname__}"
        if isinstance(value, list | tuple | set | frozenset | dict | types.MappingProxyType):
            own = whole or len(value) < _LONG
            return (name, *self._members(value)) if own else (name, self.of(value))
        return (name, *(self._data(value, name) or self._code(value, name)))

    def _of_named(self, kind, value):
        key = (kind, value.name, value.slug)
        if key not in self._named:
            name = f"{kind.__module__}.{kind.__qualname__}"
            self._named[key] = (name, *self._pelicans(value))
        return self._named[key]

    def _data(self, value, name):
        """Values that are known by what they say; None for others."""
        if isinstance(value, _AS_TEXT):
            return (self._plain(str(value)), str(getattr(value, "tzinfo", "")))
        if isinstance(value, enum.Enum):
            return (value.name,)
        if isinstance(value, re.Pattern):
            return (value.pattern, value.flags)
        if is_dataclass(value) and not isinstance(value, type):
            return ("", *(self._plain(getattr(value, each.name)) for each in fields(value)))
        return self._pelicans(value) if isinstance(value, _OWN_STATE) else None

    def _pelicans(self, value):
        """Objects of Pelican that are known by what they hold."""
        own = {key: each for key, each in vars(value).items() if key not in _WORKED_OUT}
        if isinstance(value, urlwrappers.URLWrapper):
            own |= {"name": value.name, "slug": value.slug}
        if type(value) is paginator.Page:
            # Every page of a list knows the same one, and what is on it is a part of that.
            own["paginator"] = self.of(value.paginator)
            del own["object_list"]
        return tuple([(key, self._plain(own[key])) for key in sorted(own)])

    def _members(self, value):
        if isinstance(value, dict | types.MappingProxyType):
            # In their order: a template may go through them.
            return [(self._plain(key), self._plain(each)) for key, each in value.items()]
        members = [self._plain(each) for each in value]
        return sorted(members, key=repr) if isinstance(value, set | frozenset) else members

    def _code(self, value, name):
        """Code is known by its name, as its source is in the fingerprint of a build, and by what it holds."""
        if isinstance(value, types.ModuleType):
            return (value.__name__,)
        if isinstance(value, type | types.BuiltinFunctionType):
            return (value.__module__ or "", value.__qualname__)
        if isinstance(value, functools.partial):
            return (self.of(value.func), self.of(value.args), self.of(value.keywords))
        if isinstance(value, types.MethodType):
            return (self.of(value.__self__), value.__func__.__qualname__)
        if inspect.isfunction(value):
            held = [self.of(cell.cell_contents) for cell in value.__closure__ or ()]
            return (value.__module__, value.__qualname__, value.__code__.co_code, *held)
        raise UnknownError(name)
