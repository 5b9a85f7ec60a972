"""Our hCaptcha client against the stand-in, over HTTP. The contract: https://docs.hcaptcha.com/"""

import http.client
import json
from urllib.parse import urlencode, urlsplit

import pytest

from contact_api.captcha import Judgement, Verdict
from contact_api.hcaptcha import HCaptcha
from tasks.hcaptcha_standin.service import (
    SECRET,
    SITEKEY,
    TEST_HOSTNAME,
    TEST_SECRET,
    TEST_SITEKEYS,
    TEST_TOKEN,
    TOKEN_SECONDS,
    Service,
)
from tests.fakes import FakeClock
from tests.servers import serving, standin

HOSTS = frozenset({"www.praktijk-test.nl", TEST_HOSTNAME})
VISITOR = [
    "missing-input-response",
    "invalid-input-response",
    "expired-input-response",
    "already-seen-response",
    "invalid-or-already-seen-response",
]
OURS = [
    "missing-input-secret",
    "invalid-input-secret",
    "bad-request",
    "missing-remoteip",
    "invalid-remoteip",
    "not-using-dummy-passcode",
    "not-using-dummy-secret",
    "sitekey-secret-mismatch",
    "invalid-sitekey",
    "a-code-of-tomorrow",
]


class StandIn:
    """A running stand-in, with a clock to move."""

    def __init__(self, address, service, clock):
        self.address, self.service, self.clock = address, service, clock

    def client(self, secret=SECRET, sitekey=SITEKEY, timeout=4):
        return HCaptcha(secret, sitekey, f"{self.address}/siteverify", HOSTS, timeout)

    def verify(self, token, **account):
        return self.client(**account).verify(token, "192.0.2.1")

    def token(self, hostname="www.praktijk-test.nl", sitekey=SITEKEY):
        return self.service.issue(sitekey, hostname)

    def ask(self, method, path, fields=None, kind="application/x-www-form-urlencoded"):
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
        body = urlencode(fields) if fields is not None else None
        connection.request(method, path, body, {"Content-Type": kind})
        response = connection.getresponse()
        try:
            return response.status, response.read()
        finally:
            connection.close()

    def control(self, **modes):
        self.ask("POST", "/control", modes)


@pytest.fixture(scope="module")
def running():
    clock = FakeClock()
    service = Service(clock)
    with standin(service) as address:
        yield StandIn(address, service, clock)


@pytest.fixture
def captcha(running):
    yield running
    running.control()


def test_a_token_works_once(captcha):
    """Then the visitor solves it again."""
    token = captcha.token()
    assert captcha.verify(token) == Judgement(Verdict.PASSED)
    assert captcha.verify(token) == Judgement(Verdict.REFUSED, ("already-seen-response",))


def test_a_token_lives_120_seconds(captcha):
    """And not one more."""
    in_time, too_late = captcha.token(), captcha.token()
    captcha.clock.pass_seconds(TOKEN_SECONDS)
    assert captcha.verify(in_time).verdict is Verdict.PASSED
    captcha.clock.pass_seconds(1)
    assert captcha.verify(too_late) == Judgement(Verdict.REFUSED, ("expired-input-response",))


def test_a_token_of_another_site_is_refused(captcha):
    """Somebody who shows our site key elsewhere gets nowhere."""
    assert captcha.verify(captcha.token("elders.nl")) == Judgement(Verdict.REFUSED, ("hostname-mismatch",))


def test_an_invented_token_is_refused(captcha):
    """It never was given out."""
    assert captcha.verify("P1_invented") == Judgement(Verdict.REFUSED, ("invalid-input-response",))


def test_the_documented_test_token_is_always_accepted(captcha):
    """Again and again, with the documented keys and with the stand-in's own."""
    for sitekey in TEST_SITEKEYS:
        assert captcha.token(sitekey=sitekey) == TEST_TOKEN
        for _ in range(2):
            assert captcha.verify(TEST_TOKEN, secret=TEST_SECRET, sitekey=sitekey).verdict is Verdict.PASSED
    assert captcha.verify(TEST_TOKEN).verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("account", "code"),
    [
        ({"secret": "0xwrong"}, "invalid-input-secret"),
        ({"secret": ""}, "missing-input-secret"),
        ({"sitekey": "not-a-key"}, "invalid-sitekey"),
        ({"sitekey": "99999999-0000-0000-0000-000000000000"}, "sitekey-secret-mismatch"),
        ({"secret": TEST_SECRET, "sitekey": next(iter(TEST_SITEKEYS))}, "not-using-dummy-passcode"),
    ],
)
def test_a_fault_of_our_account_is_told_apart(captcha, logged, account, code):
    """The message is kept, and the log says what to mend, without the secret or the token."""
    token = captcha.token()
    assert captcha.verify(token, **account) == Judgement(Verdict.OUR_FAULT, (code,))
    assert logged() == [{"event": "captcha", "service": "hcaptcha", "verdict": "our_fault", "codes": [code]}]


