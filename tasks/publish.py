"""`make publish`: the live site in `output/`.

Check, build into a fresh folder, rules on what was built, then one swap: the old site stays until the new
one is whole and sound. What is new, changed and gone is said at the end.
"""

import shutil
import sys
from pathlib import Path

from contact_api.practice import PracticeError, live_problems, load_practice, practice_path
from plugins.checks.run import check
from tasks.build import ROOT, build
from tasks.changes import changes, summary
from tasks.check import CACHE
from tasks.exchange import exchange
from tasks.hosting import NGINX, prepare, render
from tests.site.rules import problems_of_site


def main():
    output = ROOT / "output"
    new = ROOT / "var" / "publish"
    try:
        practice = load_practice()
    except PracticeError as error:
        _refuse(error.problems)
    problems = _practice_problems(practice) or _text_problems(practice) or _build_problems(new)
    if problems:
        shutil.rmtree(new, ignore_errors=True)
        _refuse(problems)
    said = summary(changes(output, new))
    rules = prepare(new, practice)
    swap(new, output)
    (ROOT / "var" / "nginx.conf").write_text(render(NGINX, rules), encoding="utf-8")
    pages = len(list(output.rglob("*.html")))
    print(f"De live site staat klaar in output/: {pages} pagina’s, alle controles goed.\n{said}")


def swap(new, target):
    """Put the folder `new` in the place of `target`; whoever reads it sees the old or the new, whole."""
    if not target.exists():
        new.rename(target)
    elif exchange(new, target):
        shutil.rmtree(new, ignore_errors=True)
    else:
        _rename_twice(new, target)


def _rename_twice(new, target):
    """Where the system can't exchange two folders, `target` is away for a moment."""
    old = target.with_name(target.name + ".oud")
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _refuse(problems):
    said = "\n  ".join(problems)
    sys.exit(f"Er is niets gepubliceerd; output/ is gebleven zoals het was.\n  {said}")


def _practice_problems(practice):
    return [f"{practice_path().name}: {problem}" for problem in live_problems(practice)]


def _text_problems(practice):
    errors = check(ROOT / "content", practice, CACHE).errors
    return [f"{found.place}: {found.cause} {found.mend}" for found in errors]


def _build_problems(folder: Path):
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(exist_ok=True)
    done = build("publishconf.py", folder, "warnings", {})
    return problems_of_site(folder) if done.ok else done.log.splitlines()


if __name__ == "__main__":
    main()
