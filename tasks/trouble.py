"""What went wrong in a build, in Dutch, with the file and the line where that can be told."""

import traceback
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from pelican.writers import FileOverwriteFailedError

ROOT = Path(__file__).parent.parent
# Pelican raises this for what it has logged.
_LOGGED = "Warning or error encountered"
_TEMPLATES = (".html", ".xml", ".txt", ".webmanifest")


def explain(error):
    """Lines about an exception; none for one whose cause was logged already."""
    if _LOGGED in str(error):
        return []
    return [str(error) if isinstance(error, SystemExit) else _cause(error)]


def _cause(error):
    if isinstance(error, FileOverwriteFailedError):
        return f"Twee pagina’s hebben hetzelfde adres: {error}. Geef een van de twee een ander adres."
    if isinstance(error, TemplateNotFound):
        return f"De vormgeving mist het bestand {error.name}."
    if isinstance(error, TemplateSyntaxError):
        return f"{_short(error.filename or error.name)}:{error.lineno}: dit is niet te lezen: {error.message}"
    said = "iets bestaat hier niet" if isinstance(error, UndefinedError) else "er ging iets mis"
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame.filename)]
    place = f"{_short(places[-1].filename)}:{places[-1].lineno}: " if places else ""
    return f"{place}{said}: {error}"


def _is_ours(name):
    return name.endswith(_TEMPLATES) or (str(ROOT) in name and ".venv" not in name)


def _short(name):
    path = Path(name)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
