"""The owner's commands: `flask --app contact_api COMMAND`. What they say is Dutch."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from contact_api.messages.commands import COMMANDS
from contact_api.outbox import State, StoreUnavailableError


@click.command(help=COMMANDS["deliver_help"])
@click.option("--now", is_flag=True, help=COMMANDS["now_help"])
@with_appcontext
def deliver(now):
    services = current_app.extensions["contact_api"]
    try:
        done = services.delivery.deliver_due(ignore_backoff=now)
        counts = services.outbox.counts()
    except StoreUnavailableError as error:
        click.echo(COMMANDS["store_unavailable"].format(cause=error), err=True)
        sys.exit(1)
    click.echo(
        COMMANDS["delivered"].format(
            delivered=done.delivered,
            waiting=counts[State.RECEIVED] + counts[State.RETRYING],
            dead=counts[State.DEAD],
            wiped=done.wiped,
        )
    )
