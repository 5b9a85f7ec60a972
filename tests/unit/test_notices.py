"""What is told: the summary to the practice, the confirmation to a visitor, a captcha that fails."""

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from contact_api.delivery import Delivery, Round
from contact_api.notices import Period, arrival_notices, last_period, summary_notice
from contact_api.outbox import Label, NoticeKind
from contact_api.stores.sqlite import SqliteOutbox
from contact_api.transport import Attempt, Fate
from tests import builders, fakes
from tests.builders import a_new_message, a_submission

HOME = ZoneInfo("Europe/Amsterdam")
DAY = 86400
HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
}
ALERTS = {"CONTACT_ALERT_TO": "coach@elders.nl", "CONTACT_ALERT_WEBHOOK": "https://hooks.elders.nl/x"}


def at(text):
    """A Dutch moment as Unix seconds."""
    return datetime.fromisoformat(text).replace(tzinfo=HOME).timestamp()


class Post:
    """An outbox with its delivery for a practice that wants to be told."""

    def __init__(self, folder, now, environ=None, **practice):
        self.clock = fakes.FakeClock(now)
        self.transport = fakes.FakeTransport()
        self.outbox = SqliteOutbox(folder / "outbox.sqlite")
        (folder / "practice").mkdir()
        path = builders.a_practice_file(folder / "practice", **practice)
        self.settings = builders.settings(folder, PRAKTIJK_TOML=str(path), **(environ or {}))
        self.delivery = Delivery(self.settings, self.outbox, self.transport, self.clock)

    def arrive(self, receipt="AAAA-BBBB", **changes):
        """A message comes in, as the journey stores it."""
        message = a_new_message(receipt, received_at=self.clock(), **changes)
        notices = arrival_notices(self.settings, self.outbox, message, self.clock())
        self.outbox.add(message, 0, self.clock(), notices)
        return notices

    def mails(self, kind):
        return [mail for mail in self.transport.sent if mail["Message-ID"].startswith(f"<{kind}.")]


@pytest.fixture
def make_post(tmp_path):
    return lambda now, environ=None, **practice: Post(tmp_path, now, environ, **practice)


# 2026-11-23 is a Monday; the clocks go back on 2026-10-25 and forward on 2027-03-28, both Sundays.
@pytest.mark.parametrize(
    ("frequency", "now", "day", "since"),
    [
        ("daily", "2026-11-25 07:00", "2026-11-25", "2026-11-24 07:00"),
        ("daily", "2026-11-25 06:59:59", "2026-11-24", "2026-11-23 07:00"),
        ("daily", "2026-11-25 23:59", "2026-11-25", "2026-11-24 07:00"),
        ("daily", "2026-10-25 08:00", "2026-10-25", "2026-10-24 07:00"),
        ("daily", "2027-03-28 08:00", "2027-03-28", "2027-03-27 07:00"),
        ("daily", "2027-01-01 00:30", "2026-12-31", "2026-12-30 07:00"),
        ("weekly", "2026-11-23 07:00", "2026-11-23", "2026-11-16 07:00"),
        ("weekly", "2026-11-23 06:59:59", "2026-11-16", "2026-11-09 07:00"),
        ("weekly", "2026-11-29 23:00", "2026-11-23", "2026-11-16 07:00"),
        ("weekly", "2026-10-26 07:00", "2026-10-26", "2026-10-19 07:00"),
        ("weekly", "2027-01-03 12:00", "2026-12-28", "2026-12-21 07:00"),
    ],
)
def test_a_period_ends_at_seven_in_the_morning_dutch_time(frequency, now, day, since):
    """Each day or each Monday, in winter and in summer; what is missed is due until the next."""
    assert last_period(frequency, at(now)) == Period(day, at(since), at(f"{day} 07:00"))


def test_periods_follow_each_other_without_a_gap():
    """No message falls between two summaries, whatever the clocks do."""
    for frequency in ("daily", "weekly"):
        moments = [at("2026-10-01 07:00") + hour * 3600 for hour in range(24 * 200)]
        periods = list(dict.fromkeys(last_period(frequency, moment) for moment in moments))
        assert len(periods) == (200 if frequency == "daily" else 29)
        assert all(later.since == earlier.until for earlier, later in pairwise(periods))


