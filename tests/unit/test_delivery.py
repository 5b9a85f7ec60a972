"""A message's life after it was stored."""

from itertools import pairwise

import pytest

from contact_api.delivery import Delivery, Round
from contact_api.outbox import State
from contact_api.stores.sqlite import SqliteOutbox
from contact_api.transport import Attempt, Fate
from tests import builders, fakes

TEMPORARY = Attempt(Fate.TEMPORARY, "rcpt-450")
PERMANENT = Attempt(Fate.PERMANENT, "rcpt-550")
SENT = Attempt(Fate.SENT)
DAY = 86400


class Post:
    """An outbox with its delivery, and a clock to move."""

    def __init__(self, folder, *attempts, jitter=lambda low, high: high):
        self.clock = fakes.FakeClock()
        self.transport = fakes.FakeTransport(*attempts)
        self.outbox = SqliteOutbox(folder / "outbox.sqlite")
        self.delivery = Delivery(builders.settings(folder), self.outbox, self.transport, self.clock, jitter)

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
        post.clock.pass_seconds(300)
    waits = [after - before for before, after in pairwise(times)]
    assert len([moment for moment in times[1:] if moment <= 3600]) == 2
    assert max(waits) <= 4 * 3600 + 300
    assert 5 * DAY <= times[-1] <= 5 * DAY + 4 * 3600 + 300


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
    assert {"level": "ERROR", "text": "dead letter AAAA-BBBB: rcpt-550"} in logged()
    post.clock.pass_seconds(40 * DAY)
    assert post.delivery.deliver_due(ignore_backoff=True) == Round()
    assert post.outbox.counts()[State.DEAD] == 1


def test_one_message_that_trips_us_does_not_hold_up_the_others(make_post, logged):
    """A fault of ours is a temporary failure of that message alone."""
    post = make_post(ValueError("mijn dochter"), SENT)
    post.store("A")
    post.store("B")
    assert post.delivery.deliver_due() == Round(delivered=1, waiting=1)
    assert "dochter" not in str(logged())


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
