"""Articles are rendered ahead of Pelican when there are many to do, by as many processes as help.

What they make is kept, and written where no build was before. Pelican finds it when it comes to each article.
If it then gives a template anything else than was given here, the page is rendered again: this can only save
time.
"""

from collections import ChainMap
from itertools import chain

from .pages import fixed_inputs, made
from .parallel import spread

# So many pages are in memory at once.
_BATCH = 500


def render_articles(session, generator):
    """Render the articles of Pelican's generator that have to be, if they are many."""
    if session.processes < 2:
        return
    calls = dict(_calls(session, generator))
    names = [name for name in calls if not _is_kept(session, name, *calls[name])]
    if len(names) < session.many:
        return

    def work(name):
        page = made(session, *calls[name])
        return page and (page, session.outputs.write_ahead(name, page[1], page[0][0]))

    # The first one here: templates are compiled and style is read once, before there are copies.
    first, *rest = names
    _keep(session, {first: work(first)})
    for start in range(0, len(rest), _BATCH):
        batch = rest[start : start + _BATCH]
        _keep(session, spread(work, batch, session.processes, session.in_a_copy, session.many))


def _calls(session, generator):
    """What Pelican will give the template of each article, by the name of its file."""
    context = generator.context
    for article in chain(
        *(
            generator.translations,
            generator.articles,
            generator.hidden_translations,
            generator.hidden_articles,
        )
    ):
        if name := article.save_as:
            given = {
                "article": article,
                "category": getattr(article, "category", None),
                "blog": True,
                "output_file": name,
                "localsiteurl": context.get("localsiteurl"),
            }
            yield name, (generator.get_template(article.template), ChainMap(given, context))


def _is_kept(session, name, template, variables):
    row = session.pages.get(name)
    return row and session.facts.inputs(fixed_inputs(session, template), row[1:], variables) == row[0]


def _keep(session, found):
    for name, done in found.items():
        if done is not None:
            page, row = done
            session.keep_page(name, *page)
            if row:
                session.outputs.take_ahead(name, row)
