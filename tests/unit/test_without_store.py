"""CONTACT_STORE=none: the mail server's 250 is what counts as accepted."""

import inspect

import pytest

from contact_api.form import HONEYPOT_FIELD
from contact_api.outbox import Outbox, Repeat, State
from contact_api.outcomes import Unavailable
from contact_api.settings import NoStore
from contact_api.stores.without import WithoutStore
from contact_api.transport import Attempt, Fate
from tests.builders import NOW, TEXT, a_form, a_leased_message, a_new_message, a_notice, settings
from tests.fakes import FakeTransport

LATER = NOW + 60


@pytest.fixture
def without(make_endpoint):
    """An Endpoint without a store, and with the attempts that its mail server makes of a message."""
    return lambda *attempts: make_endpoint(outbox=WithoutStore(), transport=FakeTransport(*attempts))


def test_the_setting_names_it(tmp_path):
    """And nothing is put down anywhere."""
    assert settings(tmp_path, CONTACT_STORE="none").store == NoStore()


def test_it_has_all_that_a_store_has():
    """Under the same names, with the same arguments."""
    for name, method in inspect.getmembers(Outbox, inspect.isfunction):
        if not name.startswith("_"):
            own = inspect.signature(getattr(WithoutStore, name)).parameters
            assert list(own) == list(inspect.signature(method).parameters), name


def test_what_the_mail_server_took_is_accepted(without):
    """The same words again are the same message, as far as this process knows."""
    endpoint = without()
    first, second = endpoint.fetch(), endpoint.fetch()
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert len(endpoint.transport.sent) == 1


@pytest.mark.parametrize(
    "attempt",
    [Attempt(Fate.TEMPORARY, "TimeoutError"), Attempt(Fate.PERMANENT, "rcpt-550"), RuntimeError("a fault")],
)
def test_anything_else_is_said_and_keeps_the_text(without, attempt):
    """503 with every word still in the form; the next try is a message of its own."""
    endpoint = without(attempt, Attempt(Fate.SENT))
    refused = endpoint.post()
    assert refused.status_code == 503
    assert TEXT.splitlines()[0] in refused.get_data(as_text=True)
    assert endpoint.post().status_code == 303
    assert len(endpoint.transport.sent) == 1


def test_the_journey_names_the_outcome(without):
    """The same as when a store can't be reached."""
    endpoint = without(Attempt(Fate.TEMPORARY, "x"))
    outcome = endpoint.app.extensions["contact_api"].journey.submit(a_form(), "192.0.2.1")
    assert isinstance(outcome, Unavailable)


def test_what_would_be_put_aside_is_delivered_with_its_mark(without):
    """There is no summary to show it in."""
    endpoint = without()
    assert endpoint.fetch(a_form(**{HONEYPOT_FIELD: "http://elders.nl"})).status_code == 201
    assert "[mogelijk spam]" in endpoint.transport.sent[0]["Subject"]


def test_a_round_of_delivery_has_nothing_to_do(without):
    """The schedule may call all the same."""
    assert without().delivery.deliver_due() == type(without().delivery.deliver_due())()


def test_limits_and_tokens_hold_within_the_process():
    """A window that slides; a clock set back locks nobody out; a token works once."""
    outbox = WithoutStore()
    assert [outbox.hit("b", 2, 60, NOW + second) for second in (0, 20, 30)] == [0, 0, 30]
    assert outbox.hit("other", 2, 60, NOW + 30) == 0
    assert [outbox.hit("b", 2, 60, NOW + second) for second in (60, 61)] == [0, 19]
    assert outbox.hit("b", 2, 60, NOW - 9000) == 0
    assert [outbox.use_once("t", LATER, now) for now in (NOW, NOW + 1)] == [True, False]


def test_its_memory_has_an_end():
    """An attacker with many addresses does not fill it."""
    outbox = WithoutStore(most_remembered=3)
    for bucket in "abcd":
        outbox.hit(bucket, 1, 60, NOW)
    assert [outbox.hit(bucket, 1, 60, NOW) for bucket in "da"] == [60, 0]


def test_a_repeat_is_one_of_what_was_sent():
    """What the mail server refused was never received."""
    outbox = WithoutStore()
    message = a_new_message("A", fingerprint="f", idempotency_key="k")
    leased = outbox.add(message, 0, LATER)
    assert leased == a_leased_message(receipt="A", message_id=message.message_id, lease=leased.lease)
    outbox.retry("A", leased.lease, LATER, "rcpt-450")
    assert outbox.find_repeat("f", "k", 0) is None
    again = outbox.add(message, 0, LATER)
    outbox.delivered("A", again.lease, NOW)
    assert outbox.add(a_new_message("B", fingerprint="f"), NOW, LATER) == Repeat("A")
    assert outbox.find_repeat("f", "k", NOW + 1) == Repeat("A")
    assert outbox.find_repeat("f", "", NOW + 1) is None


def test_nothing_is_told_and_nothing_is_there():
    """Zeros, and no notice that could never be sent."""
    outbox = WithoutStore()
    outbox.add(a_new_message(), 0, LATER)
    assert outbox.counts() == dict.fromkeys(State, 0)
    assert outbox.add_notice(a_notice(), NOW) is False
    assert (outbox.lease_notice(NOW, LATER), outbox.find("AAAA-BBBB"), list(outbox.messages())) == (
        None,
        None,
        [],
    )
