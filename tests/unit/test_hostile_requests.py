"""Requests that no form of ours makes: each has a named answer, none is a fault."""

import json
from io import BytesIO

import pytest

from contact_api.captcha import Judgement, Verdict
from contact_api.request_body import MOST_BYTES
from contact_api.transport import Attempt, Fate
from tests.builders import SITE, a_form
from tests.fakes import BrokenOutbox, FakeCaptcha, FakeTransport

DOWN = Judgement(Verdict.UNREACHABLE, ("TimeoutError",))


@pytest.mark.parametrize(
    "origin", ["https://elders.nl", "null", "http://www.praktijk-test.nl", f"{SITE}.elders.nl"]
)
def test_a_foreign_origin_is_refused_before_anything_is_read(endpoint, origin):
    """403 in both forms, and no CORS header for it."""
    for accept in ("text/html", "application/json"):
        response = endpoint.post(headers={"Origin": origin, "Accept": accept})
        assert response.status_code == 403
        assert "Access-Control-Allow-Origin" not in response.headers
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


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 300_000])
def test_too_large_is_413(endpoint, size):
    """In both forms, for a form and for JSON."""
    body = b"bericht=" + b"x" * size
    for kind in ("application/x-www-form-urlencoded", "application/json"):
        assert endpoint.client.post("/contact", data=body, content_type=kind).status_code == 413


def test_a_body_without_a_length_is_measured_while_it_is_read(endpoint):
    """Chunked transfer is no way round the limit."""
    response = endpoint.client.post(
        "/contact",
        input_stream=BytesIO(b"bericht=" + b"x" * 300_000),
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert response.status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "", "multipart/mixed"])
def test_another_type_is_415(endpoint, kind):
    """What no form of ours sends."""
    assert endpoint.client.post("/contact", data=b"x", content_type=kind).status_code == 415


def test_a_file_is_415_and_an_empty_file_field_is_not(endpoint):
    """Nothing but text is taken."""
    assert endpoint.fetch(a_form() | {"f": (BytesIO(b"x"), "x.pdf")}).status_code == 415
    assert endpoint.fetch(a_form() | {"f": (BytesIO(b""), "")}).status_code == 201


def test_thousands_of_parts_are_refused(endpoint):
    """CVE-2023-25577: the number of parts is bounded."""
    fields = {f"veld{number}": "x" for number in range(2000)}
    assert endpoint.fetch(fields, content_type="multipart/form-data").status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"tekst"',
        b"null",
        b"\xff\xfe",
        b'{"naam": ' + b"[" * 50_000,
        b'{"naam": ' + b"9" * 20_000 + b"}",
    ],
)
def test_json_that_is_no_form_is_400(endpoint, body):
    """Broken, deep, huge or of another shape: said, never a fault."""
    response = endpoint.client.post("/contact", data=body, content_type="application/json")
    assert response.status_code == 400
    assert response.json["type"] == "urn:nabij:malformed"


@pytest.mark.parametrize("value", [None, 5, True, [], ["a"], {"a": {}}, "\ud800", "\x00", 1e308])
def test_json_of_wrong_types_is_an_invalid_field(endpoint, value):
    """Every field, every type: 422 or taken, never a fault."""
    for name in a_form():
        body = json.dumps(a_form(**{name: value}))
        assert endpoint.fetch(data=body, content_type="application/json").status_code in (201, 422)


def test_a_key_that_stands_twice_in_json_is_refused(endpoint):
    """Two parsers would read two messages."""
    body = json.dumps(a_form())[:-1] + ', "email": "b@c.nl"}'
    response = endpoint.client.post("/contact", data=body, content_type="application/json")
    assert [(error["field"], error["code"]) for error in response.json["errors"]] == [("email", "repeated")]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_wrong_method_is_405_with_allow(endpoint, method):
    """And a page that leads to the form."""
    response = endpoint.client.open("/contact", method=method, headers={"Accept": "text/html"})
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert f'href="{SITE}/contact/"' in response.text


def test_an_unknown_address_is_404_in_both_forms(endpoint):
    """Dutch, or a problem."""
    assert endpoint.client.get("/x", headers={"Accept": "text/html"}).status_code == 404
    assert (
        endpoint.client.get("/x", headers={"Accept": "application/json"}).json["type"]
        == "urn:nabij:not_found"
    )


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
