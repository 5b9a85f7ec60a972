"""A message's life after it was stored."""

from itertools import pairwise

import pytest

from contact_api.delivery import Delivery, Round
from contact_api.outbox import Notice, NoticeKind, State
from contact_api.stores.sqlite import SqliteOutbox
from contact_api.transport import Attempt, Fate
from tests import builders, fakes

TEMPORARY = Attempt(Fate.TEMPORARY, "rcpt-450")
PERMANENT = Attempt(Fate.PERMANENT, "rcpt-550")
SENT = Attempt(Fate.SENT)
DAY = 86400
ALERTS = {"CONTACT_ALERT_TO": "ans@elders.nl", "CONTACT_ALERT_WEBHOOK": "https://hooks.elders.nl/x"}


class Post:
    """An outbox with its delivery, a clock to move, and all that was sent."""

    def __init__(self, folder, *attempts, jitter=lambda low, high: high, environ=None, webhook=()):
        self.clock, self.timer = fakes.FakeClock(), fakes.FakeClock(0)
        self.transport = fakes.FakeTransport(*attempts)
        self.webhook = fakes.FakeWebhook(*webhook)
        self.outbox = SqliteOutbox(folder / "outbox.sqlite")
        self.delivery = Delivery(
            builders.settings(folder, **(environ or {})),
            self.outbox,
            self.transport,
            self.clock,
            jitter,
            webhook=self.webhook,
            timer=self.timer,
        )

    def store(self, receipt="AAAA-BBBB", **changes):
        """Store a message whose lease has ended: its worker was killed after the commit."""
        message = builders.a_new_message(receipt, received_at=self.clock(), **changes)
        return self.outbox.add(message, 0, self.clock())

    def state(self):
        return [state for state, count in self.outbox.counts().items() if count]


@pytest.fixture
def make_post(tmp_path):
    return lambda *attempts, **named: Post(tmp_path, *attempts, **named)


def test_what_waits_is_delivered_once(make_post):
    """A second round finds nothing."""
    post = make_post()
    post.store()
    assert post.delivery.deliver_due() == Round(delivered=1)
    assert post.delivery.deliver_due() == Round()
    assert len(post.transport.sent) == 1
    assert post.state() == [State.DELIVERED]


def test_a_message_under_lease_is_left_alone(make_post):
    """It may be under way; when its worker dies, the lease ends."""
    post = make_post()
    post.outbox.add(builders.a_new_message(), 0, post.delivery.lease_end())
    assert post.delivery.deliver_due(ignore_backoff=True) == Round()
    post.clock.pass_seconds(61)
    assert post.delivery.deliver_due() == Round(delivered=1)


def test_a_temporary_failure_is_tried_again_under_the_same_message_id(make_post):
    """The receiver can tell a duplicate by it."""
    post = make_post(TEMPORARY, SENT)
    post.store()
    assert post.delivery.deliver_due() == Round(waiting=1)
    assert post.state() == [State.RETRYING]
    post.clock.pass_seconds(16 * 60)
    assert post.delivery.deliver_due() == Round(delivered=1)
    first, second = post.transport.tried
    assert first.as_bytes() == second.as_bytes()


def test_backoff_grows_to_hours_and_ends_after_five_days(make_post):
    """RFC 5321 §4.5.4.1: two attempts in the first hour, at the slowest; then a dead letter."""
    post = make_post(TEMPORARY)
    post.store()
    began, times = post.clock(), []
    while post.state() != [State.DEAD]:
        before = len(post.transport.tried)
        post.delivery.deliver_due()
        if len(post.transport.tried) > before:
            times.append(post.clock() - began)
        post.clock.pass_seconds(900)
    waits = [after - before for before, after in pairwise(times)]
    assert len([moment for moment in times[1:] if moment <= 3600]) == 2
    assert max(waits) <= 4 * 3600 + 900
    assert 5 * DAY <= times[-1] <= 5 * DAY + 4 * 3600 + 900


def test_jitter_spreads_retries_over_the_whole_wait(make_post):
    """Full jitter: the wait is drawn from nought to the ceiling, and never so short that it is no wait."""
    asked = []
    post = make_post(TEMPORARY, jitter=lambda low, high: asked.append((low, high)) or low)
    post.store()
    post.delivery.deliver_due()
    assert asked == [(0, 900)]
    assert post.delivery.deliver_due() == Round()
    post.clock.pass_seconds(31)
    assert post.delivery.deliver_due() == Round(waiting=1)


