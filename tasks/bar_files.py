"""What the preview's bar is made of, as it is served: its colours and measures are the theme's own."""

from pathlib import Path

from tasks.build import ROOT

# Of the files in bar/, the one that draws the bar.
STYLE = "bar.css"
_FOLDER = Path(__file__).parent / "bar"
_TOKENS = ROOT / "theme" / "static" / "css" / "tokens.css"


def names():
    """Of every file."""
    return sorted(path.name for path in _FOLDER.iterdir() if path.is_file())


def read(name, tokens=_TOKENS):
    """The bytes of a file; in front of the style come the theme's tokens, for the bar instead of the page.

    A page carries those that it uses itself, which need not be all that the bar uses.
    """
    own = (_FOLDER / name).read_bytes()
    return tokens.read_bytes().replace(b":root", b":host") + b"\n" + own if name == STYLE else own
