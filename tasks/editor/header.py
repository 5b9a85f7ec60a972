"""What stands above a text: shown to the editor in one form, and changed in the file where it was changed.

The file may say `titel`, `3 maart 2026`, `concept`; the editor sees `title`, `2026-03-03`, `draft`. A key
that the editor did not change keeps its very bytes, its place and its comment; so does one it doesn't know.
"""

from plugins import front_matter
from tasks.editor.yaml_lines import changed_lines, new_lines, quoted

# What a text is when its header doesn't say.
UNSAID = {"status": "published"}
_DATES = ("date", "modified")


class UnreadableError(Exception):
    """A header that can't be read, or can't be changed line by line."""


def values(head, unsaid=()):
    """The values by canonical key, in order, as the editor sees them; the keys `unsaid` are always there."""
    found = {}
    for entry in _entries(head):
        value = _plain(entry.key, entry.value)
        if value is not None:
            found.setdefault(entry.key, value)
    for key in unsaid:
        found.setdefault(key, UNSAID[key])
    return found


def shown(found):
    """A header of these values that every reader of YAML reads alike: JSON on the right."""
    return "".join(f"{key}: {quoted(value)}\n" for key, value in found.items())


def merged(head, edit, known, unsaid=()):
    """The lines of `head` with the changes of the editor. `known`: the keys that it has a field for.

    UnreadableError when that can't be done without touching what was not changed.
    """
    base = values(head, unsaid)
    entries = _entries(head)
    lines = head.splitlines(keepends=True)
    starts = [entry.line for entry in entries]
    if len(set(starts)) < len(starts):
        raise UnreadableError
    spans = _spans(lines, entries)
    wanted = {**base, **{key: value for key, value in edit.items() if key in base or not _is_empty(value)}}
    for key in base:
        gone = key not in edit and key in known and not _is_empty(base[key])
        if gone or (key in edit and _is_empty(edit[key]) and not _is_empty(base[key])):
            del wanted[key]
    result = _spliced(lines, spans, base, wanted)
    _check(result, wanted, unsaid)
    return result


def _spliced(lines, spans, base, wanted):
    """From the last key to the first, so that no place moves before its turn."""
    result = list(lines)
    if result and not result[-1].endswith("\n"):
        result[-1] += "\n"
    for key, (written, start, end) in reversed(spans.items()):
        if key not in wanted:
            # A key whose value was already nothing to the editor stays.
            if key in base:
                result[start:end] = []
        elif not same(base.get(key), wanted[key]):
            result[start:end] = changed_lines(written, lines[start:end], base[key], wanted[key])
    for key, value in wanted.items():
        if key not in spans and not same(base.get(key), value):
            result += new_lines(key, value)
    return "".join(result)


def same(one, other):
    """Whether two values mean the same: 2026 and "2026" do, True and "true" don't."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float | str) and isinstance(other, int | float | str):
        return str(one).rstrip() == str(other).rstrip()
    return one == other


def _entries(head):
    try:
        return front_matter.entries(head, 0)
    except front_matter.HeaderError:
        raise UnreadableError from None


def _spans(lines, entries):
    """Each canonical key's written name and its lines, without the blank ones and remarks that follow."""
    spans = {}
    ends = [entry.line for entry in entries[1:]] + [len(lines)]
    for entry, end in zip(entries, ends, strict=False):
        while end > entry.line + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1
        spans.setdefault(entry.key, (entry.written, entry.line, end))
    return spans


def _plain(key, value):
    if key in _DATES:
        moment = front_matter.parse_date(value)
        at_midnight = moment is not None and not (moment.hour or moment.minute)
        return moment.date().isoformat() if at_midnight else value
    if key == "status":
        return front_matter.STATUSES.get(str(value).strip().lower(), value)
    if key == "tags" and isinstance(value, str):
        return [tag.strip() for tag in value.split(",") if tag.strip()]
    return value


def _is_empty(value):
    return value is None or value is False or value in ("", [], {})


def _check(head, wanted, unsaid):
    """Read back what was made: nothing but what was wanted."""
    found = values(head, unsaid)
    if set(found) != set(wanted) or not all(same(found[key], wanted[key]) for key in wanted):
        raise UnreadableError
