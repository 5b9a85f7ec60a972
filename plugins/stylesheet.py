"""The theme's style: into each page what that page can use, and all of it as a file for the endpoint's pages.

A page that carries its style needs no second request before its first paint. Each file wraps itself in a
cascade layer, and `layers.css` states their order. `plugins/style_rules.py` leaves out what can't apply.
"""

import re
from functools import cache, lru_cache, partial
from pathlib import Path

import rcssmin
from markupsafe import Markup
from pelican import signals

from plugins import output_folder
from plugins.style_rules import Stylesheet

FIRST = "layers.css"
PUBLISHED_AS = "theme/site.css"
_SCRIPT = re.compile(r'<script type="module">(.*?)</script>', re.DOTALL)


@cache
def read_stylesheet(folder):
    """The Stylesheet of the .css files of `folder`, `layers.css` first."""
    return _parsed(whole(folder))


def style_of(theme, body):
    """The style for a page's body, and for what its script may add to it."""
    scripts = " ".join(_SCRIPT.findall(body))
    return read_stylesheet(Path(theme, "static", "css")).for_page(body, scripts)


def offer(generator):
    """Give templates `style_of`: the style for the body of a page."""
    theme = generator.settings["THEME"]
    generator.context["style_of"] = partial(_markup, theme)


def publish(pelican):
    """Write the whole stylesheet to the output."""
    text = whole(Path(pelican.settings["THEME"], "static", "css"))
    output_folder.write(pelican, PUBLISHED_AS, (text,), lambda: rcssmin.cssmin(text).encode())


def look_again(_pelican):
    """A process that builds more than once reads the theme anew each time."""
    read_stylesheet.cache_clear()


@lru_cache(maxsize=1)
def _parsed(text):
    return Stylesheet(text)


def _markup(theme, body):
    # The theme's own files: no text of anybody else is in them.
    return Markup(style_of(theme, body))  # noqa: S704


def whole(folder):
    """All of the style in the .css files of `folder`, as it is written, in the order of the layers."""
    files = sorted(Path(folder).glob("*.css"), key=lambda path: (path.name != FIRST, path.name))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def register():
    signals.get_generators.connect(look_again)
    signals.generator_init.connect(offer)
    signals.finalized.connect(publish)
