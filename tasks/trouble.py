"""What went wrong in a build, in Dutch, with the file and the line where that can be told."""

import traceback
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError

ROOT = Path(__file__).parent.parent
_SAID = "Warning or error encountered"


def explain(error):
    """Lines about an exception; none for one whose cause was logged already."""
    if isinstance(error, SystemExit):
        return [str(error)]
    if _SAID in str(error):
        return []
    if isinstance(error, TemplateNotFound):
        return [f"De vormgeving mist het bestand {error.name}."]
    if isinstance(error, TemplateSyntaxError):
        return [f"{_short(error.filename or error.name)}:{error.lineno}: {error.message}"]
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame.filename)]
    if not places:
        return [f"Er ging iets mis: {error}"]
    last = places[-1]
    return [f"{_short(last.filename)}:{last.lineno}: {error}"]


def _is_ours(name):
    return ".venv" not in name and (
        name.endswith((".html", ".xml", ".txt", ".webmanifest")) or str(ROOT) in name
    )


def _short(name):
    path = Path(name)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
