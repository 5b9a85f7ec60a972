"""Advice: what would make a text better, and stops nothing. Each takes a Source and a Site."""

from plugins.checks import messages, reading
from plugins.checks.problem import problem

MOST_WORDS = 25
EASY = 60
# A text may be passive here and there.
MOST_PASSIVE = 0.1
FEWEST_PASSIVE = 3
_DESCRIPTION = (70, 160)
_TITLE = 65


def description_length(source, site):
    """With what a search result would show of it."""
    text = str(source.value("description", "")).strip()
    shortest, longest = _DESCRIPTION
    if text and not shortest <= len(text) <= longest:
        direction = messages.SHORTER if len(text) > longest else messages.LONGER
        yield problem(
            source,
            source.line("description"),
            "description_length",
            length=len(text),
            direction=direction,
            preview=_search_result(source, site),
        )


def title_length(source, site):
    """A title that is cut off hides what it is about. Only articles are found by their title."""
    text = str(source.value("title", "")).strip()
    if source.kind == "article" and len(text) > _TITLE and not source.value("featured", False):
        preview = _search_result(source, site)
        yield problem(source, source.line("title"), "title_length", length=len(text), preview=preview)


def readability(source, site):
    """Long sentences one by one; a hard text with its three hardest."""
    found = reading.sentences(source)
    for sentence in found:
        if len(sentence.words) > MOST_WORDS:
            shown, length = _short(sentence.text), len(sentence.words)
            yield problem(source, sentence.line, "sentence_long", length=length, sentence=shown)
    score = reading.scores(found) if source.kind == "article" else None
    if score and score[0] < EASY:
        hardest = "\n".join(f"– {_short(sentence.text)}" for sentence in reading.hardest(found))
        yield problem(source, 1, "reading_hard", flesch=score[0], index=score[1], hardest=hardest)


def passive(source, site):
    """Who does what is easier to follow than what is done."""
    found = reading.sentences(source)
    passives = [sentence for sentence in found if reading.is_passive(sentence)]
    if len(passives) >= FEWEST_PASSIVE and len(passives) > MOST_PASSIVE * len(found):
        first = passives[0]
        values = {"count": len(passives), "total": len(found), "sentence": _short(first.text)}
        yield problem(source, first.line, "passive", **values)


RULES = (description_length, title_length, readability, passive)


def _search_result(source, site):
    """The two lines that a search engine would show."""
    title = f"{source.value('title', '')} · {site.name}"
    description = str(source.value("description", ""))
    return f"    {_short(title, 60)}\n    {_short(description, 155)}"


def _short(text, most=120):
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"
