"""What a template reads while it renders a page: variables, and attributes of articles and pages.

Reading is noted by the objects themselves, so that what a filter or a function of Python reads is noted too.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field

from jinja2.runtime import Context, missing
from pelican import contents

# What is read right now; None while nothing is noted.
_reads = None
# Every attribute of an article or page, and its text.
WHOLE = "*"
TEXT = "text"
_APART = frozenset({"settings", "_kept"})
# What the addresses of an article or page are made of, besides its metadata.
_OF_ADDRESSES = frozenset({"override_url", "override_save_as", "slug", "lang", "in_default_lang", "date"})
_OF_ADDRESSES |= {"author", "category", "status", "_status", "metadata"}


class Reads:
    """`names` of variables, and for each article or page, by its reference, the attributes that were read."""

    def __init__(self, variables):
        self._variables = variables
        self.names = set()
        self.attributes = {}

    def variable(self, name, value):
        """Note a variable. What a template itself assigned was made of what is noted already."""
        if self._variables.get(name, missing) is value:
            self.names.add(name)

    def attribute(self, ref, name):
        """Note an attribute of an article or page."""
        self.attributes.setdefault(ref, set()).add(name)

    def plain(self):
        """The same as tuples, in an order of their own."""
        attributes = ((ref, tuple(sorted(names))) for ref, names in sorted(self.attributes.items()))
        return tuple(sorted(self.names)), tuple(attributes)


@contextmanager
def reading(variables):
    """Note what is read within the block, in a Reads. `variables` are those that the template is given."""
    global _reads  # noqa: PLW0603 - templates render one at a time in a process
    before, _reads = _reads, Reads(variables)
    # Only now, for it makes each look at an attribute several times as slow.
    Traced.__getattribute__ = _noted
    try:
        yield _reads
    finally:
        _reads = before
        if before is None:
            del Traced.__getattribute__


class TracedContext(Context):
    """Jinja's context, which notes what is looked up in it."""

    def resolve_or_missing(self, key):
        """Look a variable up, as Jinja asks for it."""
        if key in self.vars:
            return self.vars[key]
        value = self.parent.get(key, missing)
        if _reads is not None:
            _reads.variable(key, value)
        return value


@dataclass(slots=True)
class Text:
    """What an article or page has of this plugin: `ref`, its name in the site, and its text.

    The text is `own`, or what `load()` fetches. `tokens` are those of attributes that are as they were read.
    `digest` is that of the text, `links` the tags in it whose addresses Pelican fills in; None where they are
    to be worked out, for a text that another plugin changed. `addresses` are its url and save_as.
    """

    ref: str
    load: object = None
    own: str = None
    digest: bytes = None
    links: str = None
    static_links: set = None
    tokens: dict = field(default_factory=dict)
    addresses: dict = field(default_factory=dict)

    def change(self, text):
        """Another text, from now on."""
        self.own, self.digest, self.links, self.static_links = text, None, None, None

    def __str__(self):
        return self.load() if self.own is None else self.own


class Traced:
    """An article or page that notes which of its attributes are read while a template renders."""

    def __setattr__(self, name, value):
        kept = self._kept
        kept.tokens.pop(name, None)
        if name in _OF_ADDRESSES or name in self.metadata:
            kept.addresses.clear()
        object.__setattr__(self, name, value)

    @property
    def url(self):
        """As Pelican works it out, once."""
        return self._address("url")

    @property
    def save_as(self):
        """As Pelican works it out, once."""
        return self._address("save_as")

    def _address(self, name):
        known = self._kept.addresses
        if name not in known:
            known[name] = self.get_url_setting(name)
        return known[name]

    @property
    def _content(self):
        return str(self._kept)

    @_content.setter
    def _content(self, text):
        self._kept.change(text)

    def get_content(self, siteurl):
        """The text with its links filled in. Pelican's own way would keep every text in memory."""
        own = self._get_content() if hasattr(self, "_get_content") else self._content
        return self._update_content(own, siteurl)

    def get_summary(self, siteurl):
        """As Pelican makes it, and not kept in memory either."""
        return contents.Content.__dict__["get_summary"].func(self, siteurl)

    def get_relative_source_path(self, source_path=None):
        """Its own is known."""
        return super().get_relative_source_path(source_path) if source_path else self.relative_source_path

    def get_static_links(self):
        """What the text publishes along with itself."""
        if self._kept.static_links is None:
            self._kept.static_links = super().get_static_links()
        return self._kept.static_links


def _noted(self, name):
    """Stands in for `__getattribute__` while something is noted."""
    global _reads  # noqa: PLW0603
    reads = _reads
    if reads is None or name in _APART or (name[:2] == "__" and name != "__dict__"):
        return object.__getattribute__(self, name)
    ref = object.__getattribute__(self, "_kept").ref
    reads.attribute(ref, WHOLE if name == "__dict__" else name)
    # What it reads of itself, and of others for its links, is in the token of this attribute.
    _reads = None
    try:
        value = object.__getattribute__(self, name)
    finally:
        _reads = reads
    if callable(value):
        reads.attribute(ref, WHOLE)
    return value


_TRACED = {}


def traced(kind):
    """The class of `kind`, contents.Article or Page, that notes what is read; under the same name."""
    if kind not in _TRACED:
        # Pelican looks settings up by the name of the class.
        _TRACED[kind] = type(kind.__name__, (Traced, kind), {"__module__": kind.__module__})
    return _TRACED[kind]


def trace(content, ref):
    """Let an object that Pelican made note what is read of it."""
    vars(content)["_kept"] = Text(ref, own=vars(content).pop("_content"))
    content.__class__ = traced(type(content))
