"""The sites that `bench.pages` compares, each built into a folder and made ready for a host."""

import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tasks.build import build
from tasks.hosting.compressed import compress
from tests.live_site import build_live_site
from tests.servers import serving
from tests.site.pages import file_at, read_site
from tests.static_host import StaticHost

MAIN = "/artikelen/waarom-een-hechte-band-nu-meer-dan-ooit-telt/"
OURS = {
    "home": "/",
    "main article": MAIN,
    "article": "/artikelen/hechting-in-een-digitale-wereld/",
    "articles": "/artikelen/",
    "service": "/diensten/life-coaching/",
    "questions": "/veelgestelde-vragen/",
    "contact": "/contact/",
    "search": "/zoeken/",
    "privacy": "/privacy/",
}
THEMES = ("notmyidea", "simple")
SENTENCE = """<!doctype html><html lang="nl"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="Een pagina met een enkele zin, zonder stijl."><title>Een zin</title>
<p>Een pagina met een enkele zin.</p>
"""


@dataclass(frozen=True)
class Measured:
    """A page to measure: what it is called in the table, its file, and where it is served."""

    name: str
    file: Path
    address: str


@contextmanager
def sites(folder, every=False):
    """Build and serve them; their pages, the one sentence first. `every`: all of ours, and of no other."""
    with ExitStack() as stack:
        pages = []

        def serve(root, addresses):
            host = stack.enter_context(serving(StaticHost(root)))
            for name, path in addresses.items():
                pages.append(Measured(name, file_at(root, path), host + path))

        serve(_sentence(folder / "sentence"), {"one sentence, no style": "/"})
        ours = folder / "ours"
        ours.mkdir()
        site = build_live_site(ours)
        serve(site, {page.address: page.address for page in read_site(site).pages} if every else OURS)
        for theme in () if every else THEMES:
            serve(_plain(folder / theme, theme), {f"{theme}: home": "/", f"{theme}: main article": MAIN})
        yield pages


def _sentence(root):
    root.mkdir()
    (root / "index.html").write_text(SENTENCE, encoding="utf-8")
    return _ready(root)


def _plain(root, theme):
    done = build("bench/plain_pelican.py", root, "errors", {"BENCH_THEME": theme})
    if not done.ok:
        sys.exit(done.log)
    return _ready(root)


def _ready(root):
    """Compressed as ours are, with no headers of its own."""
    (root / "404.html").touch()
    (root / "_headers").touch()
    compress(root)
    return root
