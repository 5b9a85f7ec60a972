"""The text under a header: block by block, so that what the editor left alone keeps its bytes.

The editor writes all of a text anew, and some marks in its own way (`_so_` for `*so*`, wider rules in a
table). A block that says the same as before is the block that was there.
"""

import difflib
import re
from functools import lru_cache

from markdown import Markdown

# How a picture is named in a text, and how the editor names it.
_SITE = "({static}/afbeeldingen/"
_EDITOR = "(/afbeeldingen/"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# A picture with a caption anywhere in a paragraph; any picture that is a line or sticks to the end of one.
_PICTURE = re.compile(
    r'[ \t]*(!\[[^\]\n]*\]\([^)\n]*"\))[ \t]*|(?:^|(?<=[^\s(\[]))(!\[[^\]\n]*\]\([^)\n]*\))$'
)
_NO_PARAGRAPH = re.compile(r"[|>\s\-*+]|\d+\.")
_EXTENSIONS = ("extra", "admonition")


def shown(body):
    """The text as the editor can show its pictures."""
    return body.replace(_SITE, _EDITOR)


def merged(body, edit):
    """The body with the changes of `edit`, the text as the editor wrote it."""
    base = shown(body)
    if _core(base) == _core(edit):
        return body
    before, old, after = _blocks(body)
    new = [_back(block) for block, _ in _blocks(edit)[1]]
    result = []
    for block, index in _matched([block for block, _ in old], new):
        # What stood between two blocks stands there still, when they are still neighbours.
        if result and index is not None and result[-1][1] == index - 1:
            result[-1] = (result[-1][0], index - 1, old[index - 1][1])
        result.append((block, index, "\n\n"))
    if not result:
        return before + after.lstrip("\n") if old else body
    text = "".join(f"{block}{gap}" for block, _, gap in result[:-1]) + result[-1][0]
    return (before or ("\n" if not old else "")) + text + (after or ("\n" if not old else ""))


def _matched(old, new):
    """Each new block with the place of the old one that says the same and is taken instead, or None."""
    for what, i1, i2, j1, j2 in _opcodes(old, new):
        if what == "equal":
            yield from ((old[i], i) for i in range(i1, i2))
        elif what != "delete":
            meant = _opcodes([_meaning(each) for each in old[i1:i2]], [_meaning(each) for each in new[j1:j2]])
            for inner, k1, k2, l1, l2 in meant:
                if inner == "equal":
                    yield from ((old[i1 + k], i1 + k) for k in range(k1, k2))
                elif inner != "delete":
                    yield from ((_apart(new[j1 + place]), None) for place in range(l1, l2))


def _opcodes(one, other):
    return difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def _blocks(text):
    """What comes before the first block, (block, what follows it until the next), what comes after the last.

    A block ends at a blank line, but not within fenced code.
    """
    before = text[: len(text) - len(text.lstrip("\n"))]
    core = text[len(before) :].rstrip()
    after = text[len(before) + len(core) :]
    blocks, current, gap, fence = [], [], "", ""
    for line in core.split("\n") if core else ():
        if not line.strip() and not fence:
            gap += f"{line}\n"
            continue
        if gap and current:
            blocks.append(("\n".join(current), f"\n{gap}"))
            current = []
        gap = ""
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif fence and mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
        current.append(line)
    return before, [*blocks, *([("\n".join(current), "")] if current else [])], after


def _apart(block):
    """A picture stands apart, as the site asks of one with a caption: the editor puts it against the text."""
    if _FENCE.match(block):
        return block
    lines = [
        line
        if _NO_PARAGRAPH.match(line)
        else _PICTURE.sub(lambda found: f"\n\n{found[1] or found[2]}\n\n", line)
        for line in block.split("\n")
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _back(block):
    return block.replace(_EDITOR, _SITE)


def _core(text):
    return text.lstrip("\n").rstrip()


@lru_cache(maxsize=512)
def _meaning(block):
    """What the site makes of a block alone."""
    return Markdown(extensions=list(_EXTENSIONS), output_format="html").convert(block)
