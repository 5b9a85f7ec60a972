"""What every store must do, over each store that there is."""

import threading

import pytest

from contact_api.outbox import (
    NOTICE_MEMORY_SECONDS,
    Held,
    Label,
    LeasedNotice,
    NoticeKind,
    Repeat,
    State,
    StoredMessage,
)
from contact_api.stores.sqlite import SqliteOutbox
from tests.builders import NOW, a_leased_message, a_new_message, a_notice, a_submission

LATER = NOW + 60
DAY = 86400
YEAR = 366 * DAY
NOTHING = dict.fromkeys(State, 0)


# Every store that there is, made empty: each a fixture.
STORES = ("sqlite_outbox", "postgres_outbox")


@pytest.fixture
def sqlite_outbox(tmp_path):
    return SqliteOutbox(tmp_path / "folder" / "outbox.sqlite")


@pytest.fixture(params=STORES)
def outbox(request):
    return request.getfixturevalue(request.param)


def test_a_stored_message_comes_back_as_it_went_in(outbox):
    """Every part of it, under a lease."""
    parts = {"label": Label.UNCHECKED, "cause": "unreachable", "layers": ("links", "too-fast")}
    stored = outbox.add(a_new_message(**parts), 0, LATER)
    assert stored == a_leased_message(**parts, lease=stored.lease)
    assert stored.lease


def test_a_repeat_gives_the_receipt_of_the_first(outbox):
    """Within the time, or under the same key for as long as it is kept."""
    outbox.add(a_new_message("A", fingerprint="f", idempotency_key="k"), 0, LATER)
    assert outbox.add(a_new_message("B", fingerprint="f"), NOW, LATER) == Repeat("A")
    assert outbox.find_repeat("f", "", NOW) == Repeat("A")
    assert outbox.find_repeat("f", "", NOW + 1) is None
    assert outbox.find_repeat("f", "k", NOW + 1) == Repeat("A")
    assert outbox.find_repeat("other", "k", 0) is None
    assert outbox.counts()[State.RECEIVED] == 1