def test_the_practice_may_choose_no_summary():
    """Then there is none."""
    assert summary_notice("off", at("2026-11-25 12:00")) is None


def test_one_summary_a_period_over_all_instances(make_post):
    """However many rounds run; the next comes the next morning."""
    post = make_post(at("2026-11-25 06:00"), samenvatting='"dagelijks"')
    other = Delivery(post.settings, post.outbox, post.transport, post.clock)
    for _ in range(96):
        for delivery in (post.delivery, other):
            delivery.deliver_due()
        post.clock.pass_seconds(1800)
    assert [mail["Date"].datetime.astimezone(HOME).isoformat() for mail in post.mails("summary")] == [
        "2026-11-25T06:00:00+01:00",
        "2026-11-25T07:00:00+01:00",
        "2026-11-26T07:00:00+01:00",
    ]
    assert len({mail["Message-ID"] for mail in post.mails("summary")}) == 3


def test_a_summary_of_nothing_says_so_with_zeros(make_post):
    """Silence is never a fault unseen."""
    post = make_post(at("2026-11-23 07:05"), samenvatting='"wekelijks"')
    assert post.delivery.deliver_due() == Round(told=1)
    (mail,) = post.mails("summary")
    assert mail["To"] == "coach@praktijk-test.nl"
    assert mail["Subject"] == "Contactformulier: geen berichten (16-11-2026 tot 23-11-2026)"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == (
        "Dit is wat er via het contactformulier binnenkwam van 16-11-2026 07:00 tot 23-11-2026 07:00.\n"
        "\n"
        "Binnengekomen: 0\n"
        "Bezorgd: 0\n"
        "Vastgehouden: 0\n"
        "Niet te bezorgen: 0\n"
        "Ongecontroleerd, want hCaptcha was niet bereikbaar: 0\n"
        "Ongecontroleerd, want de instellingen van hCaptcha kloppen niet: 0\n"
        "\n"
        "Op dit moment:\n"
        "Wacht op bezorging: 0\n"
        "Vastgehouden: 0\n"
        "Niet te bezorgen: 0\n"
        "\n"
        "Er is in deze tijd niets vastgehouden.\n"
        "\n"
        "-- \n"
        "Deze mail komt elke maandag, ook als er niets was. Zo zie je dat alles werkt.\n"
    )


def test_the_summary_says_what_came_and_shows_what_was_held(make_post):
    """Enough of each held message to see whether a person wrote it, every line of it quoted."""
    post = make_post(at("2026-11-24 12:00"), samenvatting='"dagelijks"')
    post.delivery.deliver_due()
    post.arrive("SENT-0001")
    post.arrive("SENT-0002", label=Label.UNCHECKED, cause="unreachable")
    text = "Eerste regel\n\nTweede regel\n-- \nVierde regel"
    words = a_submission(naam="Piet", email="piet@voorbeeld.nl", bericht=text)
    post.arrive("HELD-0001", held=True, layers=("honeypot", "new_layer"), submission=words)
    post.arrive("HELD-0002", held=True, submission=a_submission(bericht="x" * 5000))
    post.transport.attempts = [Attempt(Fate.SENT), Attempt(Fate.PERMANENT, "rcpt-550"), Attempt(Fate.SENT)]
    assert post.delivery.deliver_due() == Round(delivered=1, dead=1)
    post.clock.now = at("2026-11-25 07:00")
    post.arrive("WAIT-0001")
    post.transport.attempts = [Attempt(Fate.TEMPORARY, "rcpt-450"), Attempt(Fate.SENT)]
    assert post.delivery.deliver_due() == Round(waiting=1, told=1)
    mail = post.mails("summary")[-1]
    assert mail["Subject"] == "Contactformulier: 4 berichten (24-11-2026 tot 25-11-2026)"
    lines = mail.get_content().replace("\r\n", "\n").split("\n")
    assert lines[2:15] == [
        "Binnengekomen: 4",
        "Bezorgd: 1",
        "Vastgehouden: 2",
        "Niet te bezorgen: 1",
        "Ongecontroleerd, want hCaptcha was niet bereikbaar: 1",
        "Ongecontroleerd, want de instellingen van hCaptcha kloppen niet: 0",
        "",
        "Op dit moment:",
        "Wacht op bezorging: 1",
        "Vastgehouden: 2",
        "Niet te bezorgen: 1",
        "Het oudste wacht sinds 25-11-2026 07:00.",
        "",
    ]
    held = lines[15:-4]
    assert held[0].startswith("Vastgehouden berichten. Deze zijn niet gemaild")
    assert held[1:] == [
        "",
        "HELD-0001, 24-11-2026 12:00 (een verborgen veld was ingevuld; een browser kan dat ook zelf hebben"
        " gedaan; new_layer)",
        "Piet, piet@voorbeeld.nl",
        "> Eerste regel",
        "> Tweede regel",
        "> -- ",
        "> …",
        "",
        "HELD-0002, 24-11-2026 12:00",
        "Ans de Wit, ans@voorbeeld.nl",
        "> " + "x" * 200,
        "> …",
    ]