@pytest.mark.parametrize("code", VISITOR)
def test_codes_that_the_visitor_mends(captcha, code):
    """Solve it again."""
    captcha.control(siteverify=f"code:{code}")
    assert captcha.verify("x") == Judgement(Verdict.REFUSED, (code,))


@pytest.mark.parametrize("code", OURS)
def test_codes_that_are_ours_and_unknown_ones(captcha, code):
    """No message is lost over them."""
    captcha.control(siteverify=f"code:{code}")
    assert captcha.verify("x") == Judgement(Verdict.OUR_FAULT, (code,))


@pytest.mark.parametrize(("mode", "code"), [("500", "http-500"), ("broken", "not-json")])
def test_a_service_that_is_broken_is_unreachable(captcha, mode, code):
    """A named outcome, no exception."""
    captcha.control(siteverify=mode)
    assert captcha.verify(captcha.token()) == Judgement(Verdict.UNREACHABLE, (code,))


def test_a_service_that_hangs_is_left_after_the_timeout(captcha):
    """A visitor waits for seconds, not for a service."""
    captcha.control(siteverify="slow")
    judgement = captcha.client(timeout=0.1).verify("x", "")
    assert judgement == Judgement(Verdict.UNREACHABLE, ("TimeoutError",))


def test_nobody_listening_is_unreachable(captcha):
    """Neither is a name that is not there."""
    client = HCaptcha(SECRET, SITEKEY, "http://127.0.0.1:9/siteverify", HOSTS)
    assert client.verify("x", "") == Judgement(Verdict.UNREACHABLE, ("ConnectionRefusedError",))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            {"success": "true", "hostname": "www.praktijk-test.nl"},
            Judgement(Verdict.UNREACHABLE, ("not-an-answer",)),
        ),
        ([], Judgement(Verdict.UNREACHABLE, ("not-an-answer",))),
        ({"success": True}, Judgement(Verdict.OUR_FAULT, ("hostname-missing",))),
        ({"success": True, "hostname": "WWW.praktijk-test.nl"}, Judgement(Verdict.PASSED)),
        ({"success": False}, Judgement(Verdict.OUR_FAULT, ("no-error-code",))),
        ({"success": False, "error-codes": "x"}, Judgement(Verdict.OUR_FAULT, ("no-error-code",))),
        (
            {"success": False, "error-codes": ["expired-input-response", "new"]},
            Judgement(Verdict.OUR_FAULT, ("expired-input-response", "new")),
        ),
    ],
)
def test_answers_outside_the_contract(body, expected):
    """Only `true` is true; anything odd costs no message."""

    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]

    with serving(app) as address:
        assert HCaptcha(SECRET, SITEKEY, f"{address}/siteverify", HOSTS).verify("x", "") == expected


def test_what_is_sent_is_what_the_contract_asks_for():
    """A form-encoded POST with secret, response, sitekey and the visitor's address."""
    seen = {}

    def app(environ, start_response):
        seen["method"], seen["type"] = environ["REQUEST_METHOD"], environ["CONTENT_TYPE"]
        seen["body"] = environ["wsgi.input"].read().decode()
        start_response("200 OK", [])
        return [b'{"success": true, "hostname": "www.praktijk-test.nl"}']

    with serving(app) as address:
        HCaptcha("s&", "k", f"{address}/siteverify", HOSTS).verify("t=1", "2001:db8::1")
    assert seen == {
        "method": "POST",
        "type": "application/x-www-form-urlencoded",
        "body": "secret=s%26&response=t%3D1&sitekey=k&remoteip=2001%3Adb8%3A%3A1",
    }


def test_the_stand_in_takes_neither_get_nor_json(captcha):
    """As the service itself."""
    assert captcha.ask("GET", "/siteverify")[0] == 405
    status, body = captcha.ask("POST", "/siteverify", {"secret": SECRET}, "application/json")
    assert (status, json.loads(body)) == (200, {"success": False, "error-codes": ["bad-request"]})


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"response": ""}, "missing-input-response"),
        ({"response": "x", "remoteip": "here"}, "invalid-remoteip"),
    ],
)
def test_the_stand_in_checks_the_request(captcha, fields, code):
    """Faults of a request that our client never makes."""
    status, body = captcha.ask("POST", "/siteverify", {"secret": SECRET} | fields)
    assert (status, json.loads(body)["error-codes"]) == (200, [code])
