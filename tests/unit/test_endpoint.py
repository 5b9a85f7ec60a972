"""One POST: its order, and every outcome in both forms. The table is in docs/endpoint.md."""

import json

import pytest

from contact_api.captcha import Judgement, Verdict
from contact_api.form import CAPTCHA_FIELD
from contact_api.outbox import State
from contact_api.request_body import MOST_BYTES
from contact_api.transport import Attempt, Fate
from tests.builders import SITE, TEXT, a_form
from tests.fakes import BrokenOutbox, FakeCaptcha, FakeTransport

THANKS = f"{SITE}/contact/bedankt/"
REFUSED = Judgement(Verdict.REFUSED, ("invalid-input-response",))
DOWN = Judgement(Verdict.UNREACHABLE, ("TimeoutError",))


def test_an_accepted_form_goes_to_the_page_of_thanks(endpoint):
    """303, so that a reload does not post again; one mail has left."""
    response = endpoint.post()
    assert (response.status_code, response.headers["Location"]) == (303, THANKS)
    assert len(endpoint.transport.sent) == 1


def test_an_accepted_fetch_gets_a_receipt(endpoint):
    """201, with the number that is in the mail."""
    response = endpoint.fetch()
    assert response.status_code == 201
    receipt = response.json["receipt"]
    assert response.json == {
        "receipt": receipt,
        "title": "Je bericht is ontvangen",
        "detail": "Dank je wel. Je krijgt antwoord binnen twee werkdagen.",
    }
    assert receipt in endpoint.transport.sent[0].get_content()


@pytest.mark.parametrize("how", ["form", "multipart", "json"])
def test_the_same_message_comes_in_by_every_content_type(endpoint, how):
    """The words are the same, whatever carried them."""
    if how == "json":
        response = endpoint.fetch(json=a_form())
    else:
        kind = {"form": "application/x-www-form-urlencoded", "multipart": "multipart/form-data"}[how]
        response = endpoint.fetch(a_form(), content_type=kind)
    assert response.status_code == 201
    assert TEXT in endpoint.transport.sent[0].get_content()


def test_the_same_message_twice_is_one_mail_and_one_receipt(endpoint):
    """A second click, a resend after a lost answer: the captcha is not asked again."""
    first = endpoint.fetch().json["receipt"]
    second = endpoint.fetch(json=a_form(**{CAPTCHA_FIELD: "another"})).json["receipt"]
    assert first == second
    assert len(endpoint.transport.sent) == 1
    assert len(endpoint.captcha.asked) == 1
    assert endpoint.post().headers["Location"] == THANKS


def test_the_same_words_a_day_later_are_a_new_message(endpoint):
    """Unless they carry the same key: then they are still that one message."""
    receipts = [endpoint.fetch(a_form(sleutel="k1")).json["receipt"]]
    endpoint.clock.pass_seconds(25 * 3600)
    receipts.append(endpoint.fetch(a_form(sleutel="k1")).json["receipt"])
    receipts.append(endpoint.fetch(a_form(sleutel="k2")).json["receipt"])
    assert receipts[0] == receipts[1] != receipts[2]
    assert len(endpoint.transport.sent) == 2


def test_other_words_under_the_same_key_are_another_message(endpoint):
    """A visitor who corrects a text and sends again loses neither."""
    first = endpoint.fetch(a_form(sleutel="k1")).json["receipt"]
    second = endpoint.fetch(a_form(sleutel="k1", bericht="Nog iets")).json["receipt"]
    assert first != second
    assert len(endpoint.transport.sent) == 2


def test_an_invalid_fetch_names_the_fields(endpoint):
    """RFC 9457, in Dutch."""
    response = endpoint.fetch(json=a_form(email="ans@"))
    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert response.json == {
        "type": "urn:nabij:invalid",
        "title": "Er ontbreekt nog iets",
        "status": 422,
        "detail": "Kijk de aangegeven velden na. Alles wat je schreef staat er nog.",
        "errors": [
            {
                "field": "email",
                "code": "invalid",
                "message": "Vul een geldig e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.",
            }
        ],
    }


def test_an_invalid_form_keeps_every_word(endpoint):
    """The page shows what is wrong, links to it, and all that was typed, harmless."""
    typed = a_form(email="ans@", naam='Ans "<b>"', bericht="\n<script>alert(1)</script>\nwoord & woord")
    response = endpoint.post(typed)
    page = response.text
    assert response.status_code == 422
    assert '<a href="#email">Vul een geldig e-mailadres in' in page
    assert 'value="Ans &#34;&lt;b&gt;&#34;"' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nwoord &amp; woord</textarea>" in page
    assert '<option value="life-coaching" selected>' in page
    assert "<script>alert" not in page
    assert endpoint.captcha.asked == []


