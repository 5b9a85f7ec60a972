"""What the coach changed in her texts, photos and settings, and how to say it."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from plugins.checks.run import is_scratch

CONTENT, PRACTICE = "content", "praktijk.toml"
MOST_SUBJECT = 72
_HOW = {"new": "toegevoegd", "changed": "gewijzigd", "gone": "weggehaald"}
_KINDS = {
    "artikelen": ("artikel", "artikelen"),
    "diensten": ("dienst", "diensten"),
    "paginas": ("pagina", "pagina’s"),
    "afbeeldingen": ("foto", "foto’s"),
    "verhuisd.txt": ("lijst met verhuisde adressen", "lijsten met verhuisde adressen"),
    "woordenlijst.txt": ("woordenlijst", "woordenlijsten"),
    PRACTICE: ("gegevens van de praktijk", "gegevens van de praktijk"),
}
_FILE = ("bestand", "bestanden")
_TITLE = re.compile(r"^(?:title|titel):[ \t]*(.+?)[ \t]*$", re.M)
_DRAFT = re.compile(r"^(?:status|toestand):[ \t]*[\"']?(?:draft|concept)\b", re.M)


@dataclass(frozen=True, order=True)
class Edit:
    """One file: `how` is "new", "changed" or "gone", `name` its own under "content/", or "praktijk.toml".

    `title` is that of a text, "" where there is none; `draft`: no visitor sees it.
    """

    name: str
    how: str
    title: str = ""
    draft: bool = False

    def __str__(self):
        """In Dutch: "Artikel ‘Samen aan tafel’ gewijzigd"."""
        noun = self._kind[0]
        if self.title:
            noun += f" ‘{self.title}’"
        elif self._kind is _FILE or self.name.startswith(f"{CONTENT}/afbeeldingen/"):
            noun += f" {Path(self.name).name}"
        return f"{noun[0].upper()}{noun[1:]} {_HOW[self.how]}" + (" (concept)" if self.draft else "")

    @property
    def _kind(self):
        return _KINDS.get(self.name.removeprefix(f"{CONTENT}/").split("/")[0], _FILE)


def edit_of(name, how, data):
    """An Edit of a file with these bytes: what they are now, or were when the file is gone."""
    return Edit(name, how, *_told(name, data))


def message(edits):
    """A commit message in Dutch: what changed on one line, and if that says too little, a line each."""
    lines = [str(edit) for edit in edits]
    subject = ", ".join([lines[0], *(line[0].lower() + line[1:] for line in lines[1:])])
    if len(subject) <= MOST_SUBJECT and len(lines) <= 2:
        return subject
    if len(lines) == 1:
        return f"{subject[: MOST_SUBJECT - 1]}…\n\n{subject}"
    return _counted(edits) + "\n\n" + "\n".join(f"- {line}" for line in lines)


def texts_of(content, practice):
    """All that the coach may change, as it is now: {name: (digest, title, draft)}, plain enough for JSON."""
    files = {f"{CONTENT}/{path.relative_to(content).as_posix()}": path for path in _files(Path(content))}
    files[PRACTICE] = Path(practice)
    found = {}
    for name, path in files.items():
        try:
            data = path.read_bytes()
        except OSError:
            continue
        found[name] = [hashlib.sha256(data).hexdigest(), *_told(name, data)]
    return found


def edits_between(before, after):
    """What differs between two of `texts_of`."""
    edits = [Edit(name, "new", *after[name][1:]) for name in after.keys() - before.keys()]
    edits += [Edit(name, "gone", *before[name][1:]) for name in before.keys() - after.keys()]
    common = before.keys() & after.keys()
    edits += [Edit(name, "changed", *after[name][1:]) for name in common if before[name][0] != after[name][0]]
    return tuple(sorted(edits))


def _files(content):
    for path in content.rglob("*"):
        if path.is_file() and not is_scratch(path.name):
            yield path


def _told(name, data):
    """The title of a text and whether it is a draft, also of one that can't be built."""
    if not name.endswith(".md"):
        return "", False
    header = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n---", 1)[0]
    title = _TITLE.search(header)
    return title[1].strip("\"'") if title else Path(name).name, bool(_DRAFT.search(header))


def _counted(edits):
    counts = Counter((edit._kind, edit.how) for edit in edits)
    parts = [f"{number} {kind[number > 1]} {_HOW[how]}" for (kind, how), number in counts.items()]
    said = ", ".join(parts)
    return said if len(said) <= MOST_SUBJECT else f"{len(edits)} bestanden gewijzigd"
