"""The live site of a practice that has filled in everything, made ready as `make publish` does it."""

from contact_api.practice import load_practice
from tasks.build import ROOT, build
from tasks.editor import published
from tasks.hosting import NGINX, prepare, render
from tests.builders import a_practice_file, a_practice_file_with_editor

CONTENT = ROOT / "content"


def build_live_site(folder, content=CONTENT):
    """Build into `folder`/site and write `folder`/nginx.conf; the folder of the site."""
    practice = a_practice_file(folder, bevestiging="true")
    build_pages(folder / "site", practice, content)
    return make_ready(folder, practice)


def build_live_site_with_editor(folder, var, content=CONTENT):
    """The same, with the editor, whose package is in `var`."""
    practice = a_practice_file_with_editor(folder, bevestiging="true")
    build_pages(folder / "site", practice, content)
    assert published.add(folder / "site", content, load_practice(practice), var) == []
    return make_ready(folder, practice)


def build_pages(folder, practice, content=CONTENT):
    """The pages alone, as Pelican makes them, by this praktijk.toml."""
    done = build("publishconf.py", folder, "warnings", {"PRAKTIJK_TOML": str(practice)}, content)
    assert done == type(done)(ok=True, log="")


def make_ready(folder, practice):
    """What a host needs, beside the pages in `folder`/site; the folder of the site."""
    rules = prepare(folder / "site", load_practice(practice))
    (folder / "nginx.conf").write_text(render(NGINX, rules), encoding="utf-8")
    return folder / "site"
