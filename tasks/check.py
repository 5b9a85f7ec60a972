"""`make check`: what to mend in the texts, in Dutch, by file and line.

Exit 1 on an error, 0 on advice alone.
"""

import argparse
import json
import sys

from rich.console import Console
from rich.text import Text

from contact_api.practice import PracticeError, load_practice
from plugins.checks import messages
from plugins.checks.run import check
from tasks.build import ROOT

CACHE = ROOT / "var" / "cache" / "check.json"


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="make check")
    parser.add_argument("--json", action="store_true", help="voor een tekstprogramma")
    parser.add_argument("--content", default=ROOT / "content", help="een andere map dan content/")
    options = parser.parse_args(arguments)
    try:
        practice = load_practice()
    except PracticeError as error:
        sys.exit(str(error))
    report = check(options.content, practice, CACHE)
    if options.json:
        json.dump([found.as_dict() for found in report.problems], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        show(report, Console(highlight=False, soft_wrap=True))
    sys.exit(1 if report.errors else 0)


def show(report, console):
    """Print a report: every problem with its place, cause and mend, then the sum."""
    said = Text()
    for found in report.problems:
        said.append(found.place, "bold").append("  ")
        said.append(*(("fout", "bold red") if found.is_error else ("advies", "yellow")))
        said.append(f"\n  {found.cause}\n  ").append(f"→ {found.mend}\n\n", "green")
    # In one go: a thousand calls take longer than the check itself.
    console.print(said, end="")
    if not report.spelling:
        console.print(messages.NO_SPELLING)
    errors = len(report.errors)
    files = count("files", report.files)
    if not report.problems:
        console.print(messages.ALL_WELL.format(files=files))
    else:
        advice = count("advice", len(report.problems) - errors)
        console.print(messages.SUMMARY.format(errors=count("errors", errors), advice=advice, files=files))


def count(name, number):
    """A number with its noun: "1 fout", "3 fouten"."""
    one, many = messages.NUMBERS[name]
    return one if number == 1 else many.format(number)


if __name__ == "__main__":
    main()
