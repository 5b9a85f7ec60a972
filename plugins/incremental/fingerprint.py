"""What every text and every page depends on: code, versions, settings, theme."""

import os
import sys
from pathlib import Path

from .tokens import Tokens, UnknownError, digest

# Where things are, and how a build is told of; none of it is in a page.
_APART = frozenset(
    {"OUTPUT_PATH", "CACHE_PATH", "DELETE_OUTPUT_DIRECTORY", "OUTPUT_RETENTION", "DEBUG", "PORT", "BIND"}
    | {"CACHE_CONTENT", "LOAD_CONTENT_CACHE", "LOG_FILTER", "STATIC_CREATE_LINKS", "STATIC_CHECK_IF_MODIFIED"}
)
_INSTALLED = ("site-packages", "dist-packages")


class Fingerprint:
    """`code` is for files that plugins make, `templates` for what Jinja makes of one, `reading` for texts,
    `rendering` for pages. `unknown` names a setting of which no token can be made.

    The setting INCREMENTAL_NOT_READ names settings that no plugin looks at while it reads a text.
    """

    def __init__(self, settings, apart):
        self.unknown = None
        self._settings, self._apart = settings, _APART | apart
        self.root = os.path.commonpath(
            [os.path.abspath(settings["PATH"]), os.path.abspath(settings["THEME"])]
        )
        self.code = code = digest(*_versions(), *_sources(self.root, settings))
        values = self._values()
        not_read = {"JINJA_GLOBALS", *settings.get("INCREMENTAL_NOT_READ", ())}
        self.reading = digest(code, *(part for name, part in values if name not in not_read))
        self.templates = digest(code, *(part for _, part in values))
        self.rendering = None
        self._stamps = {}

    def look(self):
        """Look at the theme, which may change while a process lives."""
        folders = [self._settings["THEME"], *self._settings["THEME_TEMPLATES_OVERRIDES"]]
        parts = []
        for folder in folders:
            for path in sorted(_files(folder)):
                parts += [os.path.relpath(path, folder), self._content(path)]
        self.rendering = digest(self.templates, *parts)

    def _content(self, path):
        found = os.stat(path)
        stamp = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
        if self._stamps.get(path, (None,))[0] != stamp:
            self._stamps[path] = (stamp, digest(Path(path).read_bytes()))
        return self._stamps[path][1]

    def _values(self):
        tokens = Tokens(self.root)
        found = []
        for name in sorted(self._settings):
            if name in self._apart or not name.isupper():
                continue
            try:
                found.append((name, digest(name, tokens.of(self._settings[name]))))
            except UnknownError as error:
                self.unknown = f"{name} ({error})"
        return found


def _versions():
    """Python, and the name and version of every package that is installed."""
    yield sys.version
    for folder in sys.path:
        if os.path.basename(folder) in _INSTALLED and os.path.isdir(folder):
            yield from sorted(
                name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))
            )


def _sources(root, settings):
    """The names and contents of the site's own code: plugins, settings, and what those load."""
    program = getattr(sys.modules["__main__"], "__spec__", None)
    program = program.name.partition(".")[0] if program else "__main__"
    paths = {
        file
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] not in (program, "__main__", "__mp_main__")
        and (file := getattr(module, "__file__", None))
        and file.endswith(".py")
        and not any(f"{os.sep}{each}{os.sep}" in file for each in _INSTALLED)
        and not file.startswith(os.path.dirname(os.__file__))
    }
    for folder in settings.get("PLUGIN_PATHS") or ():
        paths.update(path for path in _files(folder) if path.endswith(".py"))
    for path in sorted({os.path.realpath(path) for path in paths if os.path.exists(path)}):
        yield os.path.relpath(path, root)
        yield Path(path).read_bytes()


def _files(folder):
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(place, name) for name in names)
