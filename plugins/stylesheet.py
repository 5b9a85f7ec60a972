"""One stylesheet out of the theme's files: put into each page, and published for the endpoint's pages.

A page that carries its style needs no second request before its first paint. Each file wraps itself in a
cascade layer, and `layers.css` states their order, so the order of files means nothing else.
"""

from pathlib import Path

import rcssmin
from markupsafe import Markup
from pelican import signals

FIRST = "layers.css"
PUBLISHED_AS = "theme/site.css"


def stylesheet(folder):
    """All .css files of `folder` as one minified text, `layers.css` first."""
    files = sorted(Path(folder).glob("*.css"), key=lambda path: (path.name != FIRST, path.name))
    return rcssmin.cssmin("\n".join(path.read_text(encoding="utf-8") for path in files))


def offer(generator):
    """Give templates the stylesheet as `STYLES`."""
    # The theme's own files: no text of anybody else is in them.
    generator.context["STYLES"] = Markup(_own_stylesheet(generator.settings))  # noqa: S704


def publish(pelican):
    """Write the same stylesheet to the output."""
    target = Path(pelican.output_path, PUBLISHED_AS)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_own_stylesheet(pelican.settings), encoding="utf-8")


def _own_stylesheet(settings):
    return stylesheet(Path(settings["THEME"], "static", "css"))


def register():
    signals.generator_init.connect(offer)
    signals.finalized.connect(publish)
