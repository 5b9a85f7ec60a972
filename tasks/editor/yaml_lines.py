"""The lines of one key of a header, written anew in the style that they had."""

import difflib
import io
import json
import re
from contextlib import suppress
from datetime import date

from ruamel.yaml import YAML, YAMLError
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, PlainScalarString, ScalarString

# Keys whose values are names or words of our own: as they are, without quotes.
BARE_KEYS = {"slug", "date", "modified", "category", "service", "price", "status", "template"}
# What every YAML reads as text, or as the date that it is.
_BARE = re.compile(r"[^\W\d_][\w-]*(?: [\w-]+)*|\d{4}-\d{2}-\d{2}")
_NOT_TEXT = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null)")
_NOT_PRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_NO_WRAP = 1_000_000


def changed_lines(written, lines, base, wanted):
    """The lines of the key `written` with `wanted` for `base`; quotes and remarks as they were."""
    text = "".join(lines)
    reader = YAML()
    reader.preserve_quotes = True
    reader.width = _NO_WRAP
    indent = next((len(line) - len(line.lstrip()) for line in lines[1:] if line.lstrip().startswith("-")), 2)
    reader.indent(mapping=2, sequence=indent + 2, offset=indent)
    try:
        document = reader.load(text)
        document[written] = _restyled(document[written], base, wanted)
        made = io.StringIO()
        reader.dump(document, made)
    except (YAMLError, KeyError, TypeError, ValueError):
        return new_lines(written, wanted)
    return made.getvalue().splitlines(keepends=True)


def new_lines(key, value):
    """The lines of a key that was not there, as the other texts of the site have it."""
    if isinstance(value, list) and value:
        return [f"{key}:\n", *(line for item in value for line in _item(item))]
    return [f"{key}: {_scalar(value, bare=key in BARE_KEYS)}\n"]


def quoted(value):
    """JSON, which is YAML too once what YAML takes for a line's end or for no letter is an escape."""
    text = json.dumps(value, ensure_ascii=False)
    return _NOT_PRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _item(value):
    if isinstance(value, dict) and value:
        pairs = [f"{key}: {_scalar(inner)}\n" for key, inner in value.items()]
        return [f"  - {pairs[0]}", *(f"    {pair}" for pair in pairs[1:])]
    return [f"  - {_scalar(value, bare=True)}\n"]


def _scalar(value, bare=False):
    """JSON, which is YAML too; a name without quotes."""
    return value if bare and _is_bare(value) else quoted(value)


def _is_bare(value):
    return isinstance(value, str) and bool(_BARE.fullmatch(value)) and not _NOT_TEXT.fullmatch(value)


def _restyled(node, base, wanted):
    """`wanted` in the style of `node`, which says `base`; of a list or a table only what differs."""
    if isinstance(node, CommentedMap) and isinstance(wanted, dict):
        for key in [key for key in node if key not in wanted]:
            del node[key]
        for key, value in wanted.items():
            before = base.get(key) if isinstance(base, dict) else None
            if key not in node or before != value:
                node[key] = _restyled(node.get(key), before, value)
        return node
    if isinstance(node, CommentedSeq) and isinstance(wanted, list) and isinstance(base, list):
        return _restyled_list(node, base, wanted)
    return _restyled_text(node, wanted) if isinstance(wanted, str) else _fresh(wanted)


def _restyled_text(node, wanted):
    if isinstance(node, ScalarString) and not isinstance(node, PlainScalarString):
        return type(node)(wanted)
    with suppress(ValueError):
        return date.fromisoformat(wanted)
    return wanted if _is_bare(wanted) else DoubleQuotedScalarString(wanted)


def _restyled_list(node, base, wanted):
    old = list(node)
    like = old[0] if old else None
    items = []
    one, other = ([json.dumps(item, sort_keys=True) for item in values] for values in (base, wanted))
    for what, i1, i2, j1, j2 in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what == "equal":
            items += old[i1:i2]
        elif what == "replace" and i2 - i1 == j2 - j1:
            pairs = zip(old[i1:i2], base[i1:i2], wanted[j1:j2], strict=True)
            items += [_restyled(*each) for each in pairs]
        else:
            items += [_fresh(item, like) for item in wanted[j1:j2]]
    while node:
        del node[-1]
    node.extend(items)
    return node


def _fresh(value, like=None):
    """A value without a past; text in quotes, unless its neighbour `like` has none."""
    if isinstance(value, dict):
        return CommentedMap({key: _fresh(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return CommentedSeq([_fresh(item) for item in value])
    if isinstance(value, str):
        quoted = isinstance(like, ScalarString) and not isinstance(like, PlainScalarString)
        return DoubleQuotedScalarString(value) if quoted or not like or not _is_bare(value) else value
    return value
