"""What hostile requests meet: order, origins, headers, faults, the log. The requests are in tests/hostile."""

import pytest

from contact_api.captcha import Judgement, Verdict
from contact_api.transport import Attempt, Fate
from tests.builders import SITE, a_form
from tests.fakes import BrokenOutbox, FakeCaptcha, FakeTransport

DOWN = Judgement(Verdict.UNREACHABLE, ("TimeoutError",))


def test_a_foreign_origin_is_refused_before_anything_is_read(endpoint):
    """In both forms, and hCaptcha is not asked."""
    for accept in ("text/html", "application/json"):
        response = endpoint.post(headers={"Origin": "https://elders.nl", "Accept": accept})
        assert response.status_code == 403
    assert endpoint.captcha.asked == []


def test_the_endpoints_own_pages_may_post(endpoint):
    """The form of a 422 page is sent from the endpoint's own origin."""
    assert endpoint.post(headers={"Origin": "https://contact.praktijk-test.nl"}).status_code == 303


def test_our_script_may_read_the_answer(endpoint):
    """CORS for the site's origin alone, preflight included."""
    assert endpoint.fetch().headers["Access-Control-Allow-Origin"] == SITE
    preflight = endpoint.client.options("/contact", headers={"Origin": SITE})
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Methods"] == "POST"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_wrong_method_is_405_with_allow(endpoint, method):
    """And a page that leads to the form."""
    response = endpoint.client.open("/contact", method=method, headers={"Accept": "text/html"})
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert f'href="{SITE}/contact/"' in response.text


def test_a_fault_of_ours_says_so_and_logs_no_words(make_endpoint, logged):
    """500 in our own words; the text of the exception, which may hold what was typed, goes nowhere."""

    class Faulty:
        def verify(self, token, remote_ip):
            raise ValueError(f"mijn dochter {token}")

    response = make_endpoint(captcha=Faulty()).post()
    assert response.status_code == 500
    assert "Er ging iets mis" in response.text
    assert "dochter" not in response.text
    (line,) = (line for line in logged() if line.get("event") == "fault")
    assert line["kind"] == "ValueError"
    assert line["place"].startswith("tests.unit.test_hostile_requests:")


def test_health_and_readiness(endpoint, make_endpoint):
    """Liveness does not depend on the store; readiness does."""
    assert endpoint.client.get("/health").json == {"status": "ok"}
    assert endpoint.client.get("/ready").status_code == 200
    broken = make_endpoint(outbox=BrokenOutbox())
    assert broken.client.get("/health").status_code == 200
    assert broken.client.get("/ready").status_code == 503


def test_pages_can_neither_be_framed_nor_load_from_elsewhere(endpoint):
    """The site's style and icon, the code's picture and sound: nothing of anybody else, and no script."""
    pages = [endpoint.post(a_form(naam="")), endpoint.client.get("/contact"), endpoint.client.get("/nergens")]
    assert {page.headers["Content-Security-Policy"] for page in pages} == {
        f"default-src 'none'; style-src {SITE}; img-src 'self' {SITE}; media-src 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; form-action 'self'"
    }
    assert all("<script" not in page.text for page in pages)


def test_answers_are_not_cached(endpoint):
    """A page with somebody's words in it stays in no cache."""
    for response in (endpoint.post(a_form(naam="")), endpoint.fetch(), endpoint.client.get("/contact")):
        assert response.headers["Cache-Control"] == "no-store"


def test_nothing_personal_is_logged(make_endpoint, logged):
    """Whatever happens: no name, address or word of a message."""
    for attempt in (Attempt(Fate.TEMPORARY, "rcpt-450"), Attempt(Fate.PERMANENT, "data-550")):
        endpoint = make_endpoint(captcha=FakeCaptcha(DOWN), transport=FakeTransport(attempt))
        endpoint.fetch(a_form(bericht=attempt.code))
    make_endpoint(outbox=BrokenOutbox()).fetch()
    lines = str(logged())
    assert "'outcome': 'retrying', 'code': 'rcpt-450'" in lines
    for secret in ("Ans", "ans@", "dochter", "a-token"):
        assert secret not in lines
