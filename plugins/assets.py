"""The theme's scripts under a name that holds their content, so that a browser may keep them for a year.

Templates write `asset("contact.js")` for the address "/theme/contact.0123456789.js".
"""

import hashlib
from pathlib import Path

from pelican import signals

FOLDER = "theme"
_DIGITS = 10


def fingerprinted(name, content):
    """`name` with the start of the SHA-256 of its content before its suffix."""
    path = Path(name)
    return f"{path.stem}.{hashlib.sha256(content).hexdigest()[:_DIGITS]}{path.suffix}"


def address(folder, name):
    """The address of the file `name` in `folder`; FileNotFoundError where there is none."""
    return f"/{FOLDER}/{fingerprinted(name, Path(folder, name).read_bytes())}"


def offer(generator):
    """Give templates `asset`."""
    folder = _own_folder(generator.settings)
    generator.context["asset"] = lambda name: address(folder, name)


def publish(pelican):
    """Write each script to the output under its fingerprinted name."""
    for path in sorted(_own_folder(pelican.settings).iterdir()):
        target = Path(pelican.output_path, FOLDER, fingerprinted(path.name, path.read_bytes()))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def _own_folder(settings):
    return Path(settings["THEME"], "static", "js")


def register():
    signals.generator_init.connect(offer)
    signals.finalized.connect(publish)