def test_a_flood_of_held_messages_keeps_the_summary_short(make_post):
    """Fifty are shown, the rest is counted."""
    post = make_post(at("2026-11-24 12:00"), samenvatting='"dagelijks"')
    for number in range(60):
        post.arrive(f"HELD-{number:04}", held=True)
    post.clock.now = at("2026-11-25 07:00")
    post.delivery.deliver_due()
    text = post.mails("summary")[0].get_content()
    assert text.count("ans@voorbeeld.nl") == 50
    assert "En nog 10." in text


def test_no_word_of_a_visitor_reaches_a_header_of_the_summary(make_post):
    """Nor does a line of theirs look like one of ours."""
    post = make_post(at("2026-11-24 12:00"), samenvatting='"dagelijks"')
    attack = a_submission(naam="=?utf-8?q?x=0D=0ABcc:_a=40b.nl?=", bericht="Bcc: a@b.nl\nBinnengekomen: 0")
    post.arrive(held=True, submission=attack)
    post.clock.now = at("2026-11-25 07:00")
    post.delivery.deliver_due()
    (mail,) = post.mails("summary")
    assert set(mail.keys()) == HEADERS
    assert len(mail.keys()) == len(HEADERS)
    assert mail.get_content().count("\nBinnengekomen: ") == 1


def test_a_visitor_is_told_that_the_message_was_received(make_post):
    """What came, when an answer comes, what to do if not, and where help is; and not a word of theirs."""
    post = make_post(at("2026-11-25 12:00"), bevestiging="true")
    post.arrive(submission=a_submission(naam="Ans de Wit", bericht="mijn dochter"))
    assert post.delivery.deliver_due() == Round(delivered=1, told=1)
    (mail,) = post.mails("confirmation")
    headers = {name: str(value) for name, value in mail.items() if name != "Message-ID"}
    assert headers == {
        "From": "Nabij <site@praktijk-test.nl>",
        "To": "ans@voorbeeld.nl",
        "Reply-To": "hallo@praktijk-test.nl",
        "Subject": "Nabij: je bericht is ontvangen",
        "Date": "Wed, 25 Nov 2026 11:00:00 +0000",
        "Auto-Submitted": "auto-replied",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    text = mail.get_content().replace("\r\n", "\n")
    for part in (
        "Op 25-11-2026 12:00 kwam via het contactformulier van Nabij een bericht binnen",
        "Het ontvangstnummer is AAAA-BBBB.",
        "Je krijgt antwoord binnen twee werkdagen.",
        "Laat het daarna even weten: mail naar hallo@praktijk-test.nl of bel 06 12 34 56 78,",
        "Bij levensgevaar bel je 112.",
        "Heb je zelf niets gestuurd?",
    ):
        assert part in text
    for word in ("Ans", "Wit", "dochter"):
        assert word not in str(mail)


def test_the_same_confirmation_has_the_same_message_id(make_post):
    """It went, but that is not known for sure: a duplicate can be told."""
    post = make_post(at("2026-11-25 12:00"), bevestiging="true")
    post.arrive()
    post.transport.attempts = [
        Attempt(Fate.SENT),
        Attempt(Fate.TEMPORARY, "TimeoutError"),
        Attempt(Fate.SENT),
    ]
    post.delivery.deliver_due()
    post.clock.pass_seconds(3600)
    post.delivery.deliver_due()
    _, first, second = post.transport.tried
    assert first.as_bytes() == second.as_bytes()


def test_without_the_practices_wish_no_visitor_is_told(make_post):
    """That is how it ships."""
    assert make_post(at("2026-11-25 12:00")).arrive() == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"label": Label.UNCHECKED, "cause": "unreachable"},
        {"label": Label.SPAM, "layers": ("links",)},
        {"held": True, "layers": ("honeypot",)},
        {"layers": ("too_fast",)},
        {"submission": a_submission(email="jürgen@voorbeeld.nl")},
        {"submission": a_submission(email="=?utf-8?q?=22=2C_spam=40elders.nl_?=@voorbeeld.nl")},
    ],
)
def test_only_a_message_like_any_other_is_confirmed(make_post, changes):
    """Nothing is mailed to an address that a robot may have typed in."""
    assert make_post(at("2026-11-25 12:00"), bevestiging="true").arrive(**changes) == ()


