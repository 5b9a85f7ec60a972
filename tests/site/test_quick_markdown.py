"""Markdown in less time is the same Markdown."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.wikilinks import WikiLinkExtension

from pelicanconf import MARKDOWN, ROOT

# Everything that Markdown acts on, with what it stands beside.
_PIECES = [
    *(
        "een",
        "woord",
        "é",
        "C",
        "7",
        "7. ",
        "1) ",
        " ",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "  \n",
        "\t",
        "\x02",
        "\x03",
    ),
    *(
        "*",
        "**",
        "_",
        "__",
        "***",
        "a_b_c",
        "`",
        "``",
        "\\",
        "\\*",
        "&amp;",
        "&",
        "&eacute;",
        "<br>",
        "<b>",
        "</b>",
    ),
    *(
        "<https://elders.nl>",
        "<ik@elders.nl>",
        "<!-- x -->",
        "<div>",
        "</div>",
        '<div markdown="1">',
        "<?x?>",
    ),
    *(
        "[",
        "]",
        "(",
        ")",
        "![",
        "[woord](/pad/)",
        "[woord][1]",
        "[woord]",
        "![beeld](/a.png 'Zin')",
        "![b][1]",
    ),
    *(
        "\n[1]: /pad/\n",
        "[^1]",
        "\n[^1]: Noot\n",
        "\n*[HTML]: Taal\n",
        "HTML",
        "{: .klas }",
        "{ #naam }",
        "[TOC]",
    ),
    *(
        "# ",
        "## ",
        "\n===\n",
        "\n---\n",
        "***\n",
        "> ",
        "- ",
        "* ",
        "+ ",
        "- [ ] ",
        ": ",
        "!!! note\n",
        "\n| a | b |",
    ),
    *(
        "|",
        "---|---\n",
        "```\n",
        "~~~\n",
        '"',
        "'",
        "–",
        "klzzwxh:0000",
        "wzxhzdk:0",
        "\u2028",
        "\r",
        "#",
        "=",
        ":",
    ),
]
_documents = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


@pytest.fixture(scope="module")
def both():
    """Python-Markdown as it comes and ours, with the extensions of the site."""
    return _markdown(), _markdown("plugins.quick_markdown")


@given(_documents)
@settings(max_examples=1500, deadline=None)
def test_any_text_becomes_the_same(both, text):
    """Whatever is in it, in whatever order."""
    plain, quick = both
    assert quick.reset().convert(text) == plain.reset().convert(text)


def test_every_text_of_the_site_becomes_the_same(both):
    """Those of visitors, and those for us."""
    plain, quick = both
    for path in [*ROOT.glob("content/**/*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md")]:
        text = path.read_text(encoding="utf-8")
        assert quick.reset().convert(text) == plain.reset().convert(text), path


def test_marks_of_another_extension_are_found():
    """Its pattern is looked for in every text, as ever."""
    quick = _markdown("plugins.quick_markdown", WikiLinkExtension())
    assert '<p>Zie <a class="wikilink" href="/Thuis/">Thuis</a></p>' in quick.convert("Zie [[Thuis]]")
    assert '<a class="wikilink"' in quick.reset().convert("- [[Thuis]] en *nadruk*")


def test_a_text_keeps_its_place_beside_marks(both):
    """Texts that are set aside come back where they stood, also behind an element."""
    _, quick = both
    text = "<div markdown='1'>Een *twee* drie <b>vier</b> vijf</div>\n\nzes\n\n- zeven\n- *acht* negen\n"
    assert quick.reset().convert(text) == (
        "<div>\n<p>Een <em>twee</em> drie <b>vier</b> vijf</p>\n</div>\n<p>zes</p>\n<ul>\n<li>zeven</li>\n"
        "<li><em>acht</em> negen</li>\n</ul>"
    )


def _markdown(*more):
    kwargs = deepcopy(MARKDOWN)
    return Markdown(**kwargs, extensions=[*kwargs["extension_configs"], *more])
