"""`retry`: send a message now, whatever its backoff, and say how that ended."""

import click

from contact_api.commands.dutch import DutchCommand, WrongUseError, finish, services
from contact_api.commands.receipt_argument import RECEIPT
from contact_api.commands.tables import show_table
from contact_api.commands.words import code_words, moment
from contact_api.messages.commands import ERRORS, HELP
from contact_api.messages.reports import RETRY
from contact_api.outbox import State


@click.command("retry", cls=DutchCommand, help=HELP["retry"])
@click.argument("receipts", nargs=-1, type=RECEIPT, metavar="[ONTVANGSTNUMMER]...")
@click.option("--all-dead", is_flag=True, help=HELP["all_dead"])
def command(receipts, all_dead):
    """Exit code 0 when each of them was delivered."""
    if bool(receipts) == all_dead:
        raise WrongUseError(ERRORS["receipts_or_all"])
    found = services()
    if all_dead:
        receipts = [message.receipt for message in found.outbox.messages(State.DEAD)]
    if not receipts:
        click.echo(RETRY["nothing"])
        return
    ends = {receipt: _retry(found, receipt) for receipt in receipts}
    show_table([(receipt, words) for receipt, (_, words) in ends.items()], RETRY["heads"], whole={0})
    finish(all(ok for ok, _ in ends.values()))


def _retry(found, receipt):
    """Whether it is delivered now, and in words how it ended."""
    if not found.outbox.requeue(receipt, found.clock()):
        return False, _why_not(found.outbox.find(receipt))
    ended = found.delivery.attempt_now(receipt)
    message = found.outbox.find(receipt)
    if not ended:
        return False, RETRY["held_elsewhere"]
    if message.state is State.DELIVERED:
        return True, RETRY["delivered"]
    error = code_words(message.last_error)
    if message.state is State.DEAD:
        return False, RETRY["dead"].format(error=error)
    return False, RETRY["waiting"].format(error=error, moment=moment(message.next_attempt_at))


def _why_not(message):
    if message is None:
        return RETRY["unknown"]
    if message.state is State.ERASED:
        return RETRY["erased"]
    return RETRY["already" if message.state is State.DELIVERED else "wiped"]
