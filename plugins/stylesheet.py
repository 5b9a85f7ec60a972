"""The theme's style: into each page what that page can use, and all of it as a file for the endpoint's pages.

A page that carries its style needs no second request before its first paint. Each file wraps itself in a
cascade layer, and `layers.css` states their order. `plugins/style_rules.py` leaves out what can't apply.
"""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup
from pelican import signals

from plugins.style_rules import Stylesheet

FIRST = "layers.css"
PUBLISHED_AS = "theme/site.css"
_SCRIPT = re.compile(r'<script type="module">(.*?)</script>', re.DOTALL)


@cache
def read_stylesheet(folder):
    """The Stylesheet of the .css files of `folder`, `layers.css` first."""
    files = sorted(Path(folder).glob("*.css"), key=lambda path: (path.name != FIRST, path.name))
    return Stylesheet("\n".join(path.read_text(encoding="utf-8") for path in files))


def style_of(theme, body):
    """The style for a page's body, and for what its script may add to it."""
    scripts = " ".join(_SCRIPT.findall(body))
    return read_stylesheet(Path(theme, "static", "css")).for_page(body, scripts)


def offer(generator):
    """Give templates `style_of`: the style for the body of a page."""
    theme = generator.settings["THEME"]
    # The theme's own files: no text of anybody else is in them.
    generator.context["style_of"] = lambda body: Markup(style_of(theme, body))  # noqa: S704


def publish(pelican):
    """Write the whole stylesheet to the output."""
    target = Path(pelican.output_path, PUBLISHED_AS)
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = read_stylesheet(Path(pelican.settings["THEME"], "static", "css")).whole
    target.write_text(whole, encoding="utf-8")


def register():
    signals.generator_init.connect(offer)
    signals.finalized.connect(publish)
