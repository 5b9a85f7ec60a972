"""A site of a few lines of content, built by the real settings and the real theme."""

import os
import subprocess
import sys
from pathlib import Path

from tests.builders import ROOT
from tests.site.pages import Page, read_site

SETTINGS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pelicanconf import *
PATH, OUTPUT_PATH, CACHE_PATH, THEME = "content", "output", "cache", {str(ROOT / "theme")!r}
"""
ARTICLE = """---
title: "{title}"
slug: {slug}
description: "Een omschrijving die lang genoeg is voor een zoekresultaat."
lead: "Een begin."
date: 2026-09-14
category: Hechting
---
{text}
"""


class SmallSite:
    """A folder with content, to be built as often as a test likes."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.output = self.folder / "output"
        self.cache = self.folder / "cache"
        self.write("settings.py", SETTINGS)
        # The icons are drawn from it.
        self.write("content/extra/favicon.svg", (ROOT / "content/extra/favicon.svg").read_bytes())

    def write(self, name, content):
        """Write a file; `content` is text or bytes."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def photo(self, name, content):
        """Drop a file into content/afbeeldingen/."""
        return self.write(f"content/afbeeldingen/{name}", content)

    def article(self, text, slug="proef", title="Proef"):
        """Write an article at /artikelen/SLUG/."""
        return self.write(f"content/artikelen/{slug}.md", ARTICLE.format(text=text, slug=slug, title=title))

    def build(self):
        """The finished process of one build; its fault is in `stdout`, and it is 0 when all is well."""
        command = [sys.executable, "-m", "pelican", "content", "-s", "settings.py", "--fatal", "errors"]
        return subprocess.run(
            [*command, "--log-handler", "plain"],
            cwd=self.folder,
            env=os.environ | {"PYTHONWARNINGS": "ignore", "NO_COLOR": "1", "COLUMNS": "1000"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def built(self):
        """The Site after a build that went well."""
        done = self.build()
        assert done.returncode == 0, done.stdout
        return read_site(self.output)

    def page(self, address="/artikelen/proef/") -> Page:
        """A page after a build that went well."""
        (page,) = [page for page in self.built().pages if page.address == address]
        return page

    def files(self, folder):
        """Every file under a folder of the output, as {name: bytes}."""
        root = self.output / folder
        return {path.name: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
