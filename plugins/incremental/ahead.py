"""Pages are rendered ahead of Pelican when there are many to do, by as many processes as help.

What they make is kept, and written where no build was before. Pelican finds it when it comes to each page.
If it then gives a template anything else than was given here, the page is rendered again: this can only save
time.
"""

from collections import ChainMap
from contextlib import nullcontext
from functools import partial
from itertools import chain

from pelican import signals
from pelican.writers import Writer

from .pages import fixed_inputs, made, own_variables
from .parallel import spread

# So many pages are in memory at once.
_BATCH = 500
_SAMPLE = 50


def render_articles(session, generator):
    """Render the articles and lists of Pelican's generator that have to be, if they are many."""
    if session.processes < 2:
        return
    articles = _articles(generator)
    if not _is_much_to_do(session, generator, articles):
        return
    calls = dict(_calls(generator, articles)) | _calls_of_lists(session, generator)
    names = [name for name in calls if not _is_kept(session, name, *calls[name])]

    def work(name):
        page = made(session, *calls[name])
        return page and (page, session.outputs.write_ahead(name, page[1], page[0][0]))

    # The first one here: templates are compiled and style is read once, before there are copies.
    first, *rest = names
    _keep(session, {first: work(first)})
    for start in range(0, len(rest), _BATCH):
        batch = rest[start : start + _BATCH]
        done = spread(work, batch, session.processes, title="Pagina’s maken", **session.sharing)
        _keep(session, done)


def _is_much_to_do(session, generator, articles):
    """Whether more than a few pages are to be rendered, as far as some of the articles tell.

    All are looked at when Pelican comes to them, in any case.
    """
    some = dict(_calls(generator, articles[:: max(1, len(articles) // _SAMPLE)]))
    stale = [name for name in some if not _is_kept(session, name, *some[name])]
    return bool(stale) and len(stale) * len(articles) >= session.many * len(some)


def _articles(generator):
    """Those that Pelican gives a page."""
    shown = (generator.translations, generator.articles)
    return [*chain(*shown, generator.hidden_translations, generator.hidden_articles)]


def _calls(generator, articles):
    """What Pelican will give the template of each of these articles, by the name of its file."""
    context = generator.context
    for article in articles:
        if name := article.save_as:
            given = {
                "article": article,
                "category": getattr(article, "category", None),
                "blog": True,
                "output_file": name,
                "localsiteurl": context.get("localsiteurl"),
            }
            yield name, (generator.get_template(article.template), ChainMap(given, context))


def _calls_of_lists(session, generator):
    """The same of each page of a list: Pelican writes them to a writer that only looks."""
    writer = _Looking(session.settings["OUTPUT_PATH"], session.settings)
    write = partial(writer.write_file, relative_urls=session.settings["RELATIVE_URLS"])
    with signals.content_written.muted():
        generator.generate_direct_templates(write)
        generator.generate_tags(write)
        generator.generate_categories(write)
        generator.generate_authors(write)
    return writer.calls


class _Looking(Writer):
    """Pelican's writer, which notes the template of each page and what that is given, and writes nothing."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.calls = {}

    def write_file(self, name, template, context, *arguments, **named):
        """Note a page, or each page of a list."""
        super().write_file(name, _Noting(self.calls, template, context), context, *arguments, **named)

    def _open_w(self, filename, encoding, override=False):
        return nullcontext(self)

    def write(self, text):
        """Take what comes of it for written."""


class _Noting:
    def __init__(self, calls, template, context):
        self._calls, self._template, self._context = calls, template, context

    def render(self, variables):
        own = own_variables(variables, self._context)
        self._calls[variables["output_file"]] = (self._template, ChainMap(own, self._context))
        return ""


def _is_kept(session, name, template, variables):
    row = session.pages.get(name)
    return row and session.facts.inputs(fixed_inputs(session, template), row[1:], variables) == row[0]


def _keep(session, found):
    for name, done in found.items():
        if done is not None:
            page, row = done
            session.keep_page(name, *page, row and row[1])
            if row:
                session.outputs.take_ahead(name, row)
