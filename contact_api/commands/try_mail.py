"""`test-mail`: one marked mail along the real way, and what the mail server said to it."""

import secrets

import click

from contact_api.checks.replies import reply_text
from contact_api.commands.dutch import CommandError, DutchCommand, WrongUseError, services
from contact_api.commands.words import code_words, moment
from contact_api.form import is_email
from contact_api.mail import new_mail
from contact_api.messages.checks import TEST_MAIL
from contact_api.messages.commands import ERRORS, HELP
from contact_api.settings import MailFolder
from contact_api.transport import Fate

BUDGET_SECONDS = 30


@click.command("test-mail", cls=DutchCommand, help=HELP["test_mail"])
@click.argument("address", required=False, metavar="[ADRES]")
def command(address):
    """Exit code 0 when the mail server took it."""
    if address and not is_email(address):
        raise WrongUseError(ERRORS["bad_address"].format(text=address))
    found = services()
    settings = found.settings
    to = address or settings.mail_to
    attempt = found.transport.send(_mail(settings, to, found.clock()), BUDGET_SECONDS)
    if attempt.fate is not Fate.SENT:
        said = TEST_MAIL["said"].format(reply=reply) if (reply := _reply(attempt, settings)) else ""
        error = code_words(attempt.code) + said
        raise CommandError(
            TEST_MAIL["later" if attempt.fate is Fate.TEMPORARY else "never"].format(error=error)
        )
    if isinstance(settings.mail, MailFolder):
        click.echo(TEST_MAIL["sent_folder"].format(path=settings.mail.path, address=to))
        return
    click.echo(TEST_MAIL["sent"].format(address=to, reply=_reply(attempt, settings)))
    click.echo(TEST_MAIL["look"].format(subject=TEST_MAIL["subject"]))


def _mail(settings, to, now):
    return new_mail(
        practice=settings.practice,
        mail_from=settings.mail_from,
        to=to,
        subject=TEST_MAIL["subject"],
        at=now,
        message_id=f"<test.{secrets.token_hex(8)}@{settings.mail_from.rpartition('@')[2]}>",
        body=TEST_MAIL["text"].format(name=settings.practice.name, moment=moment(now)),
    )


def _reply(attempt, settings):
    mail = settings.mail
    login = () if isinstance(mail, MailFolder) else (mail.user, mail.password)
    return reply_text(attempt.reply, *login)
