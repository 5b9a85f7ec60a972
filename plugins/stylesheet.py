"""The theme's style: into each page what that page uses, and all of it as a file for the endpoint's pages.

A page that carries its style needs no second request before its first paint. Each file wraps itself in a
cascade layer, and `layers.css` states their order. What only sets components is left out of a page on which
no selector of it matches anything; every other layer is in every page.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rcssmin
from markupsafe import Markup
from pelican import signals
from selectolax.lexbor import LexborHTMLParser

FIRST = "layers.css"
PUBLISHED_AS = "theme/site.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LAYER = re.compile(r"@layer\s+([\w-]+)\s*\{")
_PRELUDE = re.compile(r"([^{};]+)\{")
_ARGUMENTS = re.compile(r"\([^()]*\)")
# A state comes and goes: what is asked of a page is whether it has the element.
_PSEUDO = re.compile(r"::?[\w-]+")
_PSEUDO_ALONE = re.compile(r"(?:^|(?<=[\s,>+~]))::?[\w-]+")


@dataclass(frozen=True)
class Component:
    """One file of the theme. `selectors` is empty for a file that belongs in every page."""

    name: str
    style: str
    selectors: tuple


def component(name, style):
    """The Component in a file's text."""
    optional = set(_LAYER.findall(style)) == {"components"}
    return Component(name, style, selectors(style) if optional else ())


def selectors(style):
    """What a page must have for a rule to mean something to it: each selector once, without states."""
    text = _COMMENT.sub("", style)
    preludes = [found.strip() for found in _PRELUDE.findall(text) if not found.strip().startswith("@")]
    single = [part for prelude in preludes for part in _bare(prelude).split(",")]
    return tuple(dict.fromkeys(part.strip() for part in single if part.strip()))


def stylesheet(components, html=None):
    """The components as one minified text; with `html`, only those which that page uses."""
    page = None if html is None else LexborHTMLParser(html)
    return rcssmin.cssmin("\n".join(each.style for each in components if page is None or _used(each, page)))


@cache
def read_components(folder):
    """The .css files of `folder`, `layers.css` first."""
    files = sorted(Path(folder).glob("*.css"), key=lambda path: (path.name != FIRST, path.name))
    return tuple(component(path.name, path.read_text(encoding="utf-8")) for path in files)


def offer(generator):
    """Give templates `style_of`: the style for the body of a page."""
    components = _own_components(generator.settings)
    # The theme's own files: no text of anybody else is in them.
    generator.context["style_of"] = lambda body: Markup(stylesheet(components, body))  # noqa: S704


def publish(pelican):
    """Write the whole stylesheet to the output."""
    target = Path(pelican.output_path, PUBLISHED_AS)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(stylesheet(_own_components(pelican.settings)), encoding="utf-8")


def _used(each, page):
    return not each.selectors or any(page.css_matches(selector) for selector in each.selectors)


def _bare(prelude):
    while prelude != (shorter := _ARGUMENTS.sub("", prelude)):
        prelude = shorter
    return _PSEUDO.sub("", _PSEUDO_ALONE.sub("*", prelude))


def _own_components(settings):
    return read_components(Path(settings["THEME"], "static", "css"))


def register():
    signals.generator_init.connect(offer)
    signals.finalized.connect(publish)
