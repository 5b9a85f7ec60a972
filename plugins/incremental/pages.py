"""Pages: each is rendered once, and again when something that its templates read has changed.

Pelican's own writer does the work. It gets a stand-in for each template, which renders only where it must,
and one for each file, which writes only what differs.
"""

import os
from functools import lru_cache

from jinja2.runtime import missing
from pelican import signals
from pelican.writers import FileOverwriteFailedError, Writer

from .tokens import digest
from .tracing import reading

# Arguments of Pelican's write_file that no template sees.
_FOR_THE_WRITER = frozenset({"template_name", "override_output", "url"})


class PagesWriter(Writer):
    """Pelican's writer, for the Session that a subclass names."""

    session = None

    def write_file(self, name, template, context, relative_urls=False, paginated=None, **named):
        """Render a page, or a list of several, and write what changed."""
        if not relative_urls and paginated is None and self._is_there(name, template, context, named):
            return
        stand_in = template and _Template(self.session, template, context)
        super().write_file(name, stand_in, context, relative_urls, paginated, **named)

    def _is_there(self, name, template, context, named):
        """Whether a page of its own is there as it would be written: most are, and this is the short way."""
        session = self.session
        row = session.pages.get(name)
        path = f"{session.outputs.folder}{os.sep}{name}"
        if row is None or named.get("template_name") in self.settings["PAGINATED_TEMPLATES"]:
            return False
        if path in self._overridden_files:
            return False
        own = {"output_file": name, "localsiteurl": context.get("localsiteurl")}
        given = {key: value for key, value in named.items() if key not in _FOR_THE_WRITER}
        variables = context | own | given
        fixed = fixed_inputs(session, template)
        if session.facts.inputs(fixed, row[1:], variables) != row[0]:
            return False
        if not session.write_kept(name, row[0]):
            return False
        session.calls[name] = (template, {**own, **given}, context)
        if self._take(path, named.get("override_output", False)):
            signals.content_written.send(path, context=variables)
        return True

    def _open_w(self, filename, encoding, override=False):
        return _File(self.session, filename if self._take(filename, override) else None)

    def _take(self, filename, override):
        """Whether the file is to be written: as Pelican decides it when it opens one."""
        if filename in self._overridden_files:
            if override:
                raise FileOverwriteFailedError(f'"{filename}" is overridden twice')
            return False
        if filename in self._written_files and not override:
            raise FileOverwriteFailedError(f'"{filename}" is written twice')
        if override:
            self._overridden_files.add(filename)
        self._written_files.add(filename)
        return True


def own_variables(variables, context):
    """Those of a page's variables that are not simply its context's."""
    return {key: value for key, value in variables.items() if context.get(key, missing) is not value}


def fixed_inputs(session, template):
    """The token of what each page of a template depends on."""
    return _fixed_inputs(session.fingerprint.rendering, template.name)


@lru_cache(maxsize=1000)
def _fixed_inputs(rendering, name):
    return digest(rendering, name)


def render(session, template, variables):
    """A page as Kept: rendered now if it has to be; as text when it can't be kept."""
    name = variables["output_file"]
    row = session.pages.get(name)
    if row and session.facts.inputs(fixed_inputs(session, template), row[1:], variables) == row[0]:
        return Kept(session, name, row[0])
    page, text = _rendered(session, template, variables)
    if page is None:
        session.forget_page(name)
        return text
    session.keep_page(name, *page)
    return Kept(session, name, page[0][0])


def made(session, template, variables):
    """What is to be kept of a page, (row, bytes); None for one that can't be."""
    return _rendered(session, template, variables)[0]


def _rendered(session, template, variables):
    heard = session.listener.heard
    with reading(variables) as reads:
        text = template.render(variables)
    plain = reads.plain()
    inputs = session.facts.inputs(fixed_inputs(session, template), plain, variables)
    if inputs is None or session.listener.heard != heard:
        return None, text
    return ((inputs, *plain), text.encode()), text


class Kept(str):
    """A page that the session keeps: its text is fetched when it is to be written."""

    def __new__(cls, session, name, inputs):
        """Empty as a text."""
        page = super().__new__(cls)
        page.session, page.name, page.inputs = session, name, inputs
        page.found = None
        return page

    def is_whole(self):
        """Whether its file is there, or else its bytes are: those are read once."""
        if self.session.outputs.holds(self.name, self.inputs):
            return True
        self.found = self.session.kept(self.name)
        return self.found is not None


class _Template:
    def __init__(self, session, template, context):
        self._session, self._template, self._context = session, template, context

    def render(self, variables):
        if self._session.resident:
            own = own_variables(variables, self._context)
            self._session.calls[variables["output_file"]] = (self._template, own, self._context)
        page = render(self._session, self._template, variables)
        if isinstance(page, Kept) and not page.is_whole():
            self._session.forget_page(page.name)
            page = render(self._session, self._template, variables)
        return page


class _File:
    """Stands in for the file that Pelican opens; `path` is None for one that another page overrides."""

    def __init__(self, session, path):
        self._session, self._path = session, path
        self._parts = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None or self._path is None:
            return
        outputs = self._session.outputs
        name = outputs.name(self._path)
        page = self._parts[0] if len(self._parts) == 1 else None
        if not isinstance(page, Kept):
            data = "".join(self._parts).replace("\n", os.linesep).encode()
            outputs.write(name, data, digest(data))
        else:
            self._session.write_kept(name, page.inputs, page.found)

    def write(self, text):
        """Take a part of the file."""
        self._parts.append(text)
