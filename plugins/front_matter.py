"""What may stand above a text: keys with their Dutch names, dates as people write them, states.

The reader (so that the build takes them) and the check (so that the coach hears of the rest) share this.
"""

import datetime
import re
from dataclasses import dataclass

import yaml

# Each key with the Dutch names that mean the same.
ALIASES = {
    "title": ("titel",),
    "description": ("omschrijving", "beschrijving"),
    "lead": ("inleiding", "intro"),
    "slug": ("adres",),
    "date": ("datum",),
    "modified": ("gewijzigd", "bijgewerkt"),
    "category": ("thema", "categorie"),
    "tags": ("onderwerpen", "trefwoorden"),
    "status": ("toestand",),
    "service": ("dienst",),
    "help": ("hulp",),
    "featured": ("uitgelicht",),
    "order": ("volgorde",),
    "price": ("prijs",),
    "duration": ("duur",),
    "place": ("plek", "plaats"),
    "stages": ("stappen",),
    "questions": ("vragen",),
    "template": ("sjabloon",),
}
_CANONICAL = {name: key for key, names in ALIASES.items() for name in (key, *names)}
STATUSES = {"published": "published", "gepubliceerd": "published", "draft": "draft", "concept": "draft"}
MONTHS = ("januari februari maart april mei juni juli augustus september oktober november december").split()  # noqa: SIM905 - reads as one line
_DUTCH_DATE = re.compile(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})(?:,?\s+(?:om\s+)?(\d{1,2})[:.](\d{2}))?")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::\d{2})?)?")
_HEADER = re.compile(r"\s*---[ \t]*\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)(?P<body>.*)", re.M | re.S)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML without its own idea of dates: "2026-13-01" must reach us as it was written."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the attribute that PyYAML asks for
        letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True)
class Entry:
    """One key of a header as it was written, with its canonical name, value and line (from 1)."""

    written: str
    key: str
    value: object
    line: int


class HeaderError(Exception):
    """The header can't be read; `line` counts from 1 in the file, `code` says why."""

    def __init__(self, code, line):
        super().__init__(code)
        self.code = code
        self.line = line


def split(text):
    """Header, body and the line on which the body begins. HeaderError when there is no header."""
    found = _HEADER.fullmatch(text)
    if not found:
        raise HeaderError("header_unclosed" if text.lstrip().startswith("---") else "header_missing", 1)
    return found["head"], found["body"], text[: found.start("body")].count("\n") + 1


def entries(head, first_line=2):
    """The Entries of a header, in order. HeaderError with the line where YAML stumbled."""
    loader = _Loader(head)
    try:
        node = loader.get_single_node()
        if node is None:
            return ()
        if not isinstance(node, yaml.MappingNode):
            raise HeaderError("header_no_keys", first_line)
        return tuple(
            Entry(
                str(name.value),
                canonical(str(name.value)),
                loader.construct_object(value, deep=True),
                first_line + name.start_mark.line,
            )
            for name, value in node.value
        )
    except yaml.YAMLError as error:
        # A quote that is never closed is found at the end; the mistake is where it was opened.
        quoted = "quoted scalar" in (getattr(error, "context", None) or "")
        mark = getattr(error, "context_mark" if quoted else "problem_mark", None)
        raise HeaderError("header_yaml", first_line + (mark.line if mark else 0)) from None
    except ValueError:
        raise HeaderError("header_yaml", first_line) from None
    finally:
        loader.dispose()


def canonical(name):
    """The key that a name stands for, in any case and in Dutch; the name itself when it is unknown."""
    return _CANONICAL.get(name.strip().lower(), name.strip().lower())


def known_names():
    """Every name of a key, Dutch ones too."""
    return tuple(_CANONICAL)


def parse_date(value):
    """A datetime from "2026-03-03" or "3 maart 2026", with or without a time; None for anything else."""
    text = str(value).strip().lower()
    if found := _ISO_DATE.fullmatch(text):
        year, month, day, hour, minute = found.groups()
    elif (found := _DUTCH_DATE.fullmatch(text)) and (month := _month(found[2])):
        day, _, year, hour, minute = found.groups()
    else:
        return None
    try:
        return datetime.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0))
    except ValueError:
        return None


def _month(word):
    """The number of a month by its Dutch name or its first three letters or more; 0 when it is none."""
    found = [number for number, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
    found += [3] if word == "mrt" else []
    return found[0] if found else 0
