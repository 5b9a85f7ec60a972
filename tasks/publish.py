"""`make publish`: the live site in `output/`.

Check, build into a fresh folder, rules on what was built, then one swap: the old site stays until the new
one is whole and sound, and is kept until the next. What is new, changed and gone is said at the end.
"""

import argparse
import json
import shutil
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from contact_api.practice import PracticeError, live_problems, load_practice, practice_path
from plugins.checks.run import check
from tasks.build import ROOT, build
from tasks.changes import Changes, changes, summary
from tasks.edited import texts_of
from tasks.editor import published as editor
from tasks.hosting import NGINX, prepare, render
from tasks.placed import alone, put, same_files
from tasks.publication_record import Record
from tests.site.rules import problems_of_site

BUSY = "Er wordt al gepubliceerd. Wacht tot dat klaar is."
DONE = "De live site staat klaar in {output}: {pages} pagina’s, alle controles goed."


@dataclass(frozen=True)
class Place:
    """Where the texts are, where the live site comes, and where there is room to make it."""

    content: Path
    output: Path
    var: Path


@dataclass(frozen=True)
class Published:
    """What a publication made: how many pages, and which are not as they were."""

    pages: int
    changes: Changes


class RefusedError(Exception):
    """Nothing is published. `problems` are pairs: the place, "" where there is none, and what to mend."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        super().__init__("\n  ".join(f"{place}: {text}" if place else text for place, text in self.problems))


def main(arguments=None):
    place, as_json = _options(arguments)
    say = _say_step if as_json else lambda step: None
    try:
        with alone(place.var) as free:
            if not free:
                raise RefusedError([("", BUSY)])
            published = publish(place, say)
    except RefusedError as refused:
        if as_json:
            print(json.dumps({"refused": refused.problems}), flush=True)
        sys.exit(f"Er is niets gepubliceerd; {place.output.name}/ is gebleven zoals het was.\n  {refused}")
    if as_json:
        return print(json.dumps({"published": asdict(published)}), flush=True)
    print(
        DONE.format(output=f"{place.output.name}/", pages=published.pages),
        summary(published.changes),
        sep="\n",
    )


def publish(place, say):
    """Make the live site or raise RefusedError; `say` is told each step as it begins: check, build, rules."""
    try:
        practice = load_practice()
    except PracticeError as error:
        raise RefusedError(("", problem) for problem in error.problems) from None
    say("check")
    texts = texts_of(place.content, practice_path())
    problems = _practice_problems(practice, place.var) or _text_problems(place, practice)
    new = place.var / "publish"
    if not problems:
        say("build")
        problems = _build_problems(place, new, say)
    pages = len(list(new.rglob("*.html")))
    problems = problems or _editor_problems(place, new, practice)
    if problems:
        shutil.rmtree(new, ignore_errors=True)
        raise RefusedError(problems)
    found = changes(place.output, new)
    rules = render(NGINX, prepare(new, practice))
    if same_files(new, place.output):
        # What was there before stays what can be gone back to.
        shutil.rmtree(new)
        record = Record.read(place.var).again(time.time(), texts)
    else:
        put(new, place.output, place.var, rules)
        record = Record.read(place.var).published(time.time(), texts)
    record.write(place.var)
    return Published(pages, found)


def _practice_problems(practice, var):
    problems = [*live_problems(practice), *editor.problems(practice, var)]
    return [(practice_path().name, problem) for problem in problems]


def _text_problems(place, practice):
    errors = check(place.content, practice, place.var / "cache" / "publish-check.json").errors
    return [(found.place, f"{found.cause} {found.mend}") for found in errors]


def _build_problems(place, folder, say):
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(exist_ok=True)
    store = f'INCREMENTAL_STORE="{place.var}/cache/live.sqlite"'
    done = build("publishconf.py", folder, "warnings", {}, place.content, overrides=[store])
    if not done.ok:
        return [("", line) for line in done.log.splitlines()]
    say("rules")
    return [("", problem) for problem in problems_of_site(folder)]


def _editor_problems(place, folder, practice):
    """After the rules, which are for the pages of the site."""
    problems = editor.add(folder, place.content, practice, place.var)
    return [(practice_path().name, problem) for problem in problems]


def _say_step(step):
    print(json.dumps({"step": step}), flush=True)


def _options(arguments):
    parser = argparse.ArgumentParser(prog="make publish")
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--output", type=Path, default=ROOT / "output")
    parser.add_argument("--var", type=Path, default=ROOT / "var")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each step and the end")
    options = parser.parse_args(arguments)
    return Place(options.content.resolve(), options.output.resolve(), options.var.resolve()), options.json


if __name__ == "__main__":
    main()
