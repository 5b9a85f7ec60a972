"""A text of the coach as the rules see it: its header by key, its body by line."""

import re
from dataclasses import dataclass, field

from plugins import front_matter
from plugins.checks.problem import problem

KINDS = {"artikelen": "article", "diensten": "service", "paginas": "page"}
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_INLINE_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.S)


@dataclass(frozen=True, eq=False)
class Source:
    """One text. `file` is its path within content/; `meta` maps a canonical key to its Entry.

    `lines` holds (number from 1, text) of the body, with code and comments blanked out.
    """

    file: str
    kind: str
    meta: dict = field(default_factory=dict)
    body: str = ""
    lines: tuple = ()

    def value(self, key, default=None):
        """The value of a key, or `default`."""
        entry = self.meta.get(key)
        return default if entry is None or entry.value is None else entry.value

    def line(self, key):
        """The line of a key, 1 when it is not there."""
        entry = self.meta.get(key)
        return entry.line if entry else 1

    @property
    def status(self):
        """ "published" or "draft"."""
        return front_matter.STATUSES.get(str(self.value("status", "published")).strip().lower(), "")


def read(file, data):
    """A Source and the Problems of reading it; None for what can't be read at all."""
    kind = KINDS[file.split("/")[0]]
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        return None, [problem(file, data[: error.start].count(b"\n") + 1, "not_utf8")]
    try:
        head, body, first = front_matter.split(text)
        found = front_matter.entries(head, text[: text.index("---")].count("\n") + 2)
    except front_matter.HeaderError as error:
        return None, [problem(file, error.line, error.code)]
    meta, problems = {}, []
    for entry in found:
        if entry.key in meta:
            earlier = meta[entry.key].line
            problems.append(problem(file, entry.line, "key_twice", key=entry.written, first=earlier))
        meta.setdefault(entry.key, entry)
    return Source(file, kind, meta, body, _lines(body, first)), problems


def _lines(body, first):
    """The body's lines with what is no running text blanked out, so that places stay what they were."""
    if "<!--" in body:
        body = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), body)
    lines, fence = [], ""
    for number, line in enumerate(body.split("\n"), first):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
            line = ""
        elif mark:
            fence, line = mark[1], ""
        elif "`" in line:
            line = _INLINE_CODE.sub(lambda found: " " * len(found[0]), line)
        lines.append((number, line))
    return tuple(lines)
