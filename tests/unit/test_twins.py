"""Two clicks on one button: the second finds its captcha used up, and waits for the first."""

from contact_api.captcha import Judgement, Verdict
from contact_api.delivery import Delivery
from contact_api.outcomes import Accepted, Invalid
from contact_api.rate_limit import RateLimit
from contact_api.stores.sqlite import SqliteOutbox
from contact_api.submission import Journey
from tests import builders, fakes

SEEN = Judgement(Verdict.REFUSED, ("already-seen-response",))


def a_journey(tmp_path, captcha, pause, notices=lambda message, now: ()):
    settings = builders.settings(tmp_path)
    outbox, clock = SqliteOutbox(settings.store.path), fakes.FakeClock()
    return Journey(
        outbox=outbox,
        captcha=captcha,
        code_captcha=fakes.FakeCodeCaptcha(),
        rate_limit=RateLimit(outbox, settings.limits, settings.secret_key, clock),
        delivery=Delivery(settings, outbox, fakes.FakeTransport(), clock),
        secret_key=settings.secret_key,
        mail_from=settings.mail_from,
        clock=clock,
        pause=pause,
        notices=notices,
    )


def test_the_second_of_two_clicks_gets_the_receipt_of_the_first(tmp_path):
    """The first click stores its message while the second waits for it."""
    answers = {}

    def first_click_lands(seconds):
        answers["first"] = first.submit(builders.a_form(), "192.0.2.1")

    first = a_journey(tmp_path, fakes.FakeCaptcha(), pause=None)
    second = a_journey(tmp_path, fakes.FakeCaptcha(SEEN), pause=first_click_lands)
    answer = second.submit(builders.a_form(), "192.0.2.1")
    assert answer == Accepted(answers["first"].receipt, repeated=True)


def test_a_used_token_without_a_twin_is_refused(tmp_path):
    """Nobody waits for ever; the visitor solves the captcha again."""
    pauses = []
    journey = a_journey(tmp_path, fakes.FakeCaptcha(SEEN), pause=pauses.append)
    assert isinstance(journey.submit(builders.a_form(), ""), Invalid)
    assert 1 <= sum(pauses) <= 3


def test_any_other_refusal_does_not_wait(tmp_path):
    """Only a used token can have a twin."""
    judgement = Judgement(Verdict.REFUSED, ("expired-input-response",))
    journey = a_journey(tmp_path, fakes.FakeCaptcha(judgement), pause=None)
    assert isinstance(journey.submit(builders.a_form(), ""), Invalid)
