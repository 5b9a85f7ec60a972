"""SpamAssassin, with its rules of content alone, finds little in our mails: below 1, where 5 is spam."""

import re
import shutil
import subprocess

import pytest

from contact_api.mail import compose
from contact_api.outbox import Label
from tests.builders import a_leased_message, a_practice, a_submission

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
    practice = a_practice(folder)
    for name, message in MESSAGES.items():
        mail = compose(message, practice, "site@praktijk-test.nl", "coach@praktijk-test.nl")
        (folder / f"{name}.eml").write_bytes(mail.as_bytes())
    done = subprocess.run(
        [*PROGRAM, *(str(folder / f"{name}.eml") for name in MESSAGES)],
        capture_output=True,
        check=True,
    )
    status = r"^X-Spam-Status: \w+, score=(\S+) .*?tests=(.*?)\sautolearn"
    found = re.findall(status, done.stdout.decode(), re.MULTILINE | re.DOTALL)
    return {name: (float(score), rules) for name, (score, rules) in zip(MESSAGES, found, strict=True)}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_mail_of_ours_is_no_spam(scores, name):
    """Whatever the visitor wrote that a visitor writes."""
    score, rules = scores[name]
    assert score < 1, rules
