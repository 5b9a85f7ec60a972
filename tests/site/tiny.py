"""A Pelican site of a few lines with our plugins, built for real."""

import subprocess
import sys

from tests.builders import ROOT

SETTINGS = """
import sys
sys.path.insert(0, {root!r})
SITEURL = ""
PATH = "content"
THEME = "theme"
PLUGIN_PATHS = [{plugins!r}]
PLUGINS = ["yaml_metadata", "dutch_front_matter", "strict_theme", "services", "drafts", "typography"]
PLUGINS += ["outline", "questions", "redirects"]
PREVIEW = {preview}
WITH_FUTURE_DATES = False
TIMEZONE = "Europe/Amsterdam"
MOVED = "content/verhuisd.txt"
ARTICLE_URL = "artikelen/{{slug}}/"
ARTICLE_SAVE_AS = "artikelen/{{slug}}/index.html"
ARTICLE_PATHS = ["artikelen"]
PAGE_PATHS = ["paginas", "diensten"]
PAGE_URL = "{{slug}}/"
PAGE_SAVE_AS = "{{slug}}/index.html"
EXTRA_PATH_METADATA = {{"diensten": {{"template": "service"}}}}
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""
TEMPLATES = {
    "page": "PAGE {{ page.title }}{% for service in services %} {{ service.url }}{% endfor %}",
    "service": "SERVICE {{ page.title }}",
    "article": "ARTICLE {{ article.title }} {{ article.awaits }} {{ article.content }}",
    "moved": "MOVED {{ move.new }}",
    "category": "",
    "tag": "",
    "author": "",
    "period_archives": "",
}


class TinySite:
    """A Pelican site of a few lines, built for real."""

    def __init__(self, folder, preview=True):
        self.folder = folder
        settings = SETTINGS.format(root=str(ROOT), plugins=str(ROOT / "plugins"), preview=preview)
        self.write("settings.py", settings)
        for name, text in TEMPLATES.items():
            self.write(f"theme/templates/{name}.html", text)
        (folder / "content" / "artikelen").mkdir(parents=True)

    def add_settings(self, text):
        """Settings that come after its own."""
        with open(self.folder / "settings.py", "a", encoding="utf-8") as file:
            file.write(text)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self):
        command = [sys.executable, "-m", "pelican", "content", "-s", "settings.py", "-o", "output"]
        command += ["--fatal", "errors", "--log-handler", "plain"]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)

    def pages(self):
        """Every file of the output, by its path."""
        output = self.folder / "output"
        return sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())

    def page(self, name):
        return (self.folder / "output" / name / "index.html").read_text(encoding="utf-8")
