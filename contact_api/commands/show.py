"""`show`: all that the store holds of one message."""

import click

from contact_api.commands.dutch import CommandError, DutchCommand, services
from contact_api.commands.receipt_argument import RECEIPT
from contact_api.commands.tables import show_table
from contact_api.commands.words import code_words, moment
from contact_api.messages import REACH, SUBJECTS
from contact_api.messages.commands import ERRORS, HELP
from contact_api.messages.life import CAUSES, LABELS, STATES
from contact_api.messages.mail import MAIL
from contact_api.messages.reports import SHOW
from contact_api.outbox import State


@click.command("show", cls=DutchCommand, help=HELP["show"])
@click.argument("receipt", type=RECEIPT, metavar="ONTVANGSTNUMMER")
def command(receipt):
    """A line for each thing that there is, then the text."""
    message = services().outbox.find(receipt)
    if message is None:
        raise CommandError(ERRORS["unknown_receipt"].format(receipt=receipt))
    rows = [(SHOW[name], value) for name, value in [*_life(message), *_sender(message)] if value]
    show_table(rows, whole={0})
    click.echo()
    click.echo(_text(message))


def _life(message):
    word, meaning = STATES[message.state]
    waits = message.state in (State.RECEIVED, State.RETRYING)
    yield "receipt", message.receipt
    yield "state", SHOW["state_value"].format(word=word, meaning=meaning)
    yield "received", moment(message.received_at)
    yield "attempts", str(message.attempts)
    yield "next", moment(message.next_attempt_at) if waits else ""
    yield "ended", moment(message.ended_at) if message.ended_at is not None else ""
    yield "wiped", moment(message.wiped_at) if message.wiped_at is not None else ""
    yield "error", f"{message.last_error}: {code_words(message.last_error)}" if message.last_error else ""
    yield "label", LABELS[message.label] if message.label else ""
    yield "cause", CAUSES.get(message.cause, message.cause)
    yield "layers", ", ".join(MAIL.get(f"layer_{layer}", layer) for layer in message.layers)
    yield "message_id", message.message_id


def _sender(message):
    submission = message.submission
    if submission is None:
        return
    yield "naam", submission.naam
    yield "email", submission.email
    yield "telefoon", submission.telefoon
    yield "onderwerp", SUBJECTS.get(submission.onderwerp, submission.onderwerp)
    yield "bereikbaar", REACH.get(submission.bereikbaar, submission.bereikbaar)


def _text(message):
    if message.submission is not None:
        return message.submission.bericht
    return SHOW["no_words" if message.wiped_at is not None else "damaged"]
