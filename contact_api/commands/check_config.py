"""`check-config`: looks at everything the endpoint needs and says what is wrong and what to do."""

import os
import time

import click

from contact_api.checks.findings import Verdict
from contact_api.checks.settings import check_settings
from contact_api.commands.dutch import DutchCommand, finish
from contact_api.commands.tables import show_table
from contact_api.commands.words import counted
from contact_api.messages.checks import REPORT, VERDICTS
from contact_api.messages.commands import HELP


@click.command("check-config", cls=DutchCommand, help=HELP["check_config"])
def command():
    """A line for each thing; exit code 1 when one of them is wrong. Works on wrong settings too."""
    settings, found = check_settings(os.environ)
    if settings is not None:
        # Loaded here: TLS and SMTP, which a table of wrong settings needs not.
        from contact_api.checks.everything import check_everything

        found += check_everything(settings, time.time())
    rows = []
    for finding in found:
        rows.append((VERDICTS[finding.verdict], finding.area, finding.text))
        if finding.advice:
            rows.append(("", "", REPORT["advice"].format(advice=finding.advice)))
    show_table(rows, whole={0, 1})
    click.echo()
    if settings is None:
        click.echo(REPORT["rest"])
    wrong = sum(finding.verdict is Verdict.WRONG for finding in found)
    click.echo(counted(REPORT["wrong"], wrong) if wrong else REPORT["good"])
    finish(not wrong)
