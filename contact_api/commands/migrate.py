"""`migrate`: make the tables of the Postgres store, or bring them to the version that this program knows."""

import click

from contact_api.commands.dutch import DutchCommand, services
from contact_api.messages.commands import HELP
from contact_api.messages.reports import MIGRATE
from contact_api.settings import PostgresDatabase


@click.command("migrate", cls=DutchCommand, help=HELP["migrate"])
def command():
    """Apply what is missing, and say what that was. Another store has none of it."""
    found = services()
    if not isinstance(found.settings.store, PostgresDatabase):
        click.echo(MIGRATE["not_needed"])
        return
    done = found.outbox.migrate()
    click.echo(MIGRATE["done"].format(names=", ".join(done)) if done else MIGRATE["nothing"])
