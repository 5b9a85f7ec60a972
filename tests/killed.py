"""A call in a process of its own that is killed before its N-th step, for tests of what is left then.

A step is what another process would see: a file or folder under the room that is renamed or removed, a
program of git that is started and does more than answer.
"""

import multiprocessing
import os
import signal
import sys
from pathlib import Path

_ANSWERS = {"rev-parse", "config", "symbolic-ref", "ls-files", "diff", "for-each-ref", "var", "rev-list"}
_ANSWERS |= {"diff-tree", "log", "cat-file", "show", "remote"}
# Without threads, unlike whoever runs tests; and the modules are there already.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.publications"])


def killed_before(number, room, environ, target):
    """Call `target`, killed before its step `number`, from 1; False when it got to its end."""
    process = _PROCESSES.Process(target=_run, args=(number, room, environ, target))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
    return process.exitcode != 0


def _run(number, room, environ, target):
    left = [number]

    def heard(event, arguments):
        if _is_step(event, arguments, room):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    os.environ.update(environ)
    # https://docs.python.org/3/library/audit_events.html
    sys.addaudithook(heard)
    target()


def _is_step(event, arguments, room):
    if event == "subprocess.Popen":
        # git -C PLACE, settings, the command.
        return not _ANSWERS & set(arguments[1][3:])
    if event in ("os.rename", "os.remove", "shutil.rmtree"):
        return Path(os.fsdecode(arguments[0])).is_relative_to(room)
    return False
