"""One POST: its order, and every outcome in both forms. The table is in docs/endpoint.md."""

import pytest

from contact_api.captcha import Judgement, Verdict
from contact_api.form import CAPTCHA_FIELD
from contact_api.outbox import State
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
