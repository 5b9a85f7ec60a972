"""Is an incremental build a full one? python -m bench.same_bytes [--sequences 500] [--seed TEXT] [--first 0]

Random sequences of edits; after each edit the output of a process that lives on, or that starts from the
store, is compared with that of a full build by a process that knows of nothing: every file, byte for byte.
A difference ends it, with the steps that led to it; `--first` begins with that sequence, or with the one
before where it starts from the store that another left. One processor is enough; in memory
(`--folder /dev/shm`) it waits for no disk.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.site.sequences import DifferenceError, Tally, run, sequence
from tests.site.twins import Twins


def main():
    parser = argparse.ArgumentParser(prog="bench.same_bytes")
    parser.add_argument("--sequences", type=int, default=500)
    parser.add_argument("--seed", default="nabij")
    parser.add_argument("--first", type=int, default=0, help="the number of the first sequence")
    parser.add_argument("--folder", help="where the sites are built; the system's own by default")
    options = parser.parse_args()
    console, tally, began = Console(), Tally(), time.monotonic()
    numbers = range(options.first, options.first + options.sequences)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder, Progress(console=console) as progress:
        twins = Twins(Path(folder))
        try:
            for number in progress.track(numbers, description="Sequences"):
                try:
                    run(twins, *sequence(options.seed, number), tally)
                except DifferenceError as error:
                    sys.exit(f"seed {options.seed!r}, sequence {number}: {error}")
        finally:
            twins.close()
    console.print(table(tally))
    minutes = (time.monotonic() - began) / 60
    console.print(
        f"{options.sequences} sequences, seed {options.seed!r} from {options.first}: {tally.builds} builds "
        f"compared, all the same; {tally.refused} refused both ways; {minutes:.1f} minutes"
    )


def table(tally):
    """How often each kind of edit was made, what happened between builds, and the ways to build."""
    shown = Table("what", "how often")
    for what, count in sorted(tally.done.items()):
        shown.add_row(what, str(count))
    return shown


if __name__ == "__main__":
    main()