def test_now_tries_all_that_waits_once(make_post):
    """Whatever its backoff, and without turning in circles."""
    post = make_post(TEMPORARY)
    for receipt in ("A", "B", "C"):
        post.store(receipt)
    post.delivery.deliver_due()
    assert post.delivery.deliver_due() == Round()
    post.clock.pass_seconds(1)
    assert post.delivery.deliver_due(ignore_backoff=True) == Round(waiting=3)
    assert len(post.transport.tried) == 6


def test_a_permanent_refusal_is_a_dead_letter_and_is_said(make_post, logged):
    """It is kept, not tried again, and logged without a word of it."""
    post = make_post(PERMANENT)
    post.store()
    assert post.delivery.deliver_due() == Round(dead=1)
    assert post.state() == [State.DEAD]
    assert [line | {"ms": 0} for line in logged()] == [
        {
            "event": "delivery",
            "receipt": "AAAA-BBBB",
            "outcome": "dead",
            "code": "rcpt-550",
            "attempts": 1,
            "ms": 0,
        }
    ]
    post.clock.pass_seconds(40 * DAY)
    assert post.delivery.deliver_due(ignore_backoff=True) == Round()
    assert post.outbox.counts()[State.DEAD] == 1


def test_one_message_that_trips_us_does_not_hold_up_the_others(make_post, logged):
    """A fault of ours while sending is a temporary failure of that message alone."""
    post = make_post(ValueError("mijn dochter"), SENT)
    post.store("A")
    post.store("B")
    assert post.delivery.deliver_due() == Round(delivered=1, waiting=1)
    assert "dochter" not in str(logged())


def test_what_can_not_become_a_mail_is_told_at_once(make_post, logged):
    """A damaged row, or one that no mail can be made of: an alert, and the others go on."""
    post = make_post(environ=ALERTS)
    post.store("A")
    with post.outbox._file.transaction() as db:
        db.execute('UPDATE messages SET content = \'{"naam": "mijn dochter\'')
    post.store("B", submission=builders.a_submission(email="dochter@voorbeeld..nl"))
    post.store("C")
    assert post.delivery.deliver_due() == Round(delivered=1, dead=2, told=4)
    assert [found.last_error for found in post.outbox.messages()] == ["damaged-row", "fault-UnicodeError", ""]
    assert [alert["code"] for alert in post.webhook.posted] == ["damaged-row", "fault-UnicodeError"]
    assert "dochter" not in str(logged()) + str(post.webhook.posted)


def test_a_death_is_told_by_every_way_that_there_is(make_post):
    """A mail to the second address and a POST, stored with the death; neither holds what a person wrote."""
    post = make_post(PERMANENT, SENT, environ=ALERTS)
    post.store(submission=builders.a_submission(naam="Ans", bericht="mijn dochter"))
    assert post.delivery.deliver_due() == Round(dead=1, told=2)
    assert post.delivery.deliver_due() == Round()
    (alert,) = post.webhook.posted
    assert alert == {
        "text": "Een bericht kon niet worden bezorgd. Ontvangstnummer AAAA-BBBB, reden rcpt-550.",
        "kind": "dead",
        "receipt": "AAAA-BBBB",
        "code": "rcpt-550",
        "attempts": 1,
        "at": "2026-09-21T14:13:20+00:00",
        "counts": {"received": 0, "retrying": 0, "delivered": 0, "held": 0, "dead": 1, "erased": 0},
    }
    (mail,) = post.transport.sent
    assert mail["To"] == "ans@elders.nl"
    assert mail["Subject"] == "Let op: een bericht kon niet worden bezorgd (AAAA-BBBB)"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Na 1 keer proberen gebeurt dat niet meer vanzelf. De reden: rcpt-550." in mail.get_content()
    for word in ("Ans", "voorbeeld", "dochter"):
        assert word not in str(mail) + str(alert)


def test_without_a_way_to_alert_nothing_is_stored(make_post):
    """The log and the summary say it then."""
    post = make_post(PERMANENT)
    post.store()
    assert post.delivery.deliver_due() == Round(dead=1)
    assert post.outbox.lease_notice(post.clock() + DAY, post.clock() + DAY) is None


def test_a_second_death_is_told_again(make_post):
    """The owner sent it once more, and it was refused once more."""
    post = make_post(PERMANENT, environ={"CONTACT_ALERT_WEBHOOK": ALERTS["CONTACT_ALERT_WEBHOOK"]})
    post.store()
    assert post.delivery.deliver_due() == Round(dead=1, told=1)
    post.outbox.requeue("AAAA-BBBB", post.clock())
    assert post.delivery.deliver_due() == Round(dead=1, told=1)
    assert [alert["attempts"] for alert in post.webhook.posted] == [1, 2]


