"""Calling the owner's commands, and stores with something in them to command."""

from contact_api.outbox import State
from tests.builders import NOW, a_new_message, a_submission

HOUR = 3600


def run(endpoint, *arguments, **named):
    """Call a command on an Endpoint: its exit code, what it said, and its errors."""
    result = endpoint.app.test_cli_runner().invoke(args=list(arguments), **named)
    return result.exit_code, result.stdout, result.stderr


def store(endpoint, receipt, state=State.RECEIVED, error="", said=None, **changes):
    """Put a message in this state into the endpoint's store: received an hour ago, ended now."""
    outbox = endpoint.outbox
    fields = {"received_at": NOW - HOUR, "submission": a_submission(**(said or {}))} | changes
    message = a_new_message(receipt, **fields, held=state is State.HELD)
    leased = outbox.add(message, NOW, NOW)
    if state is State.DELIVERED:
        outbox.delivered(receipt, leased.lease, NOW)
    if state is State.RETRYING:
        outbox.retry(receipt, leased.lease, NOW + HOUR, error)
    if state is State.DEAD:
        outbox.dead(receipt, leased.lease, NOW, error)
    if state is State.ERASED:
        outbox.erase(receipt, NOW)
    return message
