"""Two ways to build one site, side by side: by a process that keeps what it can, and anew from nothing.

Started as a program of its own, for Pelican's settings and signals belong to a whole process. It loads what
is slow to load once, and lets a copy of itself do each build. Each line that it is sent is a word with what
belongs to it, as JSON; each line of its answers is a Report.
"""

import gc
import importlib
import json
import os
import subprocess
import sys
from dataclasses import asdict

from tasks.resident import Report, serve
from tests.builders import ROOT


class Twins:
    """The two builds of the site in `folder`, which has settings.py and content/."""

    def __init__(self, folder):
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.site.twins", str(folder)],
            cwd=ROOT,
            env=os.environ | {"PYTHONWARNINGS": "ignore"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self, paths):
        """A Report of a build by the process that lives on; `paths` are the files that changed."""
        return self._ask("kept", [str(path) for path in paths])

    def build_anew(self):
        """A Report of a build by a process that knows of nothing."""
        return self._ask("anew", [])

    def restart(self, **environ):
        """Let the process that lives on go; the next ones have these variables in their environment too."""
        self._ask("restart", environ)

    def tree(self, name):
        """Every file of "kept" or "anew", as {name: bytes}."""
        root = os.path.join(self.folder, name)
        found = {}
        for place, _, names in os.walk(root):
            for each in names:
                with open(path := os.path.join(place, each), "rb") as file:
                    found[os.path.relpath(path, root)] = file.read()
        return found

    def close(self):
        """End it."""
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()

    def _ask(self, word, said):
        self._process.stdin.write(json.dumps([word, said]) + "\n")
        self._process.stdin.flush()
        return Report(**json.loads(self._process.stdout.readline()))


def main():
    folder = sys.argv[1]
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.chdir(folder)
    os.makedirs("templates-anew", exist_ok=True)
    _load()
    # Copies need not look through it for what can go.
    gc.freeze()
    kept = None
    for line in sys.stdin:
        word, given = json.loads(line)
        answer = json.dumps(asdict(Report(True)))
        if word == "kept":
            kept = kept or _Copy("kept")
            answer = kept.ask(given)
        elif word == "anew":
            anew = _Copy("anew")
            answer = anew.ask(given)
            anew.end()
        else:
            os.environ |= given
            if kept:
                kept.end()
            kept = None
        answers.write(f"{answer.strip()}\n")
        answers.flush()
    if kept:
        kept.end()


class _Copy:
    """A copy of this process that builds into the folder of its name, whenever it is asked."""

    def __init__(self, name):
        to_copy, from_copy = os.pipe(), os.pipe()
        self._process = os.fork()
        if self._process == 0:
            try:
                os.close(to_copy[1])
                os.environ["TWIN"] = name
                asked, answers = os.fdopen(to_copy[0]), os.fdopen(from_copy[1], "w")
                serve(["content", "--settings", "settings.py", "--output", name], asked, answers)
            finally:
                os._exit(0)
        os.close(to_copy[0])
        os.close(from_copy[1])
        self._said, self._asked = os.fdopen(from_copy[0]), os.fdopen(to_copy[1], "w")

    def ask(self, paths):
        self._asked.write(json.dumps(paths) + "\n")
        self._asked.flush()
        return self._said.readline()

    def end(self):
        self._asked.close()
        self._said.close()
        os.waitpid(self._process, 0)


def _load():
    """All code that takes long to load; settings, texts and the theme are for each copy to read."""
    for name in (
        *(
            "babel.numbers",
            "markdown.extensions.extra",
            "markdown.extensions.toc",
            "PIL.ImageFont",
            "pagefind",
        ),
        *("markdown.extensions.admonition", "contact_api.messages.site", "pelican.plugins.yaml_metadata"),
    ):
        importlib.import_module(name)
    for path in sorted((ROOT / "plugins").glob("*.py")):
        importlib.import_module(f"plugins.{path.stem}")
    importlib.import_module("plugins.incremental")
    # The same style for the same text, whoever asks.
    importlib.import_module("plugins.stylesheet").read_stylesheet(ROOT / "theme" / "static" / "css")


if __name__ == "__main__":
    main()