def test_a_message_that_the_owner_sends_again_has_five_days_again(make_post):
    """Or its first temporary failure would be its last."""
    post = make_post(PERMANENT, TEMPORARY)
    post.store()
    post.delivery.deliver_due()
    post.clock.pass_seconds(20 * DAY)
    post.outbox.requeue("AAAA-BBBB", post.clock())
    assert post.delivery.deliver_due() == Round(waiting=1)


def test_one_way_that_fails_does_not_hold_up_the_other(make_post):
    """Each alert has its own backoff; the one that failed comes later, and the message is not told twice."""
    post = make_post(PERMANENT, SENT, environ=ALERTS, webhook=[Attempt(Fate.TEMPORARY, "webhook-500"), SENT])
    post.store()
    assert post.delivery.deliver_due() == Round(dead=1, told=1)
    assert post.delivery.deliver_due() == Round()
    post.clock.pass_seconds(16 * 60)
    assert post.delivery.deliver_due() == Round(told=1)
    assert (len(post.transport.sent), len(post.webhook.posted)) == (1, 2)


def test_a_way_that_fails_for_five_days_is_given_up(make_post, logged):
    """And its alert is gone from the store."""
    post = make_post(PERMANENT, environ=ALERTS, webhook=[Attempt(Fate.TEMPORARY, "webhook-410")])
    post.store()
    for _ in range(40):
        post.delivery.deliver_due()
        post.clock.pass_seconds(5 * 3600)
    ends = [(line["kind"], line["outcome"]) for line in logged() if line["event"] == "notice"]
    assert ends[-1] == ("alert-webhook", "dead")
    assert ends.count(("alert-webhook", "dead")) == 1
    assert len(post.webhook.posted) < 40
    assert post.outbox.lease_notice(post.clock(), post.clock() + 1) is None


def test_messages_that_take_all_the_time_leave_some_for_alerts(make_post):
    """A mail server that hangs: the round ends, what was not tried waits for the next, and the alert goes."""
    post = make_post(TEMPORARY, environ=ALERTS)
    post.transport.takes_all_of_its_budget(post.timer)
    for number in range(9):
        post.store(f"R{number}")
    post.outbox.add_notice(builders.an_alert(), post.clock())
    assert post.delivery.deliver_due(budget=50) == Round(waiting=2, told=1)
    assert post.transport.budgets == [20, 15]
    assert post.timer() <= 50
    assert post.outbox.counts()[State.RECEIVED] == 7
    # Those that hung wait for their turn; none of the others waits for them.
    assert post.delivery.deliver_due(budget=50) == Round(waiting=2)
    assert post.outbox.counts()[State.RECEIVED] == 5


def test_no_kind_of_notice_takes_the_time_of_another(make_post):
    """An alert mail that hangs leaves a share for the summary and for the confirmation."""
    post = make_post(TEMPORARY, environ=ALERTS)
    post.transport.takes_all_of_its_budget(post.timer)
    for number in range(4):
        post.outbox.add_notice(builders.an_alert(f"dead:{number}", NoticeKind.ALERT_MAIL), post.clock())
    since = {"since": 0, "until": 1, "frequency": "daily"}
    post.outbox.add_notice(Notice("summary:1", NoticeKind.SUMMARY, since), post.clock())
    post.delivery.deliver_due(budget=50)
    kinds = [mail["Message-ID"].split(".")[0] for mail in post.transport.tried]
    assert kinds == ["<alert-mail", "<alert-mail", "<summary"]
    assert post.timer() <= 50


def test_text_is_wiped_after_the_days_that_the_privacy_page_names(make_post, tmp_path):
    """Not before; then it is gone from the file, and what stays is receipt, times and state."""
    post = make_post()
    post.store(submission=builders.a_submission(bericht="een heel bijzonder woord"))
    post.delivery.deliver_due()
    post.clock.pass_seconds(30 * DAY - 1)
    assert post.delivery.deliver_due() == Round()
    assert b"bijzonder woord" in _bytes(tmp_path)
    post.clock.pass_seconds(1)
    assert post.delivery.deliver_due() == Round(wiped=1)
    found = _bytes(tmp_path)
    assert b"bijzonder woord" not in found
    assert b"ans@voorbeeld.nl" not in found
    assert b"AAAA-BBBB" in found
    assert post.outbox.counts()[State.DELIVERED] == 1
    assert post.delivery.deliver_due() == Round()


def test_the_same_words_after_wiping_are_a_new_message(make_post):
    """Nothing remembers what was wiped."""
    post = make_post()
    post.store()
    post.delivery.deliver_due()
    post.clock.pass_seconds(31 * DAY)
    post.delivery.deliver_due()
    assert post.outbox.find_repeat("fingerprint of AAAA-BBBB", "", 0) is None


def _bytes(folder):
    return b"".join(path.read_bytes() for path in folder.glob("outbox.sqlite*"))
