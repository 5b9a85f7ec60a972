"""`erase`: make messages vanish on request, and prove that they did."""

import click

from contact_api.commands.dutch import CommandError, DutchCommand, WrongUseError, finish, services
from contact_api.commands.receipt_argument import RECEIPT
from contact_api.commands.tables import show_table
from contact_api.commands.words import counted, moment, state_word
from contact_api.erasure import erase
from contact_api.form import is_email
from contact_api.messages.commands import ERRORS, HELP
from contact_api.messages.erasure import ERASE
from contact_api.outbox import State

# Of the messages that hold the same as an erased one, how many are named.
MOST_SHARED = 20


@click.command("erase", cls=DutchCommand, help=HELP["erase"])
@click.argument("receipts", nargs=-1, type=RECEIPT, metavar="[ONTVANGSTNUMMER]...")
@click.option("--email", metavar="ADRES", help=HELP["email"])
@click.option("--yes", is_flag=True, help=HELP["yes"])
def command(receipts, email, yes):
    """Exit code 0 when all of it is gone."""
    if bool(receipts) == bool(email):
        raise WrongUseError(ERRORS["receipt_or_email"])
    if email and not is_email(email.strip()):
        raise WrongUseError(ERRORS["bad_address"].format(text=email))
    found = services()
    messages = _by_email(found.outbox, email) if email else _by_receipt(found.outbox, receipts)
    _show(messages)
    if not yes:
        question = counted(ERASE["question"], len(messages))
        answer = click.prompt(question, default="", show_default=False, prompt_suffix=" ")
        if answer.strip().casefold() not in ("ja", "j"):
            raise CommandError(ERASE["nothing_done"])
    now = found.clock()
    proof = erase(found.outbox, found.settings.store, messages, now)
    _show_proof(proof, now)
    _show_what_is_out_of_reach(messages, found.settings)
    finish(proof.holds)


def _by_email(outbox, email):
    messages = list(outbox.messages(email=email))
    if not messages:
        raise CommandError(ERASE["none_of_address"].format(email=email.strip()))
    return messages


def _by_receipt(outbox, receipts):
    """All of them, or an error before anything was erased."""
    messages = []
    for receipt in dict.fromkeys(receipts):
        message = outbox.find(receipt)
        if message is None:
            raise CommandError(ERRORS["unknown_receipt"].format(receipt=receipt))
        messages.append(message)
    return messages


def _show(messages):
    rows = []
    for message in messages:
        said = message.submission
        who = (said.naam, said.email, _size(said)) if said else (ERASE["gone_already"], "", "")
        rows.append((message.receipt, moment(message.received_at), state_word(message.state), *who))
    show_table(rows, ERASE["heads"], whole={0})
    click.echo()


def _show_proof(proof, now):
    click.echo()
    rows = []
    for each in proof.erased:
        said = each.before.submission
        what = ERASE["what"].format(letters=_size(said)) if said else ERASE["what_little"]
        when = moment(now) if each.gone else ERASE["not_gone"]
        rows.append((each.before.receipt, moment(each.before.received_at), what, when))
    show_table(rows, ERASE["proof_heads"], whole={0})
    click.echo()
    files = ", ".join(proof.files)
    click.echo(ERASE["looked_in_files"].format(files=files) if files else ERASE["looked_in_database"])
    click.echo(ERASE["sought"].format(pieces=counted(ERASE["pieces"], proof.sought)))
    click.echo(ERASE["found"].format(before=proof.found_before, left=proof.left))
    if proof.shared:
        more = len(proof.shared) - MOST_SHARED
        ends = ERASE["and_more"].format(count=more) if more > 0 else ""
        click.echo(ERASE["shared"].format(receipts=", ".join(proof.shared[:MOST_SHARED]) + ends))
    click.echo(ERASE["proven" if proof.holds else "not_proven"])


def _show_what_is_out_of_reach(messages, settings):
    click.echo()
    click.echo(ERASE["out_of_reach"])
    for message in messages:
        if message.state is State.DELIVERED:
            values = {"receipt": message.receipt, "moment": moment(message.ended_at), "to": settings.mail_to}
            click.echo(ERASE["delivered_mail"].format(**values))
    for line in ERASE["elsewhere"]:
        click.echo(line)


def _size(submission):
    return counted(ERASE["letters"], len(submission.bericht))