def test_many_at_once_with_the_same_words_are_one_message(outbox):
    """The check and the insert are one transaction."""
    answers, start = [], threading.Barrier(8)

    def post(number):
        start.wait()
        answers.append(outbox.add(a_new_message(f"R{number}", fingerprint="f"), 0, LATER))

    threads = [threading.Thread(target=post, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({answer.receipt for answer in answers}) == 1
    assert sum(isinstance(answer, Repeat) for answer in answers) == 7


def test_two_workers_never_hold_the_same_message(outbox):
    """Every message is leased exactly once while its lease holds."""
    for number in range(20):
        outbox.add(a_new_message(f"R{number}"), 0, NOW)
    taken, start = [], threading.Barrier(4)

    def work():
        start.wait()
        while message := outbox.lease_next(NOW, LATER):
            taken.append(message.receipt)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(f"R{number}" for number in range(20))


def test_who_lost_the_lease_can_not_change_the_message_but_may_say_that_it_went(outbox):
    """A late "try again" is passed over; a late "delivered" is true."""
    first = outbox.add(a_new_message(), 0, NOW)
    second = outbox.lease_next(NOW, LATER)
    outbox.dead(first.receipt, first.lease, NOW, "x")
    assert outbox.counts()[State.RECEIVED] == 1
    outbox.delivered(first.receipt, first.lease, NOW)
    outbox.retry(second.receipt, second.lease, NOW, "x")
    assert outbox.counts()[State.DELIVERED] == 1
    assert outbox.lease_next(LATER + 1, LATER + 60) is None


def test_the_oldest_that_is_due_goes_first(outbox):
    """And what is not due stays."""
    for receipt, received_at in (("B", NOW + 2), ("A", NOW + 1), ("C", NOW + 500)):
        outbox.add(a_new_message(receipt, received_at=received_at), 0, NOW)
    leased = [outbox.lease_next(NOW + 10, LATER) for _ in range(3)]
    assert [message and message.receipt for message in leased] == ["A", "B", None]


def test_attempts_are_counted(outbox):
    """The backoff depends on it."""
    message = outbox.add(a_new_message(), 0, NOW)
    outbox.retry(message.receipt, message.lease, NOW, "rcpt-450")
    assert outbox.lease_next(NOW, LATER).attempts == 1


def test_a_limit_is_a_window_that_slides(outbox):
    """Two a minute: the third waits until the first is a minute old."""
    assert [outbox.hit("b", 2, 60, NOW + second) for second in (0, 20, 30)] == [0, 0, 30]
    assert outbox.hit("other", 2, 60, NOW + 30) == 0
    assert outbox.hit("b", 2, 60, NOW + 60) == 0
    assert outbox.hit("b", 2, 60, NOW + 61) == 19


def test_a_clock_set_back_locks_nobody_out(outbox):
    """What was counted in a time that has yet to come is forgotten; no wait is longer than the period."""
    outbox.hit("b", 1, 60, NOW)
    assert outbox.hit("b", 1, 60, NOW - 50) == 60
    assert outbox.hit("b", 1, 60, NOW - 9000) == 0


def test_counts_has_zeros(outbox):
    """Silence is told apart from nothing."""
    assert outbox.counts() == NOTHING
    assert outbox.oldest_waiting() is None


def test_a_held_message_waits_for_the_owner(outbox):
    """It is stored, is no one's to deliver, and goes once the owner says so."""
    assert outbox.add(a_new_message(held=True, layers=("honeypot",)), 0, LATER) == Held("AAAA-BBBB")
    assert outbox.counts() == NOTHING | {State.HELD: 1}
    assert outbox.lease_next(LATER + DAY, LATER + DAY) is None
    assert outbox.oldest_waiting() is None
    assert outbox.requeue("AAAA-BBBB", NOW + DAY)
    assert outbox.lease_next(NOW + DAY, LATER + DAY).layers == ("honeypot",)


@pytest.mark.parametrize("state", ["received", "retrying"])
def test_a_clock_set_back_holds_no_message_for_ever(outbox, state):
    """A lease or a wait that ends further ahead than any may was written by a clock that was wrong."""
    message = outbox.add(a_new_message(received_at=NOW + YEAR), 0, LATER + YEAR)
    if state == "retrying":
        outbox.retry(message.receipt, message.lease, NOW + YEAR, "rcpt-450")
    found = outbox.lease_next(NOW, LATER)
    assert (found.receipt, found.queued_at) == ("AAAA-BBBB", NOW)
    assert outbox.lease_next(NOW, LATER) is None


def test_a_message_taken_by_a_clock_that_was_wrong_is_not_passed_over(outbox):
    """Not by "try all that waits" either."""
    outbox.add(a_new_message(), 0, NOW)
    leased = outbox.lease_next(NOW + YEAR, NOW + YEAR)
    outbox.retry(leased.receipt, leased.lease, NOW + 60, "rcpt-450")
    assert outbox.lease_next(NOW, LATER, untried_since=NOW).receipt == "AAAA-BBBB"


def test_the_owner_sees_all_of_a_message(outbox):
    """What it is, what became of it, and why."""
    message = outbox.add(a_new_message(label=Label.SPAM, layers=("links",)), 0, LATER)
    outbox.dead(message.receipt, message.lease, NOW + 5, "rcpt-550")
    assert outbox.find("AAAA-BBBB") == StoredMessage(
        receipt="AAAA-BBBB",
        state=State.DEAD,
        label=Label.SPAM,
        cause="",
        layers=("links",),
        message_id="<AAAA-BBBB.1@praktijk-test.nl>",
        submission=a_submission(),
        received_at=NOW,
        attempts=1,
        next_attempt_at=NOW,
        ended_at=NOW + 5,
        wiped_at=None,
        last_error="rcpt-550",
    )
    assert outbox.find("nobody") is None


def test_the_owner_finds_messages_by_state_and_by_address(outbox):
    """Oldest first; an address is the same in small letters; more than fit in one look."""
    for number in range(450):
        email = "Ans@Voorbeeld.NL" if number % 150 == 0 else "piet@voorbeeld.nl"
        new = a_new_message(
            f"R{number}",
            received_at=NOW - number // 2,
            submission=a_submission(email=email),
            held=number > 200,
        )
        outbox.add(new, 0, NOW)
    assert len({message.receipt for message in outbox.messages()}) == 450
    assert [message.receipt for message in outbox.messages(email="ans@voorbeeld.nl")] == [
        "R300",
        "R150",
        "R0",
    ]
    assert [message.receipt for message in outbox.messages(State.HELD, " ANS@voorbeeld.nl")] == ["R300"]
    times = [message.received_at for message in outbox.messages()]
    assert times == sorted(times)


def test_activity_is_told_for_a_period(outbox):
    """What came, went, was held or died in it, and what came without a captcha's word."""
    moments = {"early": NOW - 1, "first": NOW, "last": NOW + 9, "late": NOW + 10}
    for name, at in moments.items():
        cause = "our_fault" if name != "first" else ""
        sent = outbox.add(a_new_message(f"sent-{name}", received_at=at, cause=cause), 0, LATER)
        outbox.delivered(sent.receipt, sent.lease, at)
        lost = outbox.add(a_new_message(f"lost-{name}", received_at=at), 0, LATER)
        outbox.dead(lost.receipt, lost.lease, at, "rcpt-550")
        outbox.add(a_new_message(f"held-{name}", received_at=at, held=True), 0, LATER)
        outbox.add(a_new_message(f"wait-{name}", received_at=at), 0, LATER)
    assert outbox.activity(NOW, NOW + 10) == {
        State.RECEIVED: 8,
        State.DELIVERED: 2,
        State.HELD: 2,
        State.DEAD: 2,
    }
    assert outbox.causes(NOW, NOW + 10) == {"our_fault": 1}
    assert outbox.oldest_waiting() == NOW - 1


def test_a_dead_letter_goes_again_when_the_owner_says_so(outbox):
    """With the whole of its time before it; what is gone for good doesn't."""
    message = outbox.add(a_new_message(), 0, LATER)
    outbox.dead(message.receipt, message.lease, NOW, "rcpt-550")
    assert outbox.lease_next(LATER, LATER + 60) is None
    assert outbox.requeue(message.receipt, LATER)
    assert outbox.counts() == NOTHING | {State.RETRYING: 1}
    again = outbox.lease_next(LATER, LATER + 60)
    assert (again.attempts, again.queued_at, again.message_id) == (1, LATER, message.message_id)
    outbox.delivered(again.receipt, again.lease, LATER)
    assert not outbox.requeue(message.receipt, LATER)
    assert not outbox.requeue("nobody", LATER)


def test_asking_for_a_message_that_is_under_way_does_not_send_it_twice(outbox):
    """Its lease holds."""
    outbox.add(a_new_message(), 0, LATER)
    assert outbox.requeue("AAAA-BBBB", NOW)
    assert outbox.lease_next(NOW, LATER) is None


def test_one_message_can_be_taken_by_its_receipt(outbox):
    """Due or not, but neither while somebody holds it nor once it has ended."""
    first = outbox.add(a_new_message(), 0, LATER)
    assert outbox.lease("AAAA-BBBB", NOW, LATER) is None
    outbox.retry("AAAA-BBBB", first.lease, NOW + DAY, "rcpt-450")
    outbox.add(a_new_message("CCCC-DDDD"), 0, NOW)
    second = outbox.lease("AAAA-BBBB", NOW, LATER)
    assert (second.receipt, second.attempts) == ("AAAA-BBBB", 1)
    assert outbox.lease("AAAA-BBBB", NOW, LATER) is None
    outbox.delivered("AAAA-BBBB", second.lease, NOW)
    assert outbox.lease("AAAA-BBBB", LATER, LATER + 60) is None
    assert outbox.lease("EEEE-FFFF", NOW, LATER) is None


def test_an_erased_message_is_gone_and_never_goes(outbox):
    """Also when it was under way; its receipt and its times stay, and nothing is told of it any more."""
    message = outbox.add(a_new_message(), 0, LATER, (a_notice("confirmation:AAAA-BBBB"), a_notice("other")))
    assert outbox.erase(message.receipt, NOW + 5)
    outbox.delivered(message.receipt, message.lease, NOW + 6)
    outbox.retry(message.receipt, message.lease, NOW + 6, "x")
    found = outbox.find(message.receipt)
    assert (found.state, found.submission, found.received_at) == (State.ERASED, None, NOW)
    assert (found.ended_at, found.wiped_at) == (NOW + 5, NOW + 5)
    assert outbox.lease_next(LATER, LATER + 60) is None
    assert not outbox.requeue(message.receipt, LATER)
    assert outbox.find_repeat("fingerprint of AAAA-BBBB", "", 0) is None
    assert [outbox.lease_notice(NOW, LATER).key, outbox.lease_notice(NOW, LATER)] == ["other", None]
    assert not outbox.erase(message.receipt, LATER)
    assert not outbox.erase("nobody", LATER)


def test_what_was_delivered_or_held_is_wiped_on_time(outbox):
    """Not a moment before; what waits or died stays until the practice acts."""
    held = outbox.add(a_new_message("held", held=True), 0, LATER)
    for name in ("sent", "dead", "waits"):
        message = outbox.add(a_new_message(name), 0, LATER)
        if name == "sent":
            outbox.delivered(name, message.lease, NOW)
        if name == "dead":
            outbox.dead(name, message.lease, NOW, "rcpt-550")
    assert outbox.wipe(NOW - 1, LATER) == 0
    assert outbox.wipe(NOW, LATER) == 2
    kept = {message.receipt: message.submission is not None for message in outbox.messages()}
    assert kept == {held.receipt: False, "sent": False, "dead": True, "waits": True}
    assert outbox.find("sent").wiped_at == LATER
    assert outbox.wipe(NOW, LATER) == 0
    assert not outbox.requeue("held", LATER)


def test_what_ended_under_a_clock_that_was_wrong_is_wiped_too(outbox):
    """A year ahead becomes now, and the days are counted from there."""
    message = outbox.add(a_new_message("sent", received_at=NOW + YEAR), 0, LATER)
    outbox.delivered("sent", message.lease, NOW + YEAR)
    outbox.add(a_new_message("held", received_at=NOW + YEAR, held=True), 0, LATER)
    assert outbox.wipe(NOW - DAY, NOW) == 0
    assert outbox.wipe(NOW, NOW + DAY) == 2


def test_a_notice_is_told_once_for_ever(outbox):
    """Its key stays taken after it was told, until no one can ask for it any more."""
    notice = a_notice("summary:2026-11-23", NoticeKind.SUMMARY, since=1)
    assert [outbox.add_notice(notice, NOW), outbox.add_notice(notice, NOW)] == [True, False]
    leased = outbox.lease_notice(NOW, LATER)
    assert leased == LeasedNotice(
        "summary:2026-11-23", NoticeKind.SUMMARY, {"since": 1}, NOW, 0, leased.lease
    )
    assert outbox.lease_notice(NOW, LATER) is None
    outbox.notice_sent(leased.key, leased.lease, NOW)
    assert outbox.lease_notice(LATER, LATER + 60) is None
    outbox.wipe(NOW, NOW + NOTICE_MEMORY_SECONDS - 1)
    assert not outbox.add_notice(notice, NOW)
    outbox.wipe(NOW, NOW + NOTICE_MEMORY_SECONDS)
    assert outbox.add_notice(notice, NOW)


def test_notices_that_wait_are_counted_by_kind(outbox):
    """A notice that was told waits no more."""
    nothing = dict.fromkeys(NoticeKind, 0)
    assert outbox.notices_waiting() == nothing
    for key in ("first", "second"):
        outbox.add_notice(a_notice(key, NoticeKind.ALERT_MAIL), NOW)
    leased = outbox.lease_notice(NOW, LATER)
    assert outbox.notices_waiting() == nothing | {NoticeKind.ALERT_MAIL: 2}
    outbox.notice_sent(leased.key, leased.lease, NOW)
    assert outbox.notices_waiting() == nothing | {NoticeKind.ALERT_MAIL: 1}


def test_many_that_add_a_notice_at_once_add_one(outbox):
    """Several instances find the summary due in the same moment."""
    added, start = [], threading.Barrier(6)

    def add():
        start.wait()
        added.append(outbox.add_notice(a_notice("summary:2026-11-23"), NOW))

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(added) == [False] * 5 + [True]


def test_a_notice_has_a_lease_and_a_backoff_of_its_own(outbox):
    """Like a message; and each kind can be asked for apart."""
    outbox.add_notice(a_notice("mail", NoticeKind.ALERT_MAIL), NOW)
    outbox.add_notice(a_notice("webhook", NoticeKind.ALERT_WEBHOOK), NOW + 1)
    first = outbox.lease_notice(LATER, LATER + 60, (NoticeKind.ALERT_WEBHOOK,))
    assert first.key == "webhook"
    outbox.notice_retry("webhook", "not the lease", LATER, "x")
    outbox.notice_dead("webhook", "not the lease", LATER, "x")
    outbox.notice_retry("webhook", first.lease, LATER + 100, "webhook-500")
    assert outbox.lease_notice(LATER, LATER + 60).key == "mail"
    assert outbox.lease_notice(LATER + 99, LATER + 200, (NoticeKind.ALERT_WEBHOOK,)) is None
    second = outbox.lease_notice(LATER + 100, LATER + 200, (NoticeKind.ALERT_WEBHOOK,))
    assert (second.key, second.attempts) == ("webhook", 1)
    outbox.notice_dead("webhook", second.lease, LATER + 100, "webhook-500")
    assert outbox.lease_notice(LATER + DAY, LATER + DAY, (NoticeKind.ALERT_WEBHOOK,)) is None


def test_a_clock_set_back_holds_no_notice_for_ever(outbox):
    """Neither by its lease nor by its wait."""
    outbox.add_notice(a_notice("n"), NOW + YEAR)
    assert outbox.lease_notice(NOW + YEAR, LATER + YEAR).key == "n"
    assert outbox.lease_notice(NOW, LATER).key == "n"


def test_notices_are_stored_with_what_they_tell_of_or_not_at_all(outbox):
    """With a message, its delivery and its death; not with a repeat, nor by who lost the lease."""
    message = outbox.add(a_new_message(fingerprint="f"), 0, NOW, (a_notice("came"),))
    outbox.add(a_new_message("other", fingerprint="f"), 0, NOW, (a_notice("came again"),))
    outbox.dead(message.receipt, "not the lease", NOW, "x", (a_notice("died without lease"),))
    outbox.dead(message.receipt, message.lease, NOW, "x", (a_notice("died"), a_notice("died")))
    outbox.requeue(message.receipt, NOW)
    again = outbox.lease_next(NOW, LATER)
    outbox.delivered(again.receipt, again.lease, NOW, (a_notice("went"),))
    outbox.delivered(again.receipt, again.lease, NOW, (a_notice("went again"),))
    keys = [notice.key for notice in iter(lambda: outbox.lease_notice(NOW, LATER), None)]
    assert keys == ["came", "died", "went"]


def test_a_token_works_once(outbox):
    """However many come with it at the same moment; each token by itself."""
    answers, start = [], threading.Barrier(6)

    def use():
        start.wait()
        answers.append(outbox.use_once("token", LATER, NOW))

    threads = [threading.Thread(target=use) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 5 + [True]
    assert outbox.use_once("other", LATER, NOW)
    outbox.wipe(0, LATER)
    assert not outbox.use_once("token", LATER, NOW)
    outbox.wipe(0, LATER + 1)
    assert outbox.use_once("token", LATER, NOW)
