"""The short way of a process that lives on: the text of an article was changed, and nothing else.

What Pelican and its plugins made of all the rest still stands in memory. So the article takes its new text,
and the pages that read something of it are rendered again. Whether it is this simple is looked at: every
attribute but those that the site names in INCREMENTAL_OF_TEXT must be what it was. No plugin hears of it but
those that listen to `content_written`.
"""

import os
from collections import ChainMap

from pelican import signals

from .facts import OF_TEXT
from .pages import Kept, made, render
from .tokens import Tokens, UnknownError, digest
from .tracing import TEXT, WHOLE, Text

ARTICLE = "article:"


def take(session, paths):
    """Build what changes when these files did; False when it takes a whole build, and nothing was done."""
    if not session.can_take_short_way():
        return False
    changes = [_change(session, path) for path in paths]
    if None in changes:
        return False
    session.begin_again()
    touched = {}
    for content, entry, attributes in changes:
        touched[content._kept.ref] = _of_text(attributes)
        _apply(session, content, entry, attributes)
    for name in sorted(_affected(session, touched)):
        _render(session, name)
    session.finish_again()
    return True


def rehearse(session):
    """Do for one text what an edit would, and keep nothing of it.

    A first build finds all its pages in the store: what makes them is not in memory before one is made.
    """
    articles = (ref for ref in session.entries if ref.startswith(ARTICLE) and session.facts.get(ref))
    ref = next(articles, None)
    if ref is None or not session.can_take_short_way():
        return
    session.articles.read(ref.removeprefix(ARTICLE))
    for name in _affected(session, {ref: _of_text()}):
        template, own, context = session.calls[name]
        made(session, template, ChainMap(own, context))


def _change(session, path):
    """The article of a file, its new Entry, and the attributes with another value; None if there is more."""
    texts = session.articles
    name = os.path.relpath(path, texts.folder)
    old = session.entries.get(ref := texts.ref(name))
    content = session.facts.get(ref)
    if old is None or content is None or not os.path.isfile(path):
        return None
    new = texts.read(name)
    if new is None or (new.addresses, new.static_links) != (old.addresses, old.static_links):
        return None
    mine = frozenset(session.settings["INCREMENTAL_OF_TEXT"])
    before = old.attributes(session.settings, keep=True)
    after = new.attributes(session.settings, keep=True)
    try:
        tokens = Tokens()
        changed = {key for key in before.keys() | after.keys() if _differs(tokens, before, after, key)}
    except UnknownError:
        return None
    if changed - mine or not changed <= after.keys():
        return None
    return content, new, {key: after[key] for key in changed}


def _differs(tokens, before, after, key):
    if key not in before or key not in after:
        return True
    return tokens.of(before[key]) != tokens.of(after[key])


def _apply(session, content, entry, attributes):
    ref = content._kept.ref
    session.keep(ref, entry)
    for name, value in attributes.items():
        setattr(content, name, value)
    load = content._kept.load
    content._kept = Text(ref, load, None, entry.digest, entry.links, set(entry.static_links))
    session.facts.forget(ref)


def _of_text(attributes=()):
    """What is read of an article by pages that are not the same with another text."""
    return {*attributes, *OF_TEXT, TEXT, WHOLE}


def _affected(session, touched):
    """The pages that read something of what changed, and those of which it is not known what they read."""
    for name in session.calls:
        row = session.pages.get(name)
        if row is None or any(ref in touched and not touched[ref].isdisjoint(names) for ref, names in row[2]):
            yield name


def _render(session, name):
    template, own, context = session.calls[name]
    variables = ChainMap(own, context)
    page = render(session, template, variables)
    outputs = session.outputs
    if not isinstance(page, Kept):
        data = page.encode()
        outputs.write(name, data, digest(data))
    else:
        session.write_kept(name, page.inputs)
    signals.content_written.send(f"{outputs.folder}{os.sep}{name}", context=variables)
