"""Run a command with the settings of `.env` added to the environment.

    python -m tasks.dotenv COMMAND ARGUMENT…

Values are taken as they stand, so a password needs no shell quoting.
"""

import os
import sys

from tasks.build import ROOT


def read_dotenv(text):
    """NAME=VALUE lines as a dict. Blank lines and comments are skipped; one pair of quotes is taken off."""
    found = {}
    for line in text.splitlines():
        name, separator, value = line.strip().partition("=")
        if not separator or name.startswith("#"):
            continue
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        found[name.strip()] = value
    return found


def main():
    path = ROOT / ".env"
    settings = read_dotenv(path.read_text(encoding="utf-8")) if path.exists() else {}
    command = sys.argv[1:]
    os.execvpe(command[0], command, settings | os.environ)  # noqa: S606 - the Makefile names the command


if __name__ == "__main__":
    main()
