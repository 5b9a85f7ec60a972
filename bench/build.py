"""How long a build of the shipped site takes, and what its pages weigh: python -m bench.build [RUNS]"""

import gzip
import statistics
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tasks.build import build

PAGES = (
    "index.html",
    "artikelen/waarom-een-hechte-band-nu-meer-dan-ooit-telt/index.html",
    "contact/index.html",
)


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        seconds = [_seconds(Path(folder, str(run))) for run in range(runs)]
        pages = Table("page", "bytes", "gzip -9")
        for page in PAGES:
            content = Path(folder, "0", page).read_bytes()
            pages.add_row(page, str(len(content)), str(len(gzip.compress(content, 9))))
    times = Table("build, a fresh process", "seconds")
    times.add_row(f"median of {runs}", f"{statistics.median(seconds):.2f}")
    times.add_row("fastest", f"{min(seconds):.2f}")
    console.print(times, pages)


def _seconds(output):
    began = time.perf_counter()
    done = build("pelicanconf.py", output, "warnings", {})
    if not done.ok:
        sys.exit(done.log)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
