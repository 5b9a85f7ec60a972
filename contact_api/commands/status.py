"""`status`: how it stands with the messages, on one screen."""

import json
from collections import Counter

import click

from contact_api.commands.dutch import DutchCommand, services
from contact_api.commands.tables import show_table
from contact_api.commands.words import code_words, moment, period
from contact_api.messages.commands import HELP
from contact_api.messages.life import NOTICES, STATES
from contact_api.messages.reports import STATUS
from contact_api.outbox import State


@click.command("status", cls=DutchCommand, help=HELP["status"])
@click.option("--json", "as_json", is_flag=True, help=HELP["json"])
def command(as_json):
    """Counts by state, what waits, when the next attempt is due, and why attempts failed."""
    found = services()
    now = found.clock()
    standing = _standing(found.outbox)
    click.echo(json.dumps(standing, indent=2)) if as_json else _show(standing, now)


def _standing(outbox):
    """What there is to say, as values: times in Unix seconds, None where there is nothing."""
    errors, times = Counter(), []
    for state in (State.RECEIVED, State.RETRYING, State.DEAD):
        for message in outbox.messages(state):
            errors.update(filter(None, [message.last_error]))
            times += [message.next_attempt_at] if state is not State.DEAD else []
    return {
        "counts": {state.value: count for state, count in outbox.counts().items()},
        "oldest_waiting_at": outbox.oldest_waiting(),
        "next_attempt_at": min(times, default=None),
        "notices_waiting": {kind.value: count for kind, count in outbox.notices_waiting().items()},
        "errors": dict(errors.most_common()),
    }


def _show(standing, now):
    rows = [(*STATES[state], count) for state, count in standing["counts"].items()]
    show_table(rows, STATUS["heads"], numbers={2}, whole={0})
    click.echo()
    oldest, due = standing["oldest_waiting_at"], standing["next_attempt_at"]
    if oldest is None:
        click.echo(STATUS["nothing_waits"])
    else:
        click.echo(STATUS["oldest"].format(age=period(now - oldest), moment=moment(oldest)))
        click.echo(
            STATUS["due_now"]
            if due <= now
            else STATUS["due"].format(wait=period(due - now), moment=moment(due))
        )
    notices = {kind: count for kind, count in standing["notices_waiting"].items() if count}
    if not notices:
        click.echo(STATUS["no_notices"])
    for kind, count in notices.items():
        click.echo(STATUS["notices"].format(kind=NOTICES[kind], count=count))
    if standing["errors"]:
        click.echo()
        rows = [(code, count, code_words(code)) for code, count in standing["errors"].items()]
        show_table(rows, STATUS["error_heads"], numbers={1}, whole={0})
