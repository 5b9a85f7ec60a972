"""Work that a few processes share: every item is done once, and long work shows how far it is."""

import os
import pty
import subprocess
import sys

import pytest

from tests.builders import ROOT

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
