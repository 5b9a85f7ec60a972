"""The process that builds, beside the preview: started when it is needed, and again after it ended."""

import json
import os
import subprocess
import sys
from contextlib import suppress

from tasks.build import ROOT
from tasks.resident import Report

STOPPED = "Het bouwen is onverwacht gestopt. Bewaar een tekst, dan wordt het opnieuw geprobeerd."
_OWN = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", "NO_COLOR": "1"}


class Builder:
    """Builds with Pelican's `arguments` in `folder`; `environ` adds to this process's environment."""

    def __init__(self, arguments, environ, folder=ROOT):
        self._command = [sys.executable, "-m", "tasks.resident", *map(str, arguments)]
        self._environ = environ
        self._folder = folder
        self.process = None

    def build(self, paths=()):
        """A Report of one build. `paths` are all the files that changed since the last; () when unknown."""
        # A process that grew too large ends by itself, between two builds.
        for _ in range(2):
            if said := self._ask([str(path) for path in paths]):
                return Report(**json.loads(said))
            self.close()
        return Report(False, STOPPED)

    def close(self):
        """End the process: the next build has a new one, with the code and the settings of that moment."""
        if self.process is None:
            return
        process, self.process = self.process, None
        with suppress(OSError):
            process.stdin.close()
        process.wait()
        process.stdout.close()

    def _ask(self, paths):
        try:
            self.process = self.process or self._start()
            self.process.stdin.write(json.dumps(paths) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return ""
        return self.process.stdout.readline()

    def _start(self):
        return subprocess.Popen(
            self._command,
            cwd=self._folder,
            env=os.environ | self._environ | _OWN,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # Ctrl-C is for the preview, which closes this.
            start_new_session=True,
        )
