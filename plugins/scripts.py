"""The theme's scripts within the pages that need them: a page is whole in one request, and its policy names
the script by its hash.
"""

from functools import cache
from pathlib import Path

from markupsafe import Markup
from pelican import signals

# What would end a script element or change how it is read: https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements
_ENDS = ("</script", "<script", "<!--")


@cache
def script(path):
    """The script in a file, to stand in `<script>`; ValueError where it could not stand there."""
    text = Path(path).read_text(encoding="utf-8")
    if any(end in text.lower() for end in _ENDS):
        raise ValueError(f"{path}: a script in a page can't hold any of {', '.join(_ENDS)}")
    # The theme's own files: no text of anybody else is in them.
    return Markup(text)  # noqa: S704


def offer(generator):
    """Give templates `script`: the script of this name in the theme."""
    folder = Path(generator.settings["THEME"], "static", "js")
    generator.context["script"] = lambda name: script(folder / name)


def look_again(_pelican):
    """A process that builds more than once reads the scripts anew each time."""
    script.cache_clear()


def register():
    signals.get_generators.connect(look_again)
    signals.generator_init.connect(offer)
