"""A page of questions: each `###` of its text is a question, what follows is the answer, each `##` a group.

Gives pages with `template: faq` an attribute `groups`, so that the template can show every question
as details and machine readers can be told of them.
"""

import re
from dataclasses import dataclass

from pelican import signals

from plugins.outline import plain

_SPLIT_GROUP = re.compile(r"(?=<h2[ >])")
_SPLIT_QUESTION = re.compile(r"(?=<h3[ >])")
_HEADING = re.compile(r'<h([23])(?:[^>]*\bid="([^"]*)")?[^>]*>(.*?)</h\1>', re.DOTALL)


@dataclass(frozen=True)
class Question:
    """A question as plain text, its answer as rendered HTML."""

    id: str
    question: str
    answer: str


@dataclass(frozen=True)
class Group:
    """Questions under one heading. `title` is empty for those before the first one."""

    id: str
    title: str
    questions: tuple


def groups(html):
    """The questions of a rendered text, by group. Text outside a question is left out."""
    found = []
    for part in _SPLIT_GROUP.split(html):
        head, *rest = _SPLIT_QUESTION.split(part)
        heading = _HEADING.match(head)
        questions = tuple(_question(piece) for piece in rest)
        if questions:
            group_id, title = (heading[2] or "", plain(heading[3])) if heading else ("", "")
            found.append(Group(group_id, title, questions))
    return tuple(found)


def _question(html):
    heading = _HEADING.match(html)
    return Question(heading[2] or "", plain(heading[3]), html[heading.end() :].strip())


def find_questions(generator):
    """Give every page of questions its groups; content links are resolved by now."""
    for page in generator.pages:
        if page.template == "faq":
            page.groups = groups(page.content)


def register():
    signals.page_generator_finalized.connect(find_questions)