def test_without_a_token_a_message_is_not_taken(endpoint):
    """By no content type; the error is at the captcha."""
    fields = a_form()
    del fields[CAPTCHA_FIELD]
    for response in (endpoint.fetch(fields), endpoint.fetch(json=fields)):
        assert response.status_code == 422
        assert [(error["field"], error["code"]) for error in response.json["errors"]] == [
            (CAPTCHA_FIELD, "missing")
        ]
    assert endpoint.post(fields).status_code == 422
    assert endpoint.outbox.counts()[State.DELIVERED] == 0


def test_a_refused_captcha_keeps_the_text(make_endpoint):
    """The visitor solves it again; nothing is stored."""
    endpoint = make_endpoint(captcha=FakeCaptcha(REFUSED))
    assert [error["code"] for error in endpoint.fetch().json["errors"]] == ["refused"]
    page = endpoint.post()
    assert page.status_code == 422
    assert "mijn dochter (11) praat met niemand" in page.text
    assert sum(endpoint.outbox.counts().values()) == 0


@pytest.mark.parametrize(
    ("judgement", "cause"),
    [
        (DOWN, "de dienst was niet bereikbaar"),
        (
            Judgement(Verdict.OUR_FAULT, ("invalid-input-secret",)),
            "de instellingen van hCaptcha kloppen niet",
        ),
    ],
)
def test_a_captcha_that_can_not_judge_costs_no_message(make_endpoint, judgement, cause):
    """Stored and delivered, with its label and the cause."""
    endpoint = make_endpoint(captcha=FakeCaptcha(judgement))
    assert endpoint.fetch().status_code == 201
    (mail,) = endpoint.transport.sent
    assert mail["Subject"].startswith("[niet gecontroleerd] ")
    assert cause in mail.get_content()


def test_unchecked_messages_have_a_limit_of_their_own(make_endpoint):
    """A captcha that is down does not open the door to a flood."""
    environ = {"CONTACT_LIMITS": "labelled=2/hour"}
    endpoint = make_endpoint(environ, captcha=FakeCaptcha(DOWN))
    statuses = [endpoint.fetch(a_form(bericht=f"bericht {number}")).status_code for number in range(3)]
    assert statuses == [201, 201, 429]


def test_a_filled_trap_costs_a_label_not_the_message(endpoint):
    """A browser may have filled it in by itself."""
    assert endpoint.post(a_form(website="https://spam.example")).status_code == 303
    assert endpoint.transport.sent[0]["Subject"].startswith("[mogelijk spam] ")


def test_too_many_from_one_visitor(make_endpoint):
    """429 with when to come back; the page keeps the text; an hour later the door is open."""
    endpoint = make_endpoint({"CONTACT_LIMITS": "per_address=2/hour"})
    for number in range(2):
        assert endpoint.fetch(a_form(bericht=f"bericht {number}")).status_code == 201
    endpoint.clock.pass_seconds(600)
    problem = endpoint.fetch()
    assert (problem.status_code, problem.headers["Retry-After"]) == (429, "3000")
    assert "Probeer het over 50 minuten opnieuw" in problem.json["detail"]
    page = endpoint.post()
    assert page.status_code == 429
    assert "mijn dochter (11)" in page.text
    endpoint.clock.pass_seconds(3001)
    assert endpoint.fetch().status_code == 201


def test_the_limit_is_per_visitor_and_its_ipv6_network(make_endpoint):
    """Another visitor is not held up; another address of the same /64 is the same visitor."""
    endpoint = make_endpoint({"CONTACT_LIMITS": "per_address=1/hour"})

    def status(number, address):
        form = a_form(bericht=f"bericht {number}")
        return endpoint.fetch(form, environ_base={"REMOTE_ADDR": address}).status_code

    assert [
        status(1, "192.0.2.1"),
        status(2, "192.0.2.2"),
        status(3, "192.0.2.1"),
        status(4, "2001:db8::1"),
        status(5, "2001:db8::2"),
        status(6, "2001:db8:0:1::1"),
    ] == [201, 201, 429, 201, 429, 201]


