"""A stylesheet that can be cut down to what a page can use.

A rule stays when the page has every tag, class, id and attribute that one of its selectors names. That asks
less than matching does (the two may stand in different places), so nothing that applies is ever left out, and
it is the same for all pages with the same names. Custom properties and keyframes stay while something that
stays uses them. Parsed by tinycss2 after https://www.w3.org/TR/css-syntax-3/.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import rcssmin
import tinycss2

# Set by the browser or its user, not by the page.
_STATES = frozenset({"[open"})
_ALWAYS = frozenset({"html", "body"})
_GROUPS = frozenset({"layer", "media", "supports"})
_ARGUMENTS = re.compile(r"\([^()]*\)")
_PSEUDO = re.compile(r"::?[\w-]+")
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)[^\]]*\]")
_NAME = re.compile(r"[.#]?[A-Za-z_][\w-]*")
_TAG = re.compile(r"<([a-zA-Z][\w-]*)")
_CLASSES = re.compile(r'class="([^"]*)"')
_ID = re.compile(r'id="([^"]*)"')
_WORD = re.compile(r"[A-Za-z][\w-]*")
_USED = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass(frozen=True)
class Rule:
    """`selectors` are (text, names it asks for) pairs; `declarations` are texts such as "color: red"."""

    selectors: tuple
    declarations: tuple


@dataclass(frozen=True)
class Group:
    """Rules within `@layer`, `@media` or `@supports`."""

    prelude: str
    rules: tuple


@dataclass(frozen=True)
class Other:
    """What is no rule about elements. `name` is that of keyframes, which something may use; else ""."""

    text: str
    name: str = ""


class Stylesheet:
    """A theme's style; `whole` is all of it, minified."""

    def __init__(self, text):
        self._rules = _parse(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))
        asked = (names for rule in _flat(self._rules) for _, names in getattr(rule, "selectors", ()))
        self._asked = frozenset().union(*asked)
        # A pattern that begins with its own letters is found many times as fast.
        self._attributes = {
            name[1:]: re.compile(rf"{name[1:]}(?<![\w-]{name[1:]})(?![\w-])")
            for name in self._asked
            if name.startswith("[")
        }
        self._made = {}
        self.whole = rcssmin.cssmin(text)

    def for_page(self, html, scripts=""):
        """The minified style for a page and for what its scripts, given as text, may add to it."""
        found = names_of(html, self._attributes) | _names_in_script(scripts) | _ALWAYS
        found = frozenset(found & self._asked)
        if found not in self._made:
            rules = _without_unused(_kept(self._rules, found))
            self._made[found] = rcssmin.cssmin("".join(map(_text, rules)))
        return self._made[found]


def names_of(html, attributes):
    """What selectors can ask of a page: "tag", ".class", "#id", and "[attribute" for some attributes.

    Those are looked for as {name: its pattern}; one that stands in the text as a word counts too.
    """
    names = {tag.lower() for tag in set(_TAG.findall(html))}
    names |= {f".{name}" for value in set(_CLASSES.findall(html)) for name in value.split()}
    names |= {f"#{value}" for value in _ID.findall(html)}
    # To look whether the letters are there at all is the fastest of all.
    return names | {
        f"[{name}" for name, pattern in attributes.items() if name in html and pattern.search(html)
    }


def names_asked(selector):
    """What a page must have for this selector to match: its names, without states and without arguments."""
    while selector != (shorter := _ARGUMENTS.sub("", selector)):
        selector = shorter
    selector = _PSEUDO.sub("", selector)
    attributes = {f"[{name}" for name in _ATTRIBUTE.findall(selector)}
    return frozenset((attributes | set(_NAME.findall(_ATTRIBUTE.sub("", selector)))) - _STATES)


@lru_cache(maxsize=32)
def _names_in_script(text):
    """Every word, as whatever it may become: a tag, a class, an attribute, a key of `dataset`."""
    words = set(_WORD.findall(text))
    return words | {f"{mark}{word}" for word in words for mark in (".", "#", "[", "[data-")}


def _parse(nodes):
    return tuple(_parsed(node) for node in nodes)


def _parsed(node):
    if node.type == "qualified-rule":
        selectors = tuple((text, names_asked(text)) for text in _selectors(node.prelude))
        return Rule(selectors, _declarations(node.content))
    if node.type == "at-rule" and node.lower_at_keyword in _GROUPS and node.content is not None:
        inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        prelude = f"@{node.lower_at_keyword}{tinycss2.serialize(node.prelude)}"
        return Group(prelude.rstrip(), _parse(inner))
    if node.type == "at-rule":
        keyframes = node.lower_at_keyword == "keyframes"
        return Other(node.serialize(), tinycss2.serialize(node.prelude).strip() if keyframes else "")
    raise ValueError(f"line {node.source_line}: {node.message}")


def _selectors(prelude):
    """The parts between the outer commas."""
    parts = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _declarations(content):
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    for node in found:
        if node.type != "declaration":
            raise ValueError(f"line {node.source_line}: only declarations may stand within a rule")
    return tuple(node.serialize() for node in found)


def _kept(rules, found):
    """The rules with the selectors whose names are all found."""

    def cut(rule):
        if isinstance(rule, Other):
            return rule
        selectors = tuple(each for each in rule.selectors if each[1] <= found)
        return Rule(selectors, rule.declarations) if selectors else None

    return _each(rules, cut)


def _without_unused(rules):
    """The rules without custom properties and keyframes that nothing of what stays uses."""
    plain = "".join(map(_text, _with_names(rules, lambda name: False, lambda name: False)))
    values = _custom_properties(rules)
    used, new = set(), set(_USED.findall(plain))
    while new:
        used |= new
        new = {name for each in new for name in _USED.findall(values.get(each, ""))} - used
    return _with_names(rules, used.__contains__, lambda name: re.search(rf"\b{re.escape(name)}\b", plain))


def _custom_properties(rules):
    """The values of all declarations of each custom property, by its name."""
    found = {}
    for rule in _flat(rules):
        for name, _, value in (each.partition(":") for each in getattr(rule, "declarations", ())):
            if name.startswith("--"):
                found[name] = found.get(name, "") + value
    return found


def _with_names(rules, keep_property, keep_keyframes):
    """The rules with those custom properties and keyframes alone that are to be kept."""

    def cut(rule):
        if isinstance(rule, Other):
            return rule if not rule.name or keep_keyframes(rule.name) else None
        declarations = tuple(
            each
            for each in rule.declarations
            if not each.startswith("--") or keep_property(each.partition(":")[0])
        )
        return Rule(rule.selectors, declarations) if declarations else None

    return _each(rules, cut)


def _each(rules, cut):
    """What `cut` makes of each rule, in its groups; None of it is left out, and so is an empty group."""
    made = []
    for rule in rules:
        if isinstance(rule, Group):
            inner = _each(rule.rules, cut)
            made.append(Group(rule.prelude, inner) if inner else None)
        else:
            made.append(cut(rule))
    return tuple(rule for rule in made if rule is not None)


def _flat(rules):
    """Every rule, out of its groups."""
    for rule in rules:
        if isinstance(rule, Group):
            yield from _flat(rule.rules)
        else:
            yield rule


def _text(rule):
    if isinstance(rule, Group):
        return f"{rule.prelude}{{{''.join(map(_text, rule.rules))}}}"
    if isinstance(rule, Rule):
        return f"{','.join(text for text, _ in rule.selectors)}{{{';'.join(rule.declarations)}}}"
    return rule.text
