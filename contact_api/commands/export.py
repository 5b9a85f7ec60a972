"""`export`: the messages as CSV or JSON, to the screen or to a file that only its owner can read."""

import contextlib
import os
import secrets
import sys
from datetime import datetime
from pathlib import Path

import click

from contact_api.commands.dutch import CommandError, DutchCommand, WrongUseError, services, system_error
from contact_api.commands.words import HOME, counted, state_named, state_word
from contact_api.export import csv_lines, json_lines
from contact_api.messages.commands import ERRORS, HELP
from contact_api.messages.reports import EXPORTED, EXPORTED_MESSAGES
from contact_api.outbox import State

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY
STATE_WORDS = ", ".join(map(state_word, State))


@click.command("export", cls=DutchCommand, help=HELP["export"])
@click.option("--csv", "as_csv", is_flag=True, help=HELP["csv"])
@click.option("--json", "as_json", is_flag=True, help=HELP["json"])
@click.option("--excel", is_flag=True, help=HELP["excel"])
@click.option("--state", metavar="TOESTAND", help=HELP["state"].format(states=STATE_WORDS))
@click.option("--since", metavar="DAG", help=HELP["since"])
@click.option("--output", metavar="BESTAND", type=Path, help=HELP["output"])
@click.option("--force", is_flag=True, help=HELP["force"])
def command(*, as_csv, as_json, excel, state, since, output, force):
    """Whatever was asked, oldest first."""
    if as_csv == as_json:
        raise WrongUseError(ERRORS["csv_or_json"])
    if excel and not as_csv:
        raise WrongUseError(ERRORS["excel_is_csv"])
    counter = Counter(_chosen(services().outbox, _state(state), _since(since)))
    lines = csv_lines(counter, excel) if as_csv else json_lines(counter)
    if output is None:
        # As bytes: the export is UTF-8 with its own line ends on every machine.
        for line in lines:
            sys.stdout.buffer.write(line.encode())
        sys.stdout.buffer.flush()
        return
    with private_file(output, force) as stream:
        for line in lines:
            stream.write(line.encode())
    click.echo(EXPORTED.format(messages=counted(EXPORTED_MESSAGES, counter.count), path=output), err=True)


class Counter:
    """Goes through `items` once and counts them."""

    def __init__(self, items):
        self._items = items
        self.count = 0

    def __iter__(self):
        for item in self._items:
            self.count += 1
            yield item


@contextlib.contextmanager
def private_file(path, force):
    """A binary file to write, that its owner alone can read; it takes its place when it is whole.

    Raises CommandError when there is a file already and not `force`, or when it can't be written.
    """
    try:
        if not force:
            # Takes the name at once, so that nobody else's file can come there in the meantime.
            os.close(os.open(path, _NEW, 0o600))
        try:
            with _part_of(path) as stream:
                yield stream
        except BaseException:
            if not force:
                path.unlink(missing_ok=True)
            raise
    except FileExistsError:
        raise CommandError(ERRORS["file_exists"].format(path=path)) from None
    except OSError as error:
        raise CommandError(ERRORS["file"].format(path=path, cause=system_error(error))) from None


@contextlib.contextmanager
def _part_of(path):
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(part, _NEW, 0o600)
    try:
        with open(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _chosen(outbox, state, since):
    return (message for message in outbox.messages(state) if message.received_at >= since)


def _state(word):
    if word is None:
        return None
    state = state_named(word)
    if state is None:
        wanted = ERRORS["bad_state"].format(states=STATE_WORDS)
        raise WrongUseError(ERRORS["bad_value"].format(name="--state", wanted=wanted))
    return state


def _since(day):
    """The first second of that day at home."""
    if day is None:
        return float("-inf")
    try:
        return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=HOME).timestamp()
    except ValueError:
        raise WrongUseError(ERRORS["bad_value"].format(name="--since", wanted=ERRORS["bad_day"])) from None
