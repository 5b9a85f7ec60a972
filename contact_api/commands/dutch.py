"""What every command shares: click's own words in Dutch, errors as one line, exit codes.

0: done. 1: something is wrong. 2: the command was called in a way that it does not know.
"""

import errno
import sys
from difflib import get_close_matches

import click
from flask import current_app
from flask.cli import ScriptInfo

from contact_api import log
from contact_api.commands import NotSetUp
from contact_api.messages.commands import CLICK, ERRORS, SYSTEM_ERRORS
from contact_api.messages.settings import in_dutch
from contact_api.outbox import StoreUnavailableError

PROGRAM = "flask --app contact_api"


class CommandError(click.ClickException):
    """Something is wrong: one Dutch line on standard error, and exit code 1."""

    def show(self, file=None):
        click.echo(CLICK["error"].format(message=self.format_message()), file=file, err=file is None)


class WrongUseError(CommandError):
    """The command was called in a way that it does not know. Exit code 2."""

    exit_code = 2


class DutchCommand(click.Command):
    """A command whose help and errors are Dutch; whatever goes wrong in it, nobody sees a traceback."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, options_metavar=CLICK["options_metavar"], **named)

    def format_usage(self, ctx, formatter):
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(f"{PROGRAM} {ctx.info_name}", pieces, prefix=CLICK["usage"] + " ")

    def format_options(self, ctx, formatter):
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        with formatter.section(CLICK["options"]):
            formatter.write_dl(records)

    def get_help_option(self, ctx):
        option = super().get_help_option(ctx)
        option.help = CLICK["help"]
        return option

    def make_context(self, info_name, args, parent=None, **extra):
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            hint = CLICK["hint"].format(command=f"{PROGRAM} {info_name} --help")
            raise WrongUseError(f"{_wrong_use(error)} {hint}") from None

    def invoke(self, ctx):
        _prepare_output()
        if not current_app:
            ctx.with_resource(ctx.ensure_object(ScriptInfo).load_app().app_context())
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise
        except (click.Abort, KeyboardInterrupt):
            raise CommandError(ERRORS["aborted"]) from None
        except StoreUnavailableError as error:
            raise CommandError(ERRORS["store_unavailable"].format(cause=error)) from None
        except OSError as error:
            raise CommandError(ERRORS["system"].format(cause=system_error(error))) from None
        except Exception as error:
            log.fault(error)
            raise CommandError(ERRORS["fault"].format(kind=type(error).__name__)) from None


def services():
    """What the application works with; a CommandError when its settings are wrong."""
    app = current_app._get_current_object()
    if isinstance(app, NotSetUp):
        problems = "; ".join(in_dutch(problem) for problem in app.error.problems)
        raise CommandError(ERRORS["settings"].format(problems=problems, program=PROGRAM))
    return app.extensions["contact_api"]


def no_such_command(name, known):
    """The error about a command that is not there, with the likely one."""
    return WrongUseError(CLICK["no_such_command"].format(name=name) + _likely(name, known))


def system_error(error):
    """An OSError in a few Dutch words, without the path."""
    code = errno.errorcode.get(error.errno, type(error).__name__)
    return SYSTEM_ERRORS.get(code, code)


def finish(ok):
    """End the command: with 0 when all went well, else with 1."""
    click.get_current_context().exit(0 if ok else 1)


def _prepare_output():
    """A terminal that can't show a letter shows another one; a person gets no log lines between the words."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    if sys.stderr.isatty():
        log.be_quiet()


def _wrong_use(error):
    if isinstance(error, click.NoSuchOption):
        known = [name for param in error.ctx.command.params for name in param.opts] if error.ctx else []
        return CLICK["no_such_option"].format(name=error.option_name) + _likely(error.option_name, known)
    if isinstance(error, click.MissingParameter):
        return CLICK["missing"].format(name=error.param.make_metavar(error.ctx))
    if isinstance(error, click.BadOptionUsage):
        return CLICK["bad_option"].format(name=error.option_name)
    return CLICK["wrong_use"] if error.message.startswith("Got unexpected") else error.message


def _likely(name, known):
    likely = get_close_matches(name, known, n=1)
    return CLICK["did_you_mean"].format(likely=likely[0]) if likely else ""
