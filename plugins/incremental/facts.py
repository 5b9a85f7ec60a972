"""What the attributes of articles and pages are in one build, as tokens, each worked out once."""

from jinja2.runtime import missing

from .kept import links_of
from .tokens import Tokens, UnknownError, digest, joined
from .tracing import TEXT, WHOLE

_NONE = digest(b"nothing")
# Made of the text.
OF_TEXT = frozenset({"content", "summary", "_content", "_summary", TEXT})
_NO_PART = frozenset({"settings", "_context", "_kept", "source_path"})


class Facts:
    """Articles and pages by reference, and the tokens of what they say. `root` is as in Tokens."""

    def __init__(self, root=None):
        self._contents = {}
        self._known = {}
        self._variables = {}
        # The same few attributes of an article are read wherever it is listed.
        self._groups = {}
        self._tokens = Tokens(root)

    def add(self, content):
        """Take an article or page in."""
        self._contents[content._kept.ref] = content

    def get(self, ref):
        """The article or page of this reference, or None."""
        return self._contents.get(ref)

    def forget(self, ref):
        """One of them is not what it was."""
        self._known = {fact: token for fact, token in self._known.items() if fact[0] != ref}
        self._groups = {group: token for group, token in self._groups.items() if group[0] != ref}

    def refs(self):
        """The references of all that was taken in."""
        return self._contents.keys()

    def inputs(self, fixed, reads, variables):
        """The token of all that a page reads, `reads` as Reads.plain() gives it; None where it is unknown."""
        names, attributes = reads
        try:
            parts = [fixed]
            for name in names:
                value = variables.get(name, missing)
                known = self._variables.get(name)
                if known is None or known[0] is not value:
                    token = _NONE if value is missing else self._tokens.of(value)
                    known = self._variables[name] = (value, token)
                parts.append(known[1])
            for group in attributes:
                token = self._groups.get(group)
                if token is None:
                    token = self._groups[group] = self._group(*group)
                parts.append(token)
        except UnknownError:
            return None
        return joined(parts)

    def _group(self, ref, wanted):
        content = self._contents.get(ref)
        # Most of what is read of an article has a token that was kept with it.
        kept = {} if content is None else content._kept.tokens
        return joined([kept.get(name) or self.of(ref, name) for name in wanted])

    def of(self, ref, name):
        """The token of one attribute, raising UnknownError."""
        fact = (ref, name)
        if fact not in self._known:
            content = self._contents.get(ref)
            self._known[fact] = _NONE if content is None else self._find(content, name)
        return self._known[fact]

    def _find(self, content, name):
        token = content._kept.tokens.get(name)
        if token is not None:
            return token
        ref = content._kept.ref
        if name == TEXT:
            return _text(content)
        if name == WHOLE:
            return digest(
                *(self.of(ref, each) for each in sorted(vars(content)) if each not in _NO_PART),
                _text(content),
            )
        if name in OF_TEXT:
            own = vars(content).get("_summary", vars(content).get("summary"))
            return digest(self.of(ref, TEXT), self._tokens.of(own) if "summary" in name else b"")
        try:
            value = getattr(content, name)
        except AttributeError:
            return _NONE
        # Of a method all is known by what it can read.
        return _NONE if getattr(value, "__self__", None) is content else self._tokens.of(value)


def _text(content):
    """The token of a text with its links filled in, made of its digest and of its links alone."""
    text = content._kept
    if text.digest is None:
        body = str(text)
        text.digest, text.links = digest(body), links_of(content, body)
    return digest(text.digest, content._update_content(text.links, content.get_siteurl()))