def test_a_forged_forwarded_header_does_not_help(make_endpoint):
    """Only as many proxies count as the settings say."""
    endpoint = make_endpoint({"CONTACT_LIMITS": "per_address=1/hour"})
    statuses = [
        endpoint.client.post(
            "/contact",
            data=a_form(bericht=f"bericht {number}"),
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code
        for number in range(2)
    ]
    assert statuses == [303, 429]


@pytest.mark.parametrize("as_page", [True, False])
def test_a_store_that_is_down_is_said_and_keeps_the_text(make_endpoint, as_page):
    """503, never "ontvangen"; the page shows the other ways in."""
    endpoint = make_endpoint(outbox=BrokenOutbox())
    response = endpoint.post() if as_page else endpoint.fetch()
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "120"
    assert endpoint.transport.tried == []
    if as_page:
        assert "mijn dochter (11)" in response.text
        assert "hallo@praktijk-test.nl" in response.text
        assert "06 12 34 56 78" in response.text


def test_a_mail_that_fails_is_no_trouble_of_the_visitor(make_endpoint):
    """Stored is accepted."""
    for failure in (Attempt(Fate.TEMPORARY, "x"), RuntimeError("a fault of ours")):
        endpoint = make_endpoint(transport=FakeTransport(failure))
        assert endpoint.fetch(a_form(bericht=repr(failure))).status_code == 201
        assert endpoint.outbox.counts()[State.RETRYING] >= 1


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
    from io import BytesIO

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
    from io import BytesIO

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


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_a_wrong_method_is_405_with_allow(endpoint, method):
    """And a page that leads to the form."""
    response = endpoint.client.open("/contact", method=method, headers={"Accept": "text/html"})
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    assert f'href="{SITE}/contact/"' in response.text


def test_an_unknown_address_is_404_in_both_forms(endpoint):
    """Dutch, or a problem."""
    assert endpoint.client.get("/x", headers={"Accept": "text/html"}).status_code == 404
    assert (
        endpoint.client.get("/x", headers={"Accept": "application/json"}).json["type"]
        == "urn:nabij:not_found"
    )


def test_a_fault_of_ours_says_so_and_logs_no_words(make_endpoint, caplog):
    """500 in our own words; the text of the exception, which may hold what was typed, goes nowhere."""

    class Faulty:
        def verify(self, token, remote_ip):
            raise ValueError(f"mijn dochter {token}")

    response = make_endpoint(captcha=Faulty()).post()
    assert response.status_code == 500
    assert "Er ging iets mis" in response.text
    assert "dochter" not in response.text + caplog.text
    assert "fault ValueError at tests.unit.test_endpoint" in caplog.text


def test_health_and_readiness(endpoint, make_endpoint):
    """Liveness does not depend on the store; readiness does."""
    assert endpoint.client.get("/health").json == {"status": "ok"}
    assert endpoint.client.get("/ready").status_code == 200
    broken = make_endpoint(outbox=BrokenOutbox())
    assert broken.client.get("/health").status_code == 200
    assert broken.client.get("/ready").status_code == 503


def test_pages_can_neither_be_framed_nor_load_from_elsewhere(endpoint):
    """hCaptcha's hosts are allowed only where its widget stands."""
    with_form = endpoint.post(a_form(naam="")).headers["Content-Security-Policy"]
    without = endpoint.client.get("/contact", headers={"Accept": "text/html"}).headers[
        "Content-Security-Policy"
    ]
    assert "default-src 'none'" in with_form
    assert "frame-ancestors 'none'" in with_form
    assert "script-src https://hcaptcha.com https://*.hcaptcha.com" in with_form
    assert "hcaptcha" not in without


def test_answers_are_not_cached(endpoint):
    """A page with somebody's words in it stays in no cache."""
    for response in (endpoint.post(a_form(naam="")), endpoint.fetch(), endpoint.client.get("/contact")):
        assert response.headers["Cache-Control"] == "no-store"


def test_nothing_personal_is_logged(make_endpoint, caplog):
    """Whatever happens: no name, address or word of a message."""
    caplog.set_level("DEBUG")
    for attempt in (Attempt(Fate.TEMPORARY, "rcpt-450"), Attempt(Fate.PERMANENT, "data-550")):
        endpoint = make_endpoint(captcha=FakeCaptcha(DOWN), transport=FakeTransport(attempt))
        endpoint.fetch(a_form(bericht=attempt.code))
    make_endpoint(outbox=BrokenOutbox()).fetch()
    assert "will retry" in caplog.text
    for secret in ("Ans", "ans@", "dochter", "a-token"):
        assert secret not in caplog.text
