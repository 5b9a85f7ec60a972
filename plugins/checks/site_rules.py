"""Rules across texts: addresses, links, what nothing leads to. Each takes a Whole and gives Problems."""

import difflib
import posixpath
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.addresses import slugify
from plugins.checks import messages
from plugins.checks.problem import problem
from plugins.moves import read_moves

LEAST_PHOTO_WIDTH = 1200
MOVED = "verhuisd.txt"
# Anchors that templates make, and addresses that no single text has.
_TEMPLATE_ANCHORS = frozenset({"inhoud", "hulp", "contactformulier"})
_GENERATED = frozenset({"/artikelen/"})
_BRACED = re.compile(r"\{(filename|static|attach)\}(.*)")
_PHOTO = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".tif", ".tiff")


@dataclass(frozen=True)
class Whole:
    """All texts by their Facts, the files of the content beside them, and the moment of looking."""

    facts: tuple
    files: frozenset
    folder: Path
    now: datetime

    @cached_property
    def by_file(self):
        return {facts.file: facts for facts in self.facts}

    @cached_property
    def by_address(self):
        return {facts.address: facts for facts in self.facts}

    @cached_property
    def lists(self):
        """The addresses of themes and subjects."""
        themes = {f"/artikelen/thema/{slugify(facts.theme)}/" for facts in self.facts if facts.theme}
        tags = {f"/artikelen/onderwerp/{slugify(tag)}/" for facts in self.facts for tag in facts.tags}
        return _GENERATED | themes | tags


def addresses(whole):
    """One address, one text; both are named."""
    found = defaultdict(list)
    for facts in whole.facts:
        found[facts.address].append(facts)
    for address, sharing in found.items():
        for facts in sharing if len(sharing) > 1 else ():
            other = ", ".join(one.file for one in sharing if one is not facts)
            yield problem(facts.file, facts.slug_line, "address_twice", address=address, other=other)


def link_targets(whole):
    """Every link leads to a text, a file or a heading that is there, and that visitors may see."""
    for facts in whole.facts:
        for line, target, is_image in facts.targets:
            found = _judge(whole, facts, target, is_image)
            if found:
                code, values = found
                yield problem(facts.file, line, code, target=target, **values)


def orphans(whole):
    """An article that no other text mentions is found by few."""
    linked = {
        (goal.file)
        for facts in whole.facts
        if facts.is_public(whole.now)
        for _, target, _ in facts.targets
        if (goal := _goal(whole, facts, target)) and goal is not facts
    }
    for facts in whole.facts:
        alone = facts.file not in linked and not facts.featured
        if facts.kind == "article" and alone and facts.is_public(whole.now):
            yield problem(facts.file, 1, "orphan")


def photos(whole):
    """A photo that is too small is blurred on a large screen."""
    for facts in whole.facts:
        for line, target, is_image in facts.targets:
            name = _file_of(facts, target) if is_image else None
            if name in whole.files and name.lower().endswith(_PHOTO):
                width = _width(whole.folder / name)
                if width and width < LEAST_PHOTO_WIDTH:
                    values = {"target": name, "width": width, "least": LEAST_PHOTO_WIDTH}
                    yield problem(facts.file, line, "photo_small", **values)


def moves(whole):
    """Old addresses lead to a page that is there, and to no page of their own."""
    path = whole.folder / MOVED
    if not path.exists():
        return
    text = path.read_text(encoding="utf-8", errors="replace")
    found, wrong = read_moves(text)
    for line in wrong:
        yield problem(MOVED, line, "moved_wrong")
    lines = {move.old: number for number, move in _numbered(text)}
    for move in found:
        if move.new not in whole.by_address and move.new not in whole.lists:
            hint = _likely(move.new, [*whole.by_address, *whole.lists], False)
            yield problem(MOVED, lines[move.old], "moved_target", target=move.new, hint=hint)
        if move.old in whole.by_address:
            other = whole.by_address[move.old].file
            yield problem(MOVED, lines[move.old], "moved_taken", address=move.old, other=other)


RULES = (addresses, link_targets, orphans, photos, moves)


def _numbered(text):
    for number, line in enumerate(text.splitlines(), 1):
        for move in read_moves(line)[0]:
            yield number, move


def _judge(whole, facts, target, is_image):
    """What is wrong with one target: a code and values, or None."""
    parts = urlsplit(target)
    if parts.scheme in ("http", "https", "mailto", "tel", "data") or target.startswith("//"):
        return None
    if _BRACED.match(target):
        return _judge_file(whole, facts, target, is_image)
    if target.startswith("/"):
        return _judge_page(whole, facts, parts)
    if target.startswith("#"):
        return _judge_anchor(facts, parts.fragment)
    return ("image_missing", {"hint": ""}) if is_image else ("link_relative", {})


def _judge_file(whole, facts, target, is_image):
    name = _file_of(facts, target)
    if name in whole.by_file:
        goal = whole.by_file[name]
        if facts.is_public(whole.now) and not goal.is_public(whole.now):
            return "link_draft", {}
        return _judge_anchor(goal, urlsplit(target).fragment)
    if name in whole.files:
        return None
    known = [file for file in whole.files if file.endswith(_PHOTO)] if is_image else list(whole.by_file)
    return ("image_missing" if is_image else "link_file"), {"hint": _likely(name, known, is_image)}


def _judge_page(whole, facts, parts):
    address = unquote(parts.path)
    goal = whole.by_address.get(address)
    if goal is None:
        if address in whole.lists or f"extra{address}" in whole.files:
            return None
        return "link_page", {"hint": _likely(address, [*whole.by_address, *whole.lists], False)}
    if facts.is_public(whole.now) and not goal.is_public(whole.now):
        return "link_draft", {}
    return _judge_anchor(goal, parts.fragment)


def _judge_anchor(goal, fragment):
    anchor = unquote(fragment)
    # Markdown makes the anchors of footnotes itself.
    if not anchor or anchor in goal.anchors or anchor in _TEMPLATE_ANCHORS or anchor.startswith("fn"):
        return None
    return "link_anchor", {"hint": _likely(anchor, goal.anchors, False)}


def _goal(whole, facts, target):
    """The Facts that a target leads to, or None."""
    if _BRACED.match(target):
        return whole.by_file.get(_file_of(facts, target))
    return whole.by_address.get(unquote(urlsplit(target).path)) if target.startswith("/") else None


def _file_of(facts, target):
    """The file that {filename}, {static} or {attach} names, from the root of the content; None for others."""
    found = _BRACED.match(target)
    if not found:
        return None
    path = unquote(urlsplit(found[2]).path)
    return (
        path.lstrip("/")
        if path.startswith("/")
        else posixpath.normpath(posixpath.join(facts.file, "..", path))
    )


def _likely(name, known, is_image):
    likely = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if likely:
        return messages.DID_YOU_MEAN.format(likely=likely[0])
    return "" if is_image else messages.NO_HINT


def _width(path):
    """The width of a photo in pixels as it is shown; 0 for what is no picture."""
    # Loaded here: most runs look at no photo.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            return image.height if turned else image.width
    except (UnidentifiedImageError, OSError):
        return 0
