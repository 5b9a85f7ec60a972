"""A stylesheet in its parts, parsed by tinycss2 after https://www.w3.org/TR/css-syntax-3/."""

import re
from dataclasses import dataclass

import tinycss2

# Set by the browser or its user, not by the page.
_STATES = frozenset({"[open"})
_GROUPS = frozenset({"layer", "media", "supports"})
_ARGUMENTS = re.compile(r"\([^()]*\)")
_PSEUDO = re.compile(r"::?[\w-]+")
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)[^\]]*\]")
_NAME = re.compile(r"[.#]?[A-Za-z_][\w-]*")


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


def parse(text):
    """The parts of a style: rules, groups and others. A mistake, or a rule within a rule, is a ValueError."""
    return _parse(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def names_asked(selector):
    """What a page must have for this selector to match: its names, without states and without arguments."""
    while selector != (shorter := _ARGUMENTS.sub("", selector)):
        selector = shorter
    selector = _PSEUDO.sub("", selector)
    attributes = {f"[{name}" for name in _ATTRIBUTE.findall(selector)}
    return frozenset((attributes | set(_NAME.findall(_ATTRIBUTE.sub("", selector)))) - _STATES)


def each_of(rules, cut):
    """What `cut` makes of each rule, in its groups; None of it is left out, and so is an empty group."""
    made = []
    for rule in rules:
        if isinstance(rule, Group):
            inner = each_of(rule.rules, cut)
            made.append(Group(rule.prelude, inner) if inner else None)
        else:
            made.append(cut(rule))
    return tuple(rule for rule in made if rule is not None)


def flat(rules, within=lambda group: True):
    """Every rule, out of its groups; or out of those alone that are asked for."""
    for rule in rules:
        if not isinstance(rule, Group):
            yield rule
        elif within(rule):
            yield from flat(rule.rules, within)


def is_layer(group):
    """Whether it applies always: `@layer`."""
    return group.prelude.startswith("@layer")


def text_of(rule):
    """It as it is written in a style."""
    if isinstance(rule, Group):
        return f"{rule.prelude}{{{''.join(map(text_of, rule.rules))}}}"
    if isinstance(rule, Rule):
        return f"{','.join(text for text, _ in rule.selectors)}{{{';'.join(rule.declarations)}}}"
    return rule.text


def properties(rule):
    """The custom properties that a rule sets, as (name, value) pairs."""
    pairs = (each.partition(":") for each in getattr(rule, "declarations", ()))
    return [(name, value.strip()) for name, _, value in pairs if name.startswith("--")]


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
