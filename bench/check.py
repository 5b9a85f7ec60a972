"""How long `make check` takes on many articles: python -m bench.check [ARTICLES]

Articles of about 2,000 words, from paragraphs of the shipped ones; each time is that of a fresh process.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tasks.build import ROOT

WORDS = 2000
HEADER = """---
title: Artikel nummer {number}
slug: artikel-{number}
description: Het artikel met nummer {number}, gemaakt om te meten hoe lang het nakijken van teksten duurt.
lead: Een artikel om mee te meten.
date: 2026-01-01
category: Hechting
---
"""
COMMAND = """
import sys
from pathlib import Path
from tasks import check
check.CACHE = Path(sys.argv.pop(1))
check.main()
"""


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        content, cache = Path(folder, "content"), Path(folder, "check.json")
        write_articles(content, count)
        table = Table(f"make check, {count} articles", "seconds")
        table.add_row("nothing known yet", _seconds(content, cache))
        for _ in range(3):
            changed = content / "artikelen" / "artikel-1.md"
            changed.write_text(changed.read_text(encoding="utf-8") + "\nNog een zin.\n", encoding="utf-8")
            table.add_row("one changed", _seconds(content, cache))
        table.add_row("nothing changed", _seconds(content, cache))
        Console().print(table)


def write_articles(content, count):
    """The shipped content with `count` more articles; the same every time."""
    shutil.copytree(ROOT / "content", content)
    articles = content / "artikelen"
    paragraphs = [
        paragraph
        for path in sorted(articles.glob("*.md"))
        if path.stem != "voorbeeld-opmaak"
        for paragraph in path.read_text(encoding="utf-8").split("---\n", 2)[2].split("\n\n")
        if len(paragraph) > 200 and not paragraph.startswith(("#", "<", "-", "|", "!"))
    ]
    draw = random.Random(1)  # noqa: S311 - the same articles each time, no secret
    for number in range(count):
        text, words = [], 0
        while words < WORDS:
            text += [f"## Deel {len(text)}"] if len(text) % 6 == 5 else []
            text.append(draw.choice(paragraphs))
            words += len(text[-1].split())
        body = HEADER.format(number=number) + "\n\n".join(text) + "\n"
        (articles / f"artikel-{number}.md").write_text(body, encoding="utf-8")


def _seconds(content, cache):
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", COMMAND, str(cache), "--content", str(content)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return f"{time.perf_counter() - began:.2f}"


if __name__ == "__main__":
    main()
