"""Dutch typography: ’s avonds, zo’n, “aanhaling”, € 95 and 3 maart held together.

Never in code, addresses or attributes.
"""

import re

from pelican import contents, signals

from plugins.front_matter import MONTHS

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
# An attribute that was typed as HTML may hold a ">".
_TOKEN = re.compile(r"""<!--.*?-->|<(/?)\s*([a-zA-Z0-9]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.S)
_LITERAL = frozenset({"code", "pre", "kbd", "samp", "script", "style", "textarea", "svg"})
# An address or path stays as it was typed, also where it stands in running text.
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|\S+@\S+\.\S+")
# Words that lost their beginning: 's avonds, 't kind, 'n keer, 'm, 'r, 'k, and years as '68.
_ELISION = re.compile(r"(?<![\w’'])['‘](?=(?:s|t|n|m|r|k)\b|\d\d\b)", re.I)
_INSIDE = re.compile(r"(?<=\w)'(?=\w)")
_EURO = re.compile(r"€[ \u00a0]?(?=\d)")
_DATE = re.compile(rf"\b(\d{{1,2}})[ ](?=(?:{'|'.join(MONTHS)})\b)", re.I)
_YEAR = re.compile(rf"(?<=\d{NO_BREAK_SPACE})({'|'.join(MONTHS)})[ ](?=\d{{4}}\b)", re.I)
# Without one of these there is nothing to do: quotes, an amount, a number of a day or year.
_MARKED = re.compile(r"""["'‘€\d]""")
_OPENS_AFTER = re.compile(r"[\s(\[{–—-]|\A")
# What stands above a text and is shown as it is.
_TEXTS = ("title", "lead", "description", "duration", "place", "stages", "questions", "headline", "change")
_TEXTS += ("signs_title", "signs_lead", "signs", "coach_title", "contact_title", "contact_text")
_BLOCKS = frozenset(
    {"p", "pre", "li", "h1", "h2", "h3", "h4", "td", "th", "br", "blockquote", "div", "dt", "dd"}
)


def typeset(text, before=""):
    """Running text with its marks as Dutch has them. `before` is the character in front of it."""
    # Most text has none of these marks: to look is faster than to try.
    if _MARKED.search(text) is None:
        return text
    kept = []

    def keep(found):
        kept.append(found[0])
        return f"\ue000{len(kept) - 1}\ue001"

    text = _ADDRESS.sub(keep, text)
    text = _ELISION.sub("’", text)
    text = _INSIDE.sub("’", text)
    text = _quotes(text, before)
    text = _EURO.sub(f"€{NO_BREAK_SPACE}", text)
    text = _DATE.sub(rf"\1{NO_BREAK_SPACE}", text)
    text = _YEAR.sub(rf"\1{NO_BREAK_SPACE}", text)
    return re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], text)


def typeset_html(html):
    """The same for the text of rendered content; tags, comments and code stay as they are."""
    parts, literal, before, end = [], 0, "", 0
    for token in _TOKEN.finditer(html):
        start = token.start()
        if end < start:
            part = _part(html[end:start], literal, before)
            parts.append(part)
            before = part[-1]
        tag, end = token[0], token.end()
        name = (token[2] or "").lower()
        if name in _BLOCKS:
            before = ""
        if name in _LITERAL and not tag.endswith("/>"):
            literal += -1 if token[1] else 1
        parts.append(tag)
    parts.append(_part(html[end:], literal, before))
    return "".join(parts)


def _part(text, literal, before):
    if literal or not text:
        return text
    # Markdown writes a straight quote as an entity in some places.
    return typeset(text.replace("&quot;", '"'), before)


def _quotes(text, before):
    """Straight quotes turned the right way: open after a space or bracket, closed elsewhere."""
    turned = []
    for letter in text:
        if letter in "\"'":
            opens = _OPENS_AFTER.fullmatch(before) is not None
            letter = ("“" if opens else "”") if letter == '"' else ("‘" if opens else "’")
        turned.append(letter)
        before = letter
    return "".join(turned)


def typeset_content(content):
    """Give one article or page its marks: the text, and what stands above it."""
    if not isinstance(content, contents.Article | contents.Page):
        return
    content._content = typeset_html(content._content)
    for name in _TEXTS:
        if hasattr(content, name):
            content.metadata[name] = _typeset_value(getattr(content, name))
            setattr(content, name, content.metadata[name])


def _typeset_value(value):
    """The same for lists and tables of text."""
    if isinstance(value, str):
        return typeset(value)
    if isinstance(value, list):
        return [_typeset_value(item) for item in value]
    if isinstance(value, dict):
        return {key: _typeset_value(item) for key, item in value.items()}
    return value


def register():
    signals.content_object_init.connect(typeset_content)
