"""`purge`: wipe what is older than praktijk.toml keeps it, without waiting for the next round of delivery."""

import click

from contact_api.commands.dutch import DutchCommand, services
from contact_api.commands.words import counted
from contact_api.messages.commands import HELP
from contact_api.messages.reports import PURGE


@click.command("purge", cls=DutchCommand, help=HELP["purge"])
def command():
    """Wipe, and say how many messages lost their words."""
    found = services()
    wiped = found.delivery.wipe_old()
    days = found.settings.practice.contact.retention_days
    click.echo(
        PURGE["done"].format(messages=counted(PURGE["messages"], wiped), days=counted(PURGE["days"], days))
    )
