"""Work that a few processes share: every item is done once, and long work shows how far it is."""

import os
import pty
import subprocess
import sys

import pytest

from tests.builders import ROOT
from tests.site.tiny import TinySite

SOURCE = """
from plugins.incremental.parallel import spread
found = spread(lambda item: item * 2, list(range({count})), {processes}, title="Proef maken")
assert found == {{item: item * 2 for item in range({count})}}, found
"""


def shown(count, processes):
    """What a terminal shows while `count` items are done."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", SOURCE.format(count=count, processes=processes)],
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 1 << 16):
            parts.append(part)
    except OSError:
        # The other end was closed.
        pass
    os.close(ours)
    assert process.wait() == 0, b"".join(parts)
    return b"".join(parts).decode()


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_long_work_is_shown_on_a_terminal(processes):
    """And short work is over before anybody wonders."""
    assert "Proef maken" in shown(1000, processes)
    assert shown(100, processes) == ""


def test_nothing_is_shown_where_nobody_looks():
    """In a log, say."""
    done = subprocess.run(
        [sys.executable, "-c", SOURCE.format(count=1000, processes=2)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "")


NOTED = """
from pathlib import Path
from plugins.incremental import ahead
def noted(work, names, processes, spread=ahead.spread, **named):
    Path("shared").write_text("\\n".join(names))
    return spread(work, names, processes, **named)
ahead.spread = noted
PLUGINS += ["plugins.incremental"]
INCREMENTAL_PROCESSES, INCREMENTAL_MANY = 2, 4
TAG_SAVE_AS = TAG_URL = "onderwerpen/{slug}.html"
"""


def test_articles_and_lists_are_shared_by_processes(tmp_path):
    """All but the first, which this process makes before there are copies of it."""
    site = TinySite(tmp_path)
    site.add_settings(NOTED)
    list_of = "{% for each in articles %}{{ each.title }} {% endfor %}"
    site.write("theme/templates/tag.html", list_of)
    for number in range(40):
        header = f"title: Nummer {number}\ndate: 2026-01-02\ncategory: Thuis\ntags: [s{number % 20}]"
        site.write(f"content/artikelen/nummer-{number}.md", f"---\n{header}\n---\nTekst.\n")
    done = site.build()
    assert done.returncode == 0, done.stderr
    shared = set((tmp_path / "shared").read_text(encoding="utf-8").split())
    pages = {page for page in site.pages() if page.startswith(("artikelen/", "onderwerpen/"))}
    assert len(pages) == 60
    assert shared <= pages
    assert len(pages - shared) == 1
    assert {f"onderwerpen/s{number}.html" for number in range(20)} <= shared
    text = (tmp_path / "output" / "onderwerpen" / "s0.html").read_text(encoding="utf-8")
    assert sorted(text.split()) == ["0", "20", "Nummer", "Nummer"]
