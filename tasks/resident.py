"""A process that builds the site again and again, and keeps in memory what stays the same between builds.

It lives beside the preview, on its own: a fault in a plugin or a template is an answer, and a change of code
or settings is a new process. Each line on its input asks for a build, with a list of the files that changed;
each line on its output is a Report.
"""

import gc
import json
import logging
import os
import resource
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pelican import get_instance, parse_arguments, signals
from pelican.log import init

from tasks.trouble import explain

# More than any site of ours needs: a process that has so much leaks, and a new one takes its place.
MOST_BYTES = 1_000_000_000


@dataclass(frozen=True)
class Report:
    """How a build ended: what there is to say, and the files of the output that are not as they were.

    `sources`: for each page that one text became, its name in the output, the text's in the content folder.
    """

    ok: bool
    log: str = ""
    changed: tuple = ()
    sources: dict = field(default_factory=dict)


class Resident:
    """The builds of one site. `arguments` are Pelican's own."""

    def __init__(self, arguments):
        self._heard = _Heard()
        self._sources = {}
        signals.all_generators_finalized.connect(self._remember_sources)
        init(fatal="errors", handler=self._heard, logs_dedup_min_level=logging.WARNING)
        parsed = parse_arguments(arguments)
        # Not by another "-e": Pelican takes the last one alone, and settings of `arguments` would be lost.
        parsed.overrides = {**parsed.overrides, "INCREMENTAL_RESIDENT": True, "INCREMENTAL_ALL_AT_ONCE": True}
        self._pelican, _ = get_instance(parsed)

    def build(self, paths=()):
        """Build once; a fault is a Report. `paths` are the files that changed, where that is known."""
        self._heard.lines = []
        # Nothing is freed while a build runs: it all goes at once, when nobody waits.
        gc.disable()
        try:
            session = self._pelican.settings.get("INCREMENTAL_SESSION")
            if not (paths and session and session.build_short(paths)):
                self._pelican.run()
        except Exception as error:
            # A fault that was logged comes with what was said before it; of another, its cause is enough.
            return Report(False, "\n".join(dict.fromkeys(explain(error) or self._heard.lines)))
        finally:
            gc.enable()
        changed = tuple(sorted(session.outputs.changed)) if session else ()
        return Report(True, "\n".join(dict.fromkeys(self._heard.lines)), changed, self._sources)

    def get_ready(self):
        """Do ahead what the next build is likely to need."""
        if session := self._pelican.settings.get("INCREMENTAL_SESSION"):
            session.get_ready()

    def _remember_sources(self, generators):
        """A build of one text alone does not come here: no page of it is of another text than before."""
        texts = generators[0].context["generated_content"]
        self._sources = {text.save_as: source for source, text in texts.items() if text and text.save_as}


class _Heard(logging.Handler):
    """What Pelican warns of."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def bytes_in_use():
    """Memory of this process; 0 where no /proc tells of it.

    getrusage() tells of the most that was ever in use, by whoever started the process too.
    """
    with suppress(OSError):
        # Field 2: https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return 0


def serve(arguments, asked, answers):
    """Build whenever a line comes from `asked`, until that ends or too much memory is in use."""
    resident = None
    for line in asked:
        try:
            resident = resident or Resident(arguments)
            report = resident.build(json.loads(line))
        except (Exception, SystemExit) as error:
            report = Report(False, "\n".join(explain(error)))
        answers.write(json.dumps(asdict(report)) + "\n")
        answers.flush()
        gc.collect()
        if resident:
            resident.get_ready()
        if bytes_in_use() > MOST_BYTES:
            return


def main():
    # What Pelican prints is not for whoever asks for a build.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    serve(sys.argv[1:], sys.stdin, answers)


if __name__ == "__main__":
    main()
