"""Markdown as Python-Markdown makes it, in less time: what nothing can be done with is not tried.

Python-Markdown looks for each of its marks in every text, and asks each kind of block about every block. Most
texts hold no mark, most blocks are a paragraph of one line, and to see that is fast. What it makes is the
same: an extension whose marks are not known here is left to do its work as ever.
"""

import re
from functools import lru_cache

from markdown import inlinepatterns
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from pelican import signals

# Of each pattern, what stands in every text in which it can be found: one of these.
_MARKS = {
    inlinepatterns.BACKTICK_RE: ("`",),
    inlinepatterns.ESCAPE_RE: ("\\",),
    inlinepatterns.LINK_RE: ("[",),
    inlinepatterns.IMAGE_LINK_RE: ("![",),
    inlinepatterns.AUTOLINK_RE: ("<",),
    inlinepatterns.AUTOMAIL_RE: ("<",),
    inlinepatterns.HTML_RE: ("<",),
    inlinepatterns.ENTITY_RE: ("&",),
    inlinepatterns.LINE_BREAK_RE: ("  \n",),
    # Of markdown.extensions.footnotes, and of emphasis.
    r"\[\^([^\]]*)\]": ("[^",),
    r"\*|_": ("*", "_"),
}
_MARKED = re.compile(
    "[" + re.escape("".join({mark[-1] for marks in _MARKS.values() for mark in marks})) + "]"
)
# Everything else that a line may be opens with something else, or needs a second line.
_PLAIN_LINE = re.compile(r"[^\W\d_][^\n\x02]*")


class Quick(Extension):
    """The extension of Python-Markdown."""

    def extendMarkdown(self, md):  # noqa: N802 - as Python-Markdown calls it
        """Take the place of what looks for marks, and stand before all kinds of blocks."""
        md.treeprocessors.register(QuickInline(md), "inline", 20)
        md.parser.blockprocessors.register(PlainLine(md.parser), "plain_line", 200)
        # Asked of each element of a text several times; the answer for a tag stays what it is.
        md.is_block_level = lru_cache(maxsize=1000)(md.is_block_level)


class PlainLine(ParagraphProcessor):
    """A paragraph of one line that opens with a letter."""

    def test(self, parent, block):
        """Whether this block is one."""
        return _PLAIN_LINE.fullmatch(block) is not None


class WhereMarked(inlinepatterns.InlineProcessor):
    """Another pattern, which is not looked for in a text that has none of its marks."""

    def __init__(self, pattern, marks):
        """`marks`: one of these stands in every text in which it can be found."""
        self.ANCESTOR_EXCLUDES = pattern.ANCESTOR_EXCLUDES
        self.handleMatch, self.type = pattern.handleMatch, pattern.type
        self._find = pattern.getCompiledRegExp().finditer
        self._marks = marks

    def getCompiledRegExp(self):  # noqa: N802 - as Python-Markdown calls it
        """What is asked for matches."""
        return self

    def finditer(self, text, start):
        """The matches in a text from `start` on."""
        for mark in self._marks:
            if text.find(mark, start) >= 0:
                return self._find(text, start)
        return ()


class QuickInline(InlineProcessor):
    """Looks for the marks that a document has, in those of its texts that have any."""

    def run(self, tree, ancestors=None):
        """Make elements of what is marked; every other text is set aside meanwhile."""
        patterns = list(self.md.inlinePatterns)
        marks = [_MARKS.get(pattern.pattern) for pattern in patterns]
        if None in marks:
            return super().run(tree, ancestors)
        texts, tails, marked = [], [], []
        for element in tree.iter():
            if text := element.text:
                if _MARKED.search(text):
                    marked.append(text)
                else:
                    texts.append((element, text))
                    element.text = None
            if tail := element.tail:
                if _MARKED.search(tail):
                    marked.append(tail)
                else:
                    tails.append((element, tail))
                    element.tail = None
        found = "".join(marked)
        self.inlinePatterns = [
            WhereMarked(pattern, needed)
            for pattern, needed in zip(patterns, marks, strict=True)
            if any(mark in found for mark in needed)
        ]
        super().run(tree, ancestors)
        for element, text in texts:
            element.text = text
        for element, tail in tails:
            element.tail = tail
        return tree


def quicken(pelican):
    """Let this site's readers use it."""
    settings = pelican.settings["MARKDOWN"]
    names = [*settings.get("extensions", ()), "plugins.quick_markdown"]
    pelican.settings["MARKDOWN"] = settings | {"extensions": names}


def makeExtension(**_settings):  # noqa: N802 - what Python-Markdown looks for in a module
    """The extension."""
    return Quick()


def register():
    signals.initialized.connect(quicken)
