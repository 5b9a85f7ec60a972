"""An incremental build for Pelican: the bytes of a full build, for the time of what changed.

Put `incremental` last in PLUGINS, but for plugins that work on the finished output. Texts are kept as they
were read, pages as they were rendered, in one file; both are made anew when something that they depend on has
changed. docs/decisions/0006-incremental-build.md says how that is known.

Settings, each with its default:

INCREMENTAL = True               False, or `-e INCREMENTAL=false`, builds everything and keeps nothing
INCREMENTAL_STORE = None         the file; CACHE_PATH/incremental.sqlite. One for each way to build a site
INCREMENTAL_PROCESSES = None     how many processes read and render; as there are processors, at most 4
INCREMENTAL_MANY = 24            so many texts, or articles to render, are worth another process
INCREMENTAL_NOT_READ = ()        names of settings that no plugin looks at while it reads a text
INCREMENTAL_LEAVE = ()           folders of the output that another plugin looks after
INCREMENTAL_OF_TEXT = None       names of what an article has of its text alone: where no plugin looks at them
                                 or at finished pages, a process that lives on may take the short way
INCREMENTAL_RESIDENT = False     the process will build again: texts stay in memory
INCREMENTAL_ALL_AT_ONCE = False  files appear at the end of a build that went well, not one by one
"""

from pelican import contents, signals
from pelican.generators import ArticlesGenerator

from .ahead import render_articles
from .late import read_late
from .pages import PagesWriter
from .session import KEY, Session, tell
from .texts import attach
from .tracing import TracedContext


def start(pelican):
    """Make a Session for this Pelican, unless it is to go without."""
    if not pelican.settings.get("INCREMENTAL", True):
        return
    session = Session(pelican.settings)
    if session.fingerprint.unknown:
        tell(f"{session.fingerprint.unknown} can't be compared between builds: everything is made anew.")
        return
    pelican.settings[KEY] = session
    pelican.settings["JINJA_ENVIRONMENT"] = pelican.settings["JINJA_ENVIRONMENT"] | {
        "bytecode_cache": session.bytecode,
        # A build has an environment of its own: it need not look at each use whether a template changed.
        "auto_reload": False,
    }


def begin(pelican):
    """Begin a build, before anything is read."""
    session = pelican.settings.get(KEY)
    if session is None:
        return
    session.begin()
    if pelican.delete_outputdir and session.outputs.known:
        # Only what this plugin does not answer for.
        session.outputs.sweep()
        pelican.delete_outputdir = False
    elif session.restored.begin():
        # There was nothing in it.
        pelican.delete_outputdir = False


def watch(generator):
    """Let templates note what they read."""
    if KEY in generator.settings:
        generator.env.context_class = TracedContext


def keep_articles(generator):
    """Read articles by way of the session."""
    if session := generator.settings.get(KEY):
        session.articles = attach(session, generator, contents.Article)


def list_fast(generator):
    """For each subject, theme and author Pelican asks of every article whether it is in its list."""
    if KEY in generator.settings:
        for tag, articles in generator.tags.items():
            generator.tags[tag] = _Members(articles)
        for name in ("categories", "authors"):
            setattr(generator, name, [(of, _Members(articles)) for of, articles in getattr(generator, name)])


def keep_pages(generator):
    """Read pages by way of the session."""
    if session := generator.settings.get(KEY):
        attach(session, generator, contents.Page)


def note(generators):
    """Remember who generates articles."""
    if session := generators[0].settings.get(KEY):
        session.generators = generators


def offer_writer(pelican):
    """Give Pelican a writer that renders what has to be rendered; all else that it needs is ready by now."""
    session = pelican.settings.get(KEY)
    if session is None:
        return None
    session.restored.take()
    for generator in session.generators:
        if isinstance(generator, ArticlesGenerator):
            render_articles(session, generator)
    session.generators = ()
    return type("Writer", (PagesWriter,), {"session": session})


def finish(pelican):
    """End a build that went well."""
    if session := pelican.settings.get(KEY):
        session.finish()


class _Members(list):
    """A list that is not changed any more, and knows by a hash what is in it."""

    def __init__(self, members):
        super().__init__(members)
        self._known = set(map(id, members))

    def __contains__(self, member):
        return id(member) in self._known


def register():
    signals.initialized.connect(start)
    signals.get_generators.connect(begin)
    signals.readers_init.connect(read_late)
    signals.generator_init.connect(watch)
    signals.article_generator_init.connect(keep_articles)
    signals.page_generator_init.connect(keep_pages)
    signals.article_generator_finalized.connect(list_fast)
    signals.all_generators_finalized.connect(note)
    signals.get_writer.connect(offer_writer)
    signals.finalized.connect(finish)
