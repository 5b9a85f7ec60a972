"""A stylesheet that can be cut down to what a page can use.

A rule stays when the page has every tag, class, id and attribute that one of its selectors names. That asks
less than matching does (the two may stand in different places), so nothing that applies is ever left out, and
it is the same for all pages with the same names. Constants are spelled out where they are used; the other
custom properties and keyframes stay while something that stays uses them.
"""

import re
from collections import defaultdict
from functools import lru_cache

import rcssmin

from plugins.style_parts import Other, Rule, each_of, flat, is_layer, parse, properties, text_of

_ALWAYS = frozenset({"html", "body"})
_ROOT = ((":root", frozenset()),)
_TAG = re.compile(r"<([a-zA-Z][\w-]*)")
_CLASSES = re.compile(r'class="([^"]*)"')
_ID = re.compile(r'id="([^"]*)"')
_WORD = re.compile(r"[A-Za-z][\w-]*")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_USED_ALONE = re.compile(_USED.pattern + r"\s*\)")


class Stylesheet:
    """A theme's style; `whole` is all of it, minified."""

    def __init__(self, text):
        self._rules = _spelled_out(parse(text))
        asked = (names for rule in flat(self._rules) for _, names in getattr(rule, "selectors", ()))
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
            self._made[found] = rcssmin.cssmin("".join(map(text_of, rules)))
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


@lru_cache(maxsize=32)
def _names_in_script(text):
    """Every word, as whatever it may become: a tag, a class, an attribute, a key of `dataset`."""
    words = set(_WORD.findall(text))
    return words | {f"{mark}{word}" for word in words for mark in (".", "#", "[", "[data-")}


def _spelled_out(rules):
    """The rules with the value of each constant for its name: no element looks it up, and it weighs less.

    A constant is a custom property that is set once, for :root, under no condition.
    """
    values = _custom_properties(rules)
    roots = (rule for rule in flat(rules, within=is_layer) if getattr(rule, "selectors", ()) == _ROOT)
    constants = {
        name: value
        for rule in roots
        for name, value in properties(rule)
        if len(values[name]) == 1 and "!" not in value
    }

    def spell(text):
        # One may be made of others, of fewer than there are; those in a circle mean nothing.
        for _ in constants:
            if (spelled := _USED_ALONE.sub(lambda used: constants.get(used[1], used[0]), text)) == text:
                break
            text = spelled
        return text

    def cut(rule):
        return Rule(rule.selectors, tuple(map(spell, rule.declarations))) if isinstance(rule, Rule) else rule

    return each_of(rules, cut)


def _kept(rules, found):
    """The rules with the selectors whose names are all found."""

    def cut(rule):
        if isinstance(rule, Other):
            return rule
        selectors = tuple(each for each in rule.selectors if each[1] <= found)
        return Rule(selectors, rule.declarations) if selectors else None

    return each_of(rules, cut)


def _without_unused(rules):
    """The rules without custom properties and keyframes that nothing of what stays uses."""
    plain = "".join(map(text_of, _with_names(rules, lambda name: False, lambda name: False)))
    values = _custom_properties(rules)
    used, new = set(), set(_USED.findall(plain))
    while new:
        used |= new
        new = {name for each in new for value in values[each] for name in _USED.findall(value)} - used
    return _with_names(rules, used.__contains__, lambda name: re.search(rf"\b{re.escape(name)}\b", plain))


def _custom_properties(rules):
    """The values of all declarations of each custom property, by its name."""
    found = defaultdict(list)
    for rule in flat(rules):
        for name, value in properties(rule):
            found[name].append(value)
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

    return each_of(rules, cut)
