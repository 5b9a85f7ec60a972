"""The live site of a practice that has filled in everything, made ready as `make publish` does it."""

from contact_api.practice import load_practice
from tasks.build import build
from tasks.hosting import NGINX, prepare, render
from tests.builders import a_practice_file


def build_live_site(folder):
    """Build into `folder`/site and write `folder`/nginx.conf; the folder of the site."""
    practice = a_practice_file(folder, bevestiging="true")
    done = build("publishconf.py", folder / "site", "warnings", {"PRAKTIJK_TOML": str(practice)})
    assert done == type(done)(ok=True, log="")
    rules = prepare(folder / "site", load_practice(practice))
    (folder / "nginx.conf").write_text(render(NGINX, rules), encoding="utf-8")
    return folder / "site"
