"""The editor as files of the published site, for a practice whose praktijk.toml has [beheer].

It comes after the site was built and checked, so nothing that reads the site's pages knows of it: no sitemap,
no search index, no list.
"""

import json
import shutil
from html import escape
from pathlib import Path

from tasks.editor import package, pages
from tasks.editor.git_host import ADDRESS, policy_in_page
from tasks.editor.hosted_config import settings
from tasks.editor.words import HOSTED

_STATIC = Path(__file__).parent / "static"
# What the page asks for, by the name that it has there.
_SCRIPTS = {
    "dutch.js": "dutch.js",
    "marks.js": "marks.js",
    **{name: f"hosted/{name}" for name in ("yaml.js", "header.js", "body.js", "format.js", "open.js")},
}
_MISSING = (
    "[beheer]: het beheer moet mee naar de site, maar staat nog niet op deze computer. "
    "Haal het op met make beheer."
)
_TAKEN = "[beheer]: een eigen pagina heeft het adres {address} al. Geef die een ander adres."


def problems(practice, var):
    """Why the editor can't be published, in Dutch; nothing when it can, or isn't asked for."""
    if practice.editor and not package.folder(var).is_dir():
        return [_MISSING]
    return []


def add(site, content, practice, var):
    """Put the editor into the built folder `site`, if it is asked for; problems as `problems` gives them."""
    if not practice.editor:
        return []
    folder = Path(site, ADDRESS.strip("/"))
    if folder.exists():
        return [_TAKEN.format(address=ADDRESS)]
    _copy_package(package.folder(var), folder / package.ADDRESS.removeprefix(ADDRESS))
    for name, source in _SCRIPTS.items():
        shutil.copyfile(_STATIC / source, folder / name)
    (folder / "index.html").write_text(_page(practice.editor), encoding="utf-8")
    (folder / pages.STYLE.removeprefix(ADDRESS)).write_text(pages.style(), encoding="utf-8")
    said = json.dumps(settings(content, practice), ensure_ascii=False)
    (folder / "instellingen.json").write_text(said, encoding="utf-8")
    return []


def _page(host):
    page = (_STATIC / "hosted" / "page.html").read_text(encoding="utf-8")
    return page.replace("VERSION", package.VERSION).replace("POLICY", escape(policy_in_page(host)))


def _copy_package(source, target):
    """What the program asks for, by the addresses that it has for it; what it can't use here stays behind."""
    released = target / f"cms@{package.VERSION}"
    for name in ("dist/sveltia-cms.js", "dist/chunks/react-dom.js", "LICENSE.txt"):
        _copy(source / name, released / name)
    # Where it looks whether there is a newer one: it finds itself.
    _copy(source / "package.json", target / "cms" / "package.json")
    (released / "locales").mkdir()
    (released / "locales" / "nl.json").write_bytes(pages.dutch(source / "locales" / "nl.json", HOSTED))
    for path in (source / "npm" / "assets").iterdir():
        if path.suffix in (".woff2", ".txt"):
            _copy(path, target / "npm" / "assets" / path.name)


def _copy(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
