"""How long builds take, beside those of others: python -m bench.build [--counts 10 100 1000] [--repeats 3]

For each number of articles: from nothing, one edit by a process of its own, nothing changed, the same without
the output but with what is kept between builds, and one edit by a process that watches, until the new bytes
are on the disk. Generators take turns, so that what else the machine does meets all of them. Seconds are
medians, wall / processor; memory is that of the largest process of a build from nothing.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.articles import name_of, write_articles
from bench.generators import others, ours
from tasks.builder import Builder

KINDS = ("from nothing", "one edit", "nothing changed", "output gone", "watching")
EDITED = 7
MOST_SECONDS = 120
# Processor seconds in two seconds: less is a program that looks at its files now and then.
IDLE = 0.3
# With it Python would compile the same sources each time.
_NOT_WRITTEN = "PYTHONDONTWRITEBYTECODE"
_ENVIRONMENT = {"PYTHONWARNINGS": "ignore", "NO_COLOR": "1", "ASTRO_TELEMETRY_DISABLED": "1"}


def main():
    parser = argparse.ArgumentParser(prog="bench.build")
    parser.add_argument("--counts", type=int, nargs="+", default=[10, 100, 1000, 5000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", nargs="+", help="names of generators")
    options = parser.parse_args()
    console = Console()
    chosen = [each for each in (ours(), *others()) if not options.only or each.name in options.only]
    for count in options.counts:
        console.print(measure(chosen, count, options.repeats, console))
    console.print(f"load at the end: {', '.join(f'{load:.1f}' for load in os.getloadavg())}")


def measure(chosen, count, repeats, console):
    """A table of all generators with `count` articles."""
    with tempfile.TemporaryDirectory() as folder, Progress(console=console, transient=True) as progress:
        texts = Path(folder, "texts")
        write_articles(texts, count)
        sites = [Site(each, Path(folder, each.name), texts) for each in chosen]
        task = progress.add_task(f"{count} articles", total=repeats * len(sites) * len(KINDS))
        for _ in range(repeats):
            for kind in KINDS:
                for site in sites:
                    site.run(kind)
                    progress.advance(task)
        return _table(count, sites)


class Site:
    """One generator with its articles, and what was measured: {kind: [(wall, processor, MB), …]}."""

    def __init__(self, generator, folder, texts):
        self.generator = generator
        self._folder = folder
        self._away = folder.with_name(f"{folder.name}, before")
        shutil.copytree(texts, folder / generator.articles)
        generator.prepare(folder)
        name = name_of(EDITED)
        self._text = folder / generator.articles / f"{name}.md"
        self._page = folder / generator.page.format(name=name)
        self._edits = 0
        self.failed = ""
        self.measured = {kind: [] for kind in KINDS}

    def run(self, kind):
        """Measure once; a generator that fails is left alone from then on."""
        if self.failed:
            return
        try:
            self._measure(kind)
        except RuntimeError as error:
            self.failed = str(error)

    def _measure(self, kind):
        if kind == "watching":
            seconds = self._watch() if self.generator.watch else None
            if seconds is not None:
                self.measured[kind].append((seconds, None, None))
            return
        if kind in ("from nothing", "output gone"):
            self._away.mkdir(exist_ok=True)
            output = self._page.relative_to(self._folder).parts[:1]
            gone = output if kind == "output gone" else self.generator.made
            self.generator.clear(self._folder, self._away, gone)
        mark = self._edit() if kind == "one edit" else ""
        self.measured[kind].append(self._build())
        if mark and mark not in self._page.read_text(encoding="utf-8"):
            raise RuntimeError("does not show the edit")

    def _edit(self):
        self._edits += 1
        mark = f"zin-{self._edits}-erbij"
        with self._text.open("a", encoding="utf-8") as file:
            file.write(f"\nEen {mark}.\n")
        return mark

    def _build(self):
        began = time.perf_counter()
        process = self._start(self.generator.build)
        _, status, usage = os.wait4(process.pid, 0)
        if process.returncode or status:
            raise RuntimeError("failed")
        return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

    def _watch(self):
        """Seconds from an edit to its bytes on the disk, by a process that has built the site already."""
        if self.generator.name == "nabij":
            return self._ask_resident()
        process = self._start(self.generator.watch)
        try:
            self._settle(process)
            return self._seconds_to_new_bytes(self._edit())
        finally:
            process.terminate()
            process.wait()

    def _ask_resident(self):
        arguments = ("content", "--settings", "settings.py", "--output", "output")
        builder = Builder(arguments, {}, folder=self._folder)
        try:
            builder.build()
            # The others are waited for until they are idle, too.
            time.sleep(2)
            mark = self._edit()
            began = time.perf_counter()
            report = builder.build([self._text])
            seconds = time.perf_counter() - began
            assert report.ok, report.log
            assert mark in self._page.read_text(encoding="utf-8")
            return seconds
        finally:
            builder.close()

    @staticmethod
    def _settle(process):
        """Wait until it has nothing to do: its first build is done, and it watches."""
        before, ended = -1.0, time.monotonic() + MOST_SECONDS
        while time.monotonic() < ended:
            time.sleep(2)
            # Fields 14 and 15: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
            fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            if used - before < IDLE:
                return
            before = used

    def _seconds_to_new_bytes(self, mark):
        began = time.perf_counter()
        while time.perf_counter() - began < MOST_SECONDS:
            if self._page.exists() and mark in self._page.read_text(encoding="utf-8", errors="ignore"):
                return time.perf_counter() - began
            time.sleep(0.002)
        return None

    def _start(self, command):
        return subprocess.Popen(
            command,
            cwd=self._folder,
            env={name: os.environ[name] for name in os.environ if name != _NOT_WRITTEN} | _ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _table(count, sites):
    table = Table(f"{count} articles", *KINDS, "MB")
    for site in sites:
        if site.failed:
            table.add_row(site.generator.name, site.failed)
            continue
        cells = [_cell(site.measured[kind]) for kind in KINDS]
        megabytes = max(memory for _, _, memory in site.measured["from nothing"])
        table.add_row(site.generator.name, *cells, f"{megabytes:.0f}")
    return table


def _cell(measured):
    if not measured:
        return "–"
    wall = statistics.median(wall for wall, _, _ in measured)
    used = [processor for _, processor, _ in measured if processor is not None]
    return f"{wall:.2f}" + (f" / {statistics.median(used):.2f}" if used else "")


if __name__ == "__main__":
    main()
