"""Builders of what tests start from: whole, valid things, with the one part under test changed by name."""

from pathlib import Path

from contact_api.environment import load_settings
from contact_api.form import Submission
from contact_api.outbox import Label, LeasedMessage, NewMessage, Notice, NoticeKind
from contact_api.practice import load_practice

ROOT = Path(__file__).parent.parent
NOW = 1_790_000_000.0
SITE = "https://www.praktijk-test.nl"
TOKEN = "a-token"
# A hand-made message that tries what mail and web programs act on.
TEXT = "Hallo,\n\n’s avonds lukt het niet meer: mijn dochter (11) praat met niemand.\n.\n\nGroet, Ans"


def a_form(**changes):
    """The raw fields of a valid POST."""
    fields = {
        "naam": "Ans de Wit",
        "email": "ans@voorbeeld.nl",
        "telefoon": "",
        "onderwerp": "life-coaching",
        "bereikbaar": "email",
        "bericht": TEXT,
        "h-captcha-response": TOKEN,
    }
    return fields | {name.replace("__", "-"): value for name, value in changes.items()}


def a_submission(**changes):
    """A valid Submission."""
    fields = {name: value for name, value in a_form().items() if name in Submission.field_names()}
    return Submission(**(fields | changes))


def a_new_message(receipt="AAAA-BBBB", **changes):
    """A NewMessage, received at NOW."""
    fields = {
        "receipt": receipt,
        "message_id": f"<{receipt}.1@praktijk-test.nl>",
        "submission": a_submission(),
        "label": Label.NONE,
        "cause": "",
        "fingerprint": f"fingerprint of {receipt}",
        "idempotency_key": "",
        "received_at": NOW,
    }
    return NewMessage(**(fields | changes))


def a_leased_message(**changes):
    """A LeasedMessage, received at NOW and not tried yet."""
    fields = {
        "receipt": "AAAA-BBBB",
        "message_id": "<AAAA-BBBB.1@praktijk-test.nl>",
        "submission": a_submission(),
        "label": Label.NONE,
        "cause": "",
        "received_at": NOW,
        "attempts": 0,
        "lease": "a-lease",
        "queued_at": NOW,
    }
    return LeasedMessage(**(fields | changes))


def a_notice(key="a-notice", kind=NoticeKind.ALERT_MAIL, **data):
    """A Notice that tells `data`."""
    return Notice(key, kind, data)


def an_alert(key="dead:AAAA-BBBB:1", kind=NoticeKind.ALERT_WEBHOOK, **changes):
    """A Notice that a message died."""
    data = {"about": "dead", "receipt": "AAAA-BBBB", "code": "rcpt-550", "attempts": 1, "at": NOW}
    return Notice(key, kind, data | changes)


def practice_text(**replacements):
    """praktijk.toml as it ships, with lines `key = value` replaced."""
    lines = (ROOT / "praktijk.toml").read_text(encoding="utf-8").splitlines()
    for key, value in replacements.items():
        places = [number for number, line in enumerate(lines) if line.split(" = ")[0] == key]
        assert places, f"no {key} in praktijk.toml"
        lines[places[0]] = f"{key} = {value}"
    return "\n".join(lines)


def a_practice_file(folder, **replacements):
    """A praktijk.toml in `folder`, filled in as a live practice would."""
    filled = {
        "coach": '"Ans de Wit"',
        "site": f'"{SITE}"',
        "email": '"hallo@praktijk-test.nl"',
        "telefoon": '"06 12 34 56 78"',
        "kvk": '"12345678"',
        "btw": '"NL001234567B01"',
        "straat": '"Dorpsstraat 1"',
        "postcode": '"1234 AB"',
        "plaats": '"Ons Dorp"',
        "maandag": '"9.00–17.00 uur"',
        "individueel": "95",
        "oudercoaching": "92.50",
        "eindpunt": '"https://contact.praktijk-test.nl/contact"',
        # Each test that looks at the summary or at a confirmation asks for it.
        "samenvatting": '"nooit"',
        "hcaptcha_sitekey": '"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"',
    }
    path = Path(folder, "praktijk.toml")
    path.write_text(practice_text(**(filled | replacements)), encoding="utf-8")
    return path


# A git host for the editor in the published site.
BEHEER = """
[beheer]
host = "gitea"
project = "ans/nabij"
adres = "https://git.praktijk-test.nl"
"""


def a_practice_file_with_editor(folder, table=BEHEER, **replacements):
    """The same, with the table [beheer]."""
    path = a_practice_file(folder, **replacements)
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{table}", encoding="utf-8")
    return path


def a_practice(folder, **replacements):
    """The Practice of such a file."""
    return load_practice(a_practice_file(folder, **replacements))


def production_environ(folder, **changes):
    """An environment in which the endpoint starts for production."""
    environ = {
        "PRAKTIJK_TOML": str(a_practice_file(folder)),
        "CONTACT_TO": "coach@praktijk-test.nl",
        "CONTACT_FROM": "site@praktijk-test.nl",
        "CONTACT_STORE": f"sqlite:///{Path(folder, 'outbox.sqlite')}",
        "CONTACT_SMTP": "smtp://user:p%40ss@mail.praktijk-test.nl:587",
        "CONTACT_SECRET_KEY": "k" * 32,
        "HCAPTCHA_SECRET": "0x" + "a" * 40,
    }
    return {name: value for name, value in (environ | changes).items() if value is not None}


def settings(folder, **changes):
    """Settings for production, with variables changed by name (None takes one away)."""
    return load_settings(production_environ(folder, **changes))
