"""Work shared by a few processes, on systems where a process can be copied with all that it holds."""

import gc
import os
import pickle
import sys
import tempfile
import threading
import warnings
from contextlib import ExitStack, contextmanager
from functools import partial

from pelican.log import console

# Fewer items than this are done before another process has begun.
MANY = 24
# As many turns as a pipe holds before anybody reads from it: 64 kB on Linux, four bytes each.
_MOST_TURNS = 8000
# Who is done first waits for the last turn of another.
_LARGEST_TURN = 4
# Fewer items than this are done before anybody wonders.
_LONG = 200


def spread(work, items, processes, *, after_fork=None, many=MANY, title=""):
    """{item: work(item)} for every item, done by this process and `processes` - 1 copies of it.

    Results travel as pickles. A copy that fails leaves out what it was to do. `after_fork` is called in each
    copy before it begins. With a `title`, a terminal shows how far long work is.
    """
    if processes < 2 or len(items) < many or not _can_fork():
        with _shown(title, len(items)) as show:
            return {item: work(item) for item in map(show, items, range(len(items)))}
    turns = _turns(len(items))
    with ExitStack() as stack:
        stack.enter_context(_frozen())
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(processes - 1)]
        copies = [_start(partial(_do, work, items, turns), file, after_fork) for file in files]
        with _shown(title, len(items)) as show:
            found = _do(work, items, turns, show)
        for copy, file in zip(copies, files, strict=True):
            found |= _found(copy, file)
    os.close(turns[0])
    return found


def apart(work, *, after_fork=None):
    """Begin `work()`, which gives a dict, in a copy of this process.

    Gives a function that waits for it, and gives what it gave; nothing of a copy that failed. None where
    there can be no copy.
    """
    if not _can_fork():
        return None
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the copy has ended
    with _frozen():
        copy = _start(work, file, after_fork)

    def wait():
        with file:
            return _found(copy, file)

    return wait


@contextmanager
def _frozen():
    """What there is by now is not looked through for rings: in a copy, that alone would have it copied."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _can_fork():
    # Elsewhere the system's own libraries do not stand it. A lock that another thread holds stays shut in a
    # copy: only the thread that draws Pelican's "Generating..." is known to hold none that a copy asks for.
    others = [each for each in threading.enumerate() if each is not threading.main_thread()]
    return sys.platform == "linux" and all(type(each).__module__.startswith("rich.") for each in others)


def _turns(count):
    """A pipe from which every process takes its next range of items, so that the faster does more."""
    size = max(1, min(_LARGEST_TURN, count // 16), -(-count // _MOST_TURNS))
    reading, writing = os.pipe()
    os.write(writing, b"".join(start.to_bytes(4) for start in range(0, count, size)))
    os.close(writing)
    return reading, size


@contextmanager
def _shown(title, total):
    """`show(item, number)`, which gives the item, and shows on a terminal how many were begun."""
    if not title or total < _LONG or not console.is_terminal:
        yield lambda item, number: item
        return
    # Takes 0.01 s, and hardly any build needs it.
    from rich.progress import Progress

    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(title, total=total)

        def show(item, number):
            progress.update(task, completed=number)
            return item

        yield show


def _do(work, items, turns, show=lambda item, number: item):
    reading, size = turns
    found = {}
    while turn := os.read(reading, 4):
        start = int.from_bytes(turn)
        # Turns are taken in order, so that the number of this one tells of all processes.
        found |= {item: work(show(item, start)) for item in items[start : start + size]}
    return found


def _found(copy, file):
    """What a copy left in a file; nothing when it failed."""
    _, status = os.waitpid(copy, 0)
    if status:
        return {}
    file.seek(0)
    return pickle.load(file)  # noqa: S301 - written by our own copy


def _start(work, file, after_fork):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process:
        return process
    status = 1
    try:
        if after_fork:
            after_fork()
        pickle.dump(work(), file, protocol=5)
        file.flush()
        status = 0
    finally:
        # Nothing that the copied process had open is its own to tidy up.
        os._exit(status)
