"""One Pelican build into a folder of its own, in a process of its own: a fault in it is a value here."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_NOISE = re.compile(r"Traceback |  |Done: |RuntimeError: Warning or error encountered|$")
_LEVEL = re.compile(r"\b(WARNING|ERROR|CRITICAL)\b")


@dataclass(frozen=True)
class Build:
    """How a build ended. `log` is what Pelican said, "" when all is well."""

    ok: bool
    log: str


def build(settings, output, fatal, environ, content="content", *, overrides=()):
    """Build the folder `content` by the settings file named `settings` into the folder `output`.

    `fatal` is the mildest thing that makes the build fail: "errors" or "warnings". `environ` adds to
    this process's environment; `overrides` are settings as Pelican's -e takes them.
    """
    finished = subprocess.run(
        [
            *(sys.executable, "-m", "pelican", str(content), "--settings", settings),
            *("--output", str(output), "--fatal", fatal, "--log-handler", "plain"),
            *(("-e", *overrides) if overrides else ()),
        ],
        cwd=ROOT,
        env=os.environ | environ | {"PYTHONWARNINGS": "ignore", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = f"{finished.stdout}\n{finished.stderr}".strip()
    ok = finished.returncode == 0
    return Build(ok, _gist(said) if not ok or _LEVEL.search(said) else "")


def _gist(said):
    """What went wrong, without the traceback of a program that the coach does not know."""
    lines = [line for line in said.splitlines() if not _NOISE.match(line)]
    return "\n".join(dict.fromkeys(lines)) or said
