"""SpamAssassin, with its rules of content alone, finds little in our mails: below 1, where 5 is spam."""

import re
import shutil
import subprocess

import pytest

from contact_api.mail import compose
from contact_api.notice_mail import compose_alert, compose_confirmation, compose_summary
from contact_api.outbox import Label, LeasedNotice, NoticeKind
from contact_api.stores.sqlite import SqliteOutbox
from tests.builders import NOW, a_leased_message, a_new_message, a_submission, settings

pytestmark = pytest.mark.skipif(
    not shutil.which("spamassassin"), reason="SpamAssassin is not installed: apt-get install spamassassin"
)
# Without the network, and without writing into anybody's home.
PROGRAM = ("spamassassin", "--local", "--nocreate-prefs", "--cf=use_bayes 0")
LONG = "Mijn dochter wil ’s avonds niet meer praten en ik weet niet wat ik moet doen. " * 60
MESSAGES = {
    "plain": a_leased_message(),
    "short": a_leased_message(submission=a_submission(bericht="Bel me.", telefoon="06 12345678")),
    "long": a_leased_message(submission=a_submission(bericht=LONG.strip())),
    "beyond ASCII": a_leased_message(
        submission=a_submission(naam="Zoë Ünal 👩‍👧", bericht="Ça va? 👋 " * 40)
    ),
    "no way to answer": a_leased_message(submission=a_submission(email="jürgen@münchen.de")),
    "unchecked": a_leased_message(label=Label.UNCHECKED, cause="unreachable"),
    "like spam": a_leased_message(label=Label.SPAM),
}


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    """The score and the rules of each mail, all in one run: the program is slow to start."""
    folder = tmp_path_factory.mktemp("spamassassin")
    mails = our_mails(folder)
    for name, mail in mails.items():
        (folder / f"{name}.eml").write_bytes(mail.as_bytes())
    done = subprocess.run(
        [*PROGRAM, *(str(folder / f"{name}.eml") for name in mails)],
        capture_output=True,
        check=True,
    )
    status = r"^X-Spam-Status: \w+, score=(\S+) .*?tests=(.*?)\sautolearn"
    found = re.findall(status, done.stdout.decode(), re.MULTILINE | re.DOTALL)
    return {name: (float(score), rules) for name, (score, rules) in zip(mails, found, strict=True)}


def our_mails(folder):
    """One of each kind: a message in all its forms, and what we tell of ourselves."""
    ours = settings(folder, CONTACT_ALERT_TO="alarm@elders-test.nl")
    mails = {
        name: compose(message, ours.practice, ours.mail_from, ours.mail_to)
        for name, message in MESSAGES.items()
    }
    outbox = SqliteOutbox(folder / "outbox.sqlite")
    week = a_notice(NoticeKind.SUMMARY, since=NOW - 7 * 86400, until=NOW + 1, frequency="weekly")
    mails["summary of nothing"] = compose_summary(week, outbox, ours)
    outbox.add(a_new_message("AAAA-BBBB"), 0, NOW)
    outbox.add(a_new_message("CCCC-DDDD", held=True, layers=("honeypot",)), 0, NOW)
    mails["summary"] = compose_summary(week, outbox, ours)
    died = a_notice(
        NoticeKind.ALERT_MAIL, about="dead", receipt="AAAA-BBBB", code="rcpt-550", attempts=3, at=NOW
    )
    mails["alert"] = compose_alert(died, outbox.counts(), ours)
    confirmation = a_notice(NoticeKind.CONFIRMATION, receipt="AAAA-BBBB")
    mails["confirmation"] = compose_confirmation(confirmation, outbox.find("AAAA-BBBB"), ours)
    return mails


def a_notice(kind, **data):
    return LeasedNotice(f"{kind}:AAAA-BBBB", kind, data, NOW, 0, "a-lease")


@pytest.mark.parametrize("name", [*MESSAGES, "summary of nothing", "summary", "alert", "confirmation"])
def test_a_mail_of_ours_is_no_spam(scores, name):
    """Whatever the visitor wrote that a visitor writes."""
    score, rules = scores[name]
    assert score < 1, rules
