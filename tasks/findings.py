"""What `make check` says of the text behind a page, as the preview's bar shows it."""

from collections import defaultdict
from urllib.parse import unquote

from plugins.checks import messages
from tasks.check import count

WELL = "Deze tekst is in orde"
ELSEWHERE = "{count} in een andere tekst"
PREVIEW = "Voorbeeld"
THINGS = ("1 ding om naar te kijken", "{} dingen om naar te kijken")
BOTH = "{errors} en {advice}"
# A page that is not of one text.
OF_MANY = "Deze pagina wordt gemaakt uit meer dan één tekst."
UNKNOWN = "De teksten worden nog nagekeken."


class Findings:
    """The last report of the check, and which text each page is of. Plain values, ready for JSON."""

    def __init__(self):
        self._report = None
        self._sources = {}

    def built(self, sources):
        """Take over from a build which text became which page."""
        self._sources = sources

    def checked(self, report):
        """Take over what the check says."""
        self._report = report

    def of(self, path):
        """For the page at this path: the line for the bar, its own findings, and where else errors are.

        `mood` is "error", "advice", "well", or "plain" where there is nothing to judge.
        """
        source = self._sources.get(output_name(path), "")
        file = f"content/{source}" if source else ""
        if self._report is None:
            return _shown(PREVIEW, "plain", file, note=UNKNOWN)
        own = [found for found in self._report.problems if source and found.file == source]
        others = self._elsewhere(source)
        told, mood = _summary(own, source, len(self._report.errors))
        note = messages.NO_SPELLING if source and not self._report.spelling else "" if source else OF_MANY
        problems = [_as_dict(found) for found in sorted(own, key=lambda found: not found.is_error)]
        return _shown(told, mood, file, problems=problems, others=others, note=note)

    def errors(self):
        """What stops a publication, as pairs: the place, and what is wrong and how to mend it."""
        report = self._report
        return [(found.place, f"{found.cause} {found.mend}") for found in report.errors] if report else []

    def _elsewhere(self, source):
        """The other files with an error: each with its page, where it has one."""
        pages = {text: page for page, text in self._sources.items()}
        files = defaultdict(list)
        for found in self._report.errors:
            if found.file != source:
                files[found.file].append(found)
        return [
            {"place": found[0].place, "cause": found[0].cause, "address": _address(pages.get(file))}
            for file, found in files.items()
        ]


def output_name(path):
    """The file in the output that the preview shows for this path."""
    name = unquote(path).lstrip("/")
    return name + "index.html" if not name or name.endswith("/") else name


def _address(page):
    return "" if page is None else "/" + page.removesuffix("index.html")


def _shown(told, mood, file, *, problems=(), others=(), note=""):
    problems, others = list(problems), list(others)
    return {"told": told, "mood": mood, "file": file, "problems": problems, "others": others, "note": note}


def _summary(own, source, every):
    """`every` counts the errors of all texts: it is told where none is of this one."""
    errors = sum(found.is_error for found in own)
    advice = len(own) - errors
    if errors and advice:
        both = {"errors": count("errors", errors), "advice": count("advice", advice)}
        return BOTH.format(**both), "error"
    if errors:
        return count("errors", errors), "error"
    if advice:
        return THINGS[advice > 1].format(advice), "advice"
    if every:
        return ELSEWHERE.format(count=count("errors", every)), "plain"
    return (WELL, "well") if source else (PREVIEW, "plain")


def _as_dict(found):
    level = "error" if found.is_error else "advice"
    return {"level": level, "line": found.line, "cause": found.cause, "mend": found.mend}