def test_one_address_gets_one_confirmation_a_day(make_post):
    """However it is written; another address gets its own."""
    post = make_post(at("2026-11-25 12:00"), bevestiging="true")
    told = []
    for number, email in enumerate(
        ["ans@voorbeeld.nl", "Ans@Voorbeeld.NL", "ans+2@voorbeeld.nl", "an@voorbeeld.nl"]
    ):
        told.append(len(post.arrive(f"R{number}", submission=a_submission(email=email))))
        post.clock.pass_seconds(3600)
    assert told == [1, 0, 0, 1]
    post.clock.pass_seconds(20 * 3600)
    assert len(post.arrive("R9")) == 1


def test_an_erased_message_is_not_confirmed(make_post):
    """Nobody is told of what is gone; nor is what was wiped before it could be."""
    post = make_post(at("2026-11-25 12:00"), bevestiging="true")
    post.arrive("A")
    post.arrive("B", submission=a_submission(email="b@voorbeeld.nl"))
    post.outbox.erase("A", post.clock())
    with post.outbox._file.transaction() as db:
        db.execute("UPDATE messages SET content = NULL")
    post.delivery.deliver_due()
    assert post.mails("confirmation") == []


def test_a_captcha_that_fails_by_our_fault_is_told_once_a_day(make_post):
    """By each way; a service that is just out of reach mends itself and is only in the summary."""
    post = make_post(at("2026-11-25 12:00"), ALERTS)
    ours = {"label": Label.UNCHECKED, "cause": "our_fault"}
    first = post.arrive("A", **ours)
    assert [(notice.key, notice.kind) for notice in first] == [
        ("captcha_fault:2026-11-25:alert-webhook", NoticeKind.ALERT_WEBHOOK),
        ("captcha_fault:2026-11-25:alert-mail", NoticeKind.ALERT_MAIL),
    ]
    assert post.arrive("B", label=Label.UNCHECKED, cause="unreachable") == ()
    post.clock.pass_seconds(3600)
    post.arrive("C", **ours)
    post.delivery.deliver_due()
    (mail,) = post.mails("alert-mail")
    assert mail["To"] == "coach@elders.nl"
    assert mail["Subject"] == "Let op: de instellingen van hCaptcha kloppen niet"
    post.clock.pass_seconds(DAY)
    post.arrive("D", **ours)
    post.delivery.deliver_due()
    assert len(post.mails("alert-mail")) == 2


def test_a_damaged_notice_is_given_up_and_holds_up_no_other(make_post, logged):
    """As is one for a way that the settings no longer name."""
    post = make_post(at("2026-11-25 12:00"), {"CONTACT_ALERT_TO": "coach@elders.nl"})
    for key in ("damaged", "whole"):
        post.outbox.add_notice(builders.an_alert(key, NoticeKind.ALERT_MAIL), post.clock())
    post.outbox.add_notice(builders.an_alert("webhook"), post.clock())
    with post.outbox._file.transaction() as db:
        db.execute("UPDATE notices SET data = '{' WHERE key = 'damaged'")
    assert post.delivery.deliver_due() == Round(told=1)
    said = [(line["kind"], line["outcome"], line["code"]) for line in logged() if line["event"] == "notice"]
    assert said == [
        ("alert-webhook", "dead", "no-such-way"),
        ("alert-mail", "dead", "fault-KeyError"),
        ("alert-mail", "sent", ""),
    ]
