"""The files of the preview's bar."""

import re

from tasks import bar_files
from tests.builders import ROOT

TOKENS = ROOT / "theme" / "static" / "css" / "tokens.css"
_NAME = re.compile(r"(--[\w-]+):")
_USED = re.compile(r"var\((--[\w-]+)")


def test_the_bar_has_no_colours_of_its_own():
    """They are the theme's, and each that it uses is there, in the place of the page's."""
    style = bar_files.read("bar.css").decode()
    theme = TOKENS.read_text(encoding="utf-8")
    own = style.removeprefix(theme.replace(":root", ":host"))
    assert own != style
    assert ":root" not in style
    assert re.findall(r"#[0-9a-f]{3,8}\b|light-dark|rgba?\(|hsl", own) == []
    assert set(_USED.findall(own)) <= set(_NAME.findall(style))


def test_a_change_of_the_theme_is_seen_at_once(tmp_path):
    """Its tokens are read when a page asks for them."""
    (tmp_path / "tokens.css").write_text(":root { --paper: red; }")
    assert bar_files.read("bar.css", tmp_path / "tokens.css").startswith(b":host { --paper: red; }\n")


def test_every_file_is_there_for_the_page():
    """As it is in its folder."""
    assert bar_files.names() == ["ask.js", "bar.css", "bar.html", "bar.js", "publication.js", "reload.js"]
    for name in ("bar.html", "bar.js"):
        assert bar_files.read(name) == (ROOT / "tasks" / "bar" / name).read_bytes()
