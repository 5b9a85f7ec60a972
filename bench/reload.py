"""How soon a saved text is on the page: python -m bench.reload [--counts 10 1000] [--edits 5]

A real preview over our own texts and `count` articles more, with a page of one of them open in Chromium. For
each edit the time from the file being written to the new words being in the page, which says itself when;
two clocks of one machine. A body is what the coach changes most; a title changes lists too.
"""

import argparse
import os
import re
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from bench.articles import name_of, write_articles
from tasks.build import ROOT
from tests.e2e.browser import ARGUMENTS, system_browser
from tests.preview import preview

EDITED = 7
# Keeps for each mark when it was first seen in the page, in milliseconds since 1970.
_WATCH = """
window.seen = {};
new MutationObserver(() => {
  const marks = document.body.textContent.match(/merk-[0-9]+-hier/g) ?? [];
  for (const mark of marks) window.seen[mark] ??= Date.now();
}).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
"""


def main():
    parser = argparse.ArgumentParser(prog="bench.reload")
    parser.add_argument("--counts", type=int, nargs="+", default=[10, 1000])
    parser.add_argument("--edits", type=int, default=5)
    options = parser.parse_args()
    table = Table("articles", "text, s", "title, s", title="from the file to the page, median (slowest)")
    for count in options.counts:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(Path(folder), count, options.edits)
        table.add_row(str(count), *(f"{statistics.median(each):.2f} ({max(each):.2f})" for each in found))
    console = Console()
    console.print(table)
    console.print(f"load at the end: {', '.join(f'{load:.1f}' for load in os.getloadavg())}")


def measure(folder, count, edits):
    """Seconds of each edit of a text, and of each edit of a title."""
    content = shutil.copytree(ROOT / "content", folder / "content")
    write_articles(content / "artikelen", count)
    text = content / "artikelen" / f"{name_of(EDITED)}.md"
    with preview(folder / "var", content=content) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_browser(), args=list(ARGUMENTS))
        page = browser.new_page()
        page.goto(f"{running.site}/artikelen/{name_of(EDITED)}/")
        page.evaluate(_WATCH)
        seconds = [
            [_seconds(page, text, change, f"merk-{number}-hier") for number in range(start, start + edits)]
            for start, change in ((0, _more), (edits, _another_title))
        ]
        browser.close()
    return seconds


def _seconds(page, text, change, mark):
    changed = change(text.read_text(encoding="utf-8"), mark)
    began = time.time()
    text.write_text(changed, encoding="utf-8")
    seen = page.wait_for_function("mark => window.seen[mark]", arg=mark).json_value()
    # As a person: the next one comes when this one is over.
    page.wait_for_timeout(500)
    return seen / 1000 - began


def _more(source, mark):
    return f"{source}\n\nEen {mark}.\n"


def _another_title(source, mark):
    return re.sub('^title: ".*"$', f'title: "Een {mark}"', source, count=1, flags=re.MULTILINE)


if __name__ == "__main__":
    main()
