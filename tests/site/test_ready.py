"""A process that lives on makes ready for an edit while nobody waits."""

import pytest

from tasks.builder import Builder
from tests.site.tiny import TinySite

MORE = """
from pathlib import Path
def noted(text):
    if Path("broken").exists():
        raise OSError("broken")
    with open("noted", "a") as file:
        file.write(text.partition("</p>")[0] + "\\n")
    return text
JINJA_GLOBALS = {"noted": noted}
from plugins.incremental.asked import at_rest
at_rest.connect(lambda session: noted("rust"), weak=False)
PLUGINS += ["plugins.incremental"]
INCREMENTAL_OF_TEXT = ("words", "_content", "metadata", "_summary", "summary")
"""
ARTICLE = "---\ntitle: Een\ndate: 2026-01-02\ncategory: Thuis\n---\n{text}\n"


@pytest.fixture
def site(tmp_path):
    """Built by one process, so that the next one finds all of it in the store."""
    site = TinySite(tmp_path)
    site.add_settings(MORE)
    site.write("theme/templates/article.html", "{{ noted(article.content) }}")
    site.write("content/artikelen/een.md", ARTICLE.format(text="oud"))
    site.build()
    return site


@pytest.fixture
def builder(site):
    builder = Builder(("content", "--settings", "settings.py", "--output", "output"), {}, folder=site.folder)
    yield builder
    builder.close()


def test_a_page_was_made_once_before_the_first_edit(site, builder):
    """What makes it is in memory by then; nothing of that page is kept. Other plugins are told once."""
    assert builder.build().ok
    assert builder.build().ok
    site.write("content/artikelen/een.md", ARTICLE.format(text="nieuw"))
    report = builder.build([site.folder / "content" / "artikelen" / "een.md"])
    assert report.changed == ["artikelen/een/index.html"]
    assert "nieuw" in site.page("artikelen/een")
    assert (site.folder / "noted").read_text(encoding="utf-8").split() == [
        *("<p>oud", "<p>oud"),
        "rust",
        "<p>nieuw",
    ]


def test_a_page_that_cannot_be_made_is_no_matter_before_it_has_to(site, builder):
    """The edit that needs it says what is wrong, and the process lives."""
    site.write("broken", "")
    assert builder.build().ok
    process = builder.process
    site.write("content/artikelen/een.md", ARTICLE.format(text="nieuw"))
    path = site.folder / "content" / "artikelen" / "een.md"
    assert not builder.build([path]).ok
    (site.folder / "broken").unlink()
    assert builder.build([path]).ok
    assert builder.process is process
    assert "nieuw" in site.page("artikelen/een")
