"""The page of the editor and all that it loads; or a page that says what is missing and how to get it."""

import json
import mimetypes
import re
from functools import reduce
from html import escape
from http import HTTPStatus
from pathlib import Path

import rcssmin

from plugins.stylesheet import whole
from tasks.build import ROOT
from tasks.editor import package
from tasks.editor.config import config
from tasks.editor.policy import policy
from tasks.editor.words import LACKING, PREVIEW, WORDS
from tasks.routes import Answer

ADDRESS = "/beheer/"
STYLE = f"{ADDRESS}thema.css"
_STATIC = Path(__file__).parent / "static"
_SCRIPTS = ("folder.js", "notice.js", "dutch.js", "start.js", "marks.js", "open.js")
# Nothing of another host is ever loaded or asked.
POLICY = policy()
_HTML = "text/html; charset=utf-8"
_PINNED = re.compile(rf"cms(?:@{re.escape(package.VERSION)})?/")


class Pages:
    """The answers of the preview's editor. `var` is where the package is; `site` where the pages are seen."""

    def __init__(self, var, content, practice_file, guard, site):
        self._package = package.folder(var)
        self._content, self._practice_file = content, practice_file
        self._guard, self._site = guard, site

    def add_to(self, routes):
        """Let `routes` answer for the page and its parts. Only the settings tell anything: to it alone."""
        routes.add("GET", ADDRESS, self._page, guarded=False)
        routes.add("GET", STYLE, _style, guarded=False)
        routes.add("GET", f"{package.ADDRESS}/", self._part, guarded=False)
        routes.add("GET", f"{ADDRESS}instellingen.json", self._config)
        for name in _SCRIPTS:
            routes.add("GET", ADDRESS + name, _script, guarded=False)

    def _page(self, request):
        if request.path != ADDRESS:
            return Answer(HTTPStatus.NOT_FOUND, b"404\n")
        ready = self._package.is_dir()
        template = (_STATIC / ("page.html" if ready else "missing.html")).read_text(encoding="utf-8")
        body = template.replace("TOKEN", escape(self._guard.token))
        return Answer(body=body.encode(), kind=_HTML, headers=(("Content-Security-Policy", POLICY),))

    def _config(self, request):
        found = config(self._content, self._practice_file, self._site)
        return Answer(body=json.dumps(found).encode(), kind="application/json")

    def _part(self, request):
        name = _PINNED.sub("", request.path.removeprefix(f"{package.ADDRESS}/"))
        path = (self._package / name).resolve()
        if not path.is_relative_to(self._package.resolve()) or not path.is_file():
            return Answer(HTTPStatus.NOT_FOUND, b"404\n")
        if name == "locales/nl.json":
            return Answer(body=dutch(path, PREVIEW), kind="application/json")
        return Answer(body=path.read_bytes(), kind=_kind(name))


def dutch(path, own):
    """The package's own Dutch in the file `path`, with ours and the words `own`, by their places in it."""
    words = json.loads(path.read_text(encoding="utf-8"))
    for key, said in (LACKING | WORDS | own).items():
        *tables, name = key.split(".")
        reduce(lambda table, inner: table.setdefault(inner, {}), tables, words)[name] = said
    return json.dumps(words, ensure_ascii=False).encode()


def style():
    """The theme's own style, and what makes the editor's preview a page of it."""
    theme = whole(ROOT / "theme" / "static" / "css")
    own = (_STATIC / "preview.css").read_text(encoding="utf-8")
    return rcssmin.cssmin(theme + own)


def _script(request):
    name = request.path.removeprefix(ADDRESS)
    return Answer(body=(_STATIC / name).read_bytes(), kind=_kind(name))


def _style(request):
    return Answer(body=style().encode(), kind=_kind("thema.css"))


def _kind(name):
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
