"""Rules for the text itself. Each takes a Source and a Site and gives Problems."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from plugins.checks.problem import problem

HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*(?:\{:?[^}]*\})?[ \t]*$")
# [text](target "title"), with or without a "!" in front; text may hold one level of brackets.
LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?(?P<target>[^\s)>]*)>?(?:\s+[\"'(][^)]*)?\)"
    r"(?P<attributes>\{:?[^}]*\})?"
)
_SAYS_NOTHING = re.compile(
    r"(?:klik(?: dan)?(?: hier)?|hier|lees (?:meer|verder|hier)|meer(?: lezen| informatie)?|link|deze link|"
    r"via deze link|website|pagina|deze pagina|https?://\S+)[.!…]*"
)
_TAG = re.compile(r"<(script|iframe|img|embed|object|video|audio|source|link|form)\b([^>]*)>?", re.I)
_ADDRESS = re.compile(
    r"\b(?:src|srcset|href|data|poster|action)\s*=\s*[\"']?((?:https?:)?//[^\s\"'>]+)", re.I
)
_BRACES = re.compile(r"^\{(?:filename|static|attach)\}")


def headings(source, site):
    """No second h1, no level skipped: a screen reader's reader jumps by them."""
    before = 1
    for number, line in source.lines:
        found = HEADING.match(line)
        if not found:
            continue
        level, text = len(found[1]), found[2]
        if level == 1:
            yield problem(source, number, "heading_one", text=text)
        elif level > before + 1:
            expected = "#" * (before + 1)
            yield problem(source, number, "heading_jump", text=text, expected=expected, found=found[1])
        before = max(level, 1)


def link_texts(source, site):
    """A link that is read out alone still says where it goes (WCAG 2.4.4)."""
    for number, link in links(source):
        text = " ".join(link["text"].split()).strip("*_ ")
        if link["image"]:
            continue
        if not text:
            yield problem(source, number, "link_empty")
        elif _SAYS_NOTHING.fullmatch(text.lower()):
            yield problem(source, number, "link_text", text=text)


def image_texts(source, site):
    """What a picture shows, in words (WCAG 1.1.1); decoration says so."""
    for number, link in links(source):
        decoration = ".versiering" in (link["attributes"] or "")
        if link["image"] and not link["text"].strip() and not decoration:
            yield problem(source, number, "image_alt", target=_BRACES.sub("", link["target"]))


def raw_html(source, site):
    """Nothing is fetched from elsewhere before a visitor asks for it, and nothing runs."""
    for number, line in source.lines:
        for name, attributes in _TAG.findall(line) if "<" in line else ():
            if name.lower() == "script":
                yield problem(source, number, "html_script")
            for address in _ADDRESS.findall(attributes):
                host = urlsplit(address).hostname or address
                yield problem(source, number, "html_third_party", host=host, address=address)


def images_from_elsewhere(source, site):
    """A picture of another host is a request to it."""
    for number, link in links(source):
        target = link["target"]
        if link["image"] and re.match(r"(?:https?:)?//", target):
            host = urlsplit(target).hostname or target
            yield problem(source, number, "html_third_party", host=host, address=target)


RULES = (headings, link_texts, image_texts, raw_html, images_from_elsewhere)


@lru_cache(maxsize=1)
def links(source):
    """Every inline link and image: its line and its match."""
    return tuple(
        (number, found) for number, line in source.lines if "](" in line for found in LINK.finditer(line)
    )
