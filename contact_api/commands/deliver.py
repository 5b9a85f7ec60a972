"""`deliver`: what the scheduled entry runs every few minutes."""

import click

from contact_api.commands.dutch import DutchCommand, services
from contact_api.delivery import ROUND_SECONDS
from contact_api.messages.commands import HELP
from contact_api.messages.reports import DELIVER
from contact_api.outbox import State

# "All that waits" is asked for by hand, and no schedule waits for the end of it.
BY_HAND_SECONDS = 600


@click.command("deliver", cls=DutchCommand, help=HELP["deliver"])
@click.option("--now", is_flag=True, help=HELP["now"])
def command(now):
    """Deliver what waits, tell what there is to tell, wipe what is old; say how much, in one line."""
    found = services()
    done = found.delivery.deliver_due(ignore_backoff=now, budget=BY_HAND_SECONDS if now else ROUND_SECONDS)
    counts = found.outbox.counts()
    click.echo(
        DELIVER.format(
            delivered=done.delivered,
            waiting=counts[State.RECEIVED] + counts[State.RETRYING],
            dead=counts[State.DEAD],
            wiped=done.wiped,
            told=done.told,
        )
    )
