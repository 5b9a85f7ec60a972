"""The built pages and their style are valid, by the Nu HTML checker."""

import pytest

from tests.site import nu

pytestmark = pytest.mark.skipif(not nu.ready(), reason=nu.MISSING)

# CSS that browsers have and the checker does not know yet: its message, and where it is written down.
NEWER_THAN_THE_CHECKER = {
    "CSS: Unrecognized at-rule “@view-transition”": "https://drafts.csswg.org/css-view-transitions-2/",
    "CSS: “animation-timeline”: Property “animation-timeline” doesn't exist.": (
        "https://drafts.csswg.org/scroll-animations-1/"
    ),
    "CSS: “animation-range”: Property “animation-range” doesn't exist.": (
        "https://drafts.csswg.org/scroll-animations-1/"
    ),
}


@pytest.fixture(scope="module")
def found(live_folder):
    return nu.errors(live_folder)


def test_every_page_is_valid(found):
    """Markup and style: no error but for what the checker does not know yet."""
    errors = [error for error in found if error[2] not in NEWER_THAN_THE_CHECKER]
    assert not errors, "\n".join(f"{page}:{line}: {message}" for page, line, message in errors)


def test_no_exception_is_kept_longer_than_needed(found):
    """When the checker or the theme has moved on, the list must too."""
    assert NEWER_THAN_THE_CHECKER.keys() <= {message for _, _, message in found}


def test_an_error_is_found(tmp_path):
    """In the markup and in the style, by page and line."""
    page = tmp_path / "a" / "index.html"
    page.parent.mkdir()
    page.write_text(
        "<!doctype html><html lang=nl><title>a</title>\n<style>p { colour: red }</style>\n<p><h1>a</h1></p>"
    )
    assert [(where, line) for where, line, _ in nu.errors(tmp_path)] == [("/a/", 2), ("/a/", 3)]
