"""The line of each POST: one for every way it can end, and not a word of what anybody wrote."""

import json

import pytest

from contact_api.captcha import Judgement, Verdict
from contact_api.form import CAPTCHA_FIELD, LIMITS
from contact_api.outcomes import NAMES
from contact_api.request_body import MOST_BYTES
from contact_api.transport import Attempt, Fate
from tests.builders import SITE, a_form
from tests.fakes import BrokenOutbox, FakeCaptcha, FakeTransport

# In everything that a visitor can send, so that no part of it can be missed in a log.
MARK = "zqxmark"
HEADERS = (
    "User-Agent", "Referer", "Cookie", "X-Forwarded-For", "Forwarded", "From", "X-Real-IP", "Accept-Language",
    "Authorization", "X-Request-ID", "Via",
)  # fmt: skip
PERSONAL = {
    "naam": f"Ans {MARK}",
    "email": f"{MARK}@voorbeeld.nl",
    "telefoon": "0612345678",
    "bericht": f"Mijn dochter {MARK} slaapt niet.\r\n"
    + '{"event": "post", "outcome": "accepted"}\u2028'
    + MARK,
    "sleutel": f"key-{MARK}",
    CAPTCHA_FIELD: f"token-{MARK}",
}
REFUSED = Judgement(Verdict.REFUSED, ("invalid-input-response",))
SEEN = Judgement(Verdict.REFUSED, (f"already-seen-response {MARK}\n{{}}",))
LIE = Judgement(Verdict.REFUSED, (f"{MARK} {{\n",))
LATER, NEVER = (FakeTransport(Attempt(fate, "data-450")) for fate in (Fate.TEMPORARY, Fate.PERMANENT))
TOO_LONG = {name: MARK * (LIMITS[name] // 7 + 1) for name in LIMITS if name != CAPTCHA_FIELD}
DOWN = Judgement(Verdict.UNREACHABLE, ("TimeoutError",))


class FaultyCaptcha:
    """A fault of ours that holds all that it was given."""

    def verify(self, token, remote_ip):
        raise ValueError(f"{token} {remote_ip} {PERSONAL}")


class FaultyTransport:
    """A fault in delivery, the same way."""

    def send(self, mail, budget):
        raise RuntimeError(str(mail))


def marked(**changes):
    """A form with the mark in every field; None leaves a field out."""
    fields = a_form() | PERSONAL | {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in fields.items() if value is not None}


def by_code(code):
    """The same from the endpoint's own page."""
    return marked(h__captcha__response=None, code=code, code_token=MARK)


def case(request, outcome, status, parts=None, **line):
    """What is sent, to an endpoint with which parts, and the line that it makes."""
    plain = {"outcome": outcome, "repeated": False, "label": "", "layers": [], "status": status}
    return parts or {}, request, plain | line


def send(endpoint, path="/contact", method="POST", **named):
    """Any request, with the mark in every header that a client may set and in the query."""
    headers = dict.fromkeys(HEADERS, f"{MARK}; 192.0.2.55") | {"Origin": SITE} | named.pop("headers", {})
    return endpoint.client.open(
        f"{path}?naam={MARK}",
        method=method,
        headers=headers,
        environ_base={"REMOTE_ADDR": "192.0.2.55"},
        **named,
    )


# What is sent, to an endpoint of which parts; and what the line says beyond the plain values.
CASES = {
    "accepted": case({"data": marked()}, "accepted", 303),
    "accepted by json": case({"json": marked()}, "accepted", 201),
    "held": case({"data": marked(website=MARK)}, "held", 303, label="spam", layers=["honeypot"]),
    "labelled": case({"data": marked(duur="1")}, "accepted", 303, label="spam", layers=["too_fast"]),
    "unchecked": case({"data": marked()}, "accepted", 303, {"captcha": FakeCaptcha(DOWN)}, label="unchecked"),
    "by code": case({"data": by_code("12345")}, "accepted", 303),
    "a wrong code": case({"data": by_code(MARK)}, "refused", 422, errors=["code:refused"]),
    "mail will be retried": case({"data": marked()}, "accepted", 303, {"transport": LATER}),
    "mail died": case({"data": marked()}, "accepted", 303, {"transport": NEVER}),
    "a fault in delivery": case({"data": marked()}, "accepted", 303, {"transport": FaultyTransport()}),
    "refused": case(
        {"data": marked()},
        "refused",
        422,
        {"captcha": FakeCaptcha(REFUSED)},
        errors=[f"{CAPTCHA_FIELD}:refused"],
    ),
    "refused with words": case(
        {"data": marked()}, "refused", 422, {"captcha": FakeCaptcha(LIE)}, errors=[f"{CAPTCHA_FIELD}:refused"]
    ),
    "invalid": case(
        {"data": marked(email=f"{MARK}@", onderwerp=MARK)},
        "invalid",
        422,
        errors=["email:invalid", "onderwerp:invalid"],
    ),
    "without a captcha": case(
        {"data": marked(h__captcha__response=None)}, "invalid", 422, errors=[f"{CAPTCHA_FIELD}:missing"]
    ),
    "all too long": case(
        {"json": TOO_LONG}, "invalid", 422, errors=[f"{name}:too_long" for name in TOO_LONG]
    ),
    "another origin": case(
        {"data": marked(), "headers": {"Origin": f"https://{MARK}.nl"}}, "foreign_origin", 403
    ),
    "too large": case({"data": MARK * MOST_BYTES}, "too_large", 413),
    "too many parts": case(
        {"data": {f"{MARK}{n}": "x" for n in range(99)}, "content_type": "multipart/form-data"},
        "too_large",
        413,
    ),
    "another type": case({"data": MARK, "content_type": f"text/{MARK}"}, "wrong_type", 415),
    "no json": case({"data": f"{{{MARK}", "content_type": "application/json"}, "malformed", 400),
    "the form with a code": case({"path": "/contact/code", "data": marked(email=MARK)}, "asked", 200),
    "another method": case({"method": "PUT", "data": MARK}, "wrong_method", 405),
    "another address": case({"path": f"/{MARK}\n{{"}, "not_found", 404),
    "a look that is a post": case({"path": "/health"}, "wrong_method", 405),
    "store down": case({"data": marked()}, "unavailable", 503, {"outbox": BrokenOutbox()}),
    "a fault of ours": case({"data": marked()}, "failed", 500, {"captcha": FaultyCaptcha()}),
}


def post_lines(lines):
    """The lines of POSTs, without what differs from one run to the next."""
    return [
        {name: value for name, value in line.items() if name not in ("time", "ms", "receipt", "event")}
        for line in lines
        if line.get("event") == "post"
    ]


@pytest.mark.parametrize("name", CASES)
def test_each_post_is_one_line_without_a_word_of_it(make_endpoint, capsys, name):
    """Whatever is sent and however it ends; and that line is whole JSON in ASCII."""
    parts, request, expected = CASES[name]
    endpoint = make_endpoint(**parts)
    capsys.readouterr()
    response = send(endpoint, **request)
    out, err = capsys.readouterr()
    assert response.status_code == expected["status"]
    assert out == ""
    assert err.isascii()
    for secret in (MARK, "dochter", "Ans", "0612345678", "192.0.2.55", "praktijk-test.nl"):
        assert secret.lower() not in err.lower()
    lines = [json.loads(line) for line in err.splitlines()]
    assert post_lines(lines) == [expected]
    (line,) = (line for line in lines if line.get("event") == "post")
    assert line["ms"] >= 0
    stored = response.status_code in (201, 303)
    assert bool(line["receipt"]) == stored
    if response.status_code == 201:
        assert line["receipt"] == response.json["receipt"]


def test_every_way_to_end_is_tried():
    """Those that limits and repeats lead to are below; what is gone was never a POST."""
    tried = {expected["outcome"] for _, _, expected in CASES.values()}
    assert tried | {"too_many", "gone"} == set(NAMES)


def test_a_repeat_says_so_with_the_same_receipt(endpoint, logged):
    """And no layers: it was judged when it came first."""
    for _ in range(2):
        endpoint.fetch(marked(duur="1"))
    first, second = (line for line in logged() if line.get("event") == "post")
    assert (first["repeated"], second["repeated"]) == (False, True)
    assert first["receipt"] == second["receipt"]
    assert (first["layers"], second["layers"]) == (["too_fast"], [])


@pytest.mark.parametrize(
    ("limit", "changes", "layers"),
    [
        ("per_address", {}, []),
        ("total", {}, []),
        ("labelled", {"duur": "1"}, ["too_fast"]),
        ("code", {"code": "12345", "code_token": MARK}, []),
        ("code_tries", {"code": "12345", "code_token": MARK}, []),
    ],
)
def test_a_limit_that_is_over_is_named(make_endpoint, logged, limit, changes, layers):
    """With the layers that were hit, for whoever wants to know what fills it."""
    endpoint = make_endpoint({"CONTACT_LIMITS": f"{limit}=1/hour"})
    for number in range(2):
        send(endpoint, data=marked(bericht=f"bericht {number}", **changes))
    lines = logged()
    assert MARK not in str(lines)
    assert post_lines(lines)[1] == {
        "outcome": "too_many",
        "repeated": False,
        "label": "",
        "layers": layers,
        "limit": limit,
        "status": 429,
    }


def test_the_twin_of_a_click_is_told_apart_without_its_token(make_endpoint, logged):
    """What the captcha's service answers is not trusted either."""
    endpoint = make_endpoint(captcha=FakeCaptcha(Judgement(Verdict.PASSED), SEEN))
    endpoint.app.extensions["contact_api"].journey.submit(marked(), "192.0.2.55")
    send(endpoint, data=marked())
    lines = logged()
    assert MARK not in str(lines)
    assert [line["repeated"] for line in post_lines(lines)] == [True]


def test_a_mere_look_is_no_line(endpoint, logged):
    """GET, HEAD and OPTIONS change nothing."""
    for method in ("GET", "HEAD", "OPTIONS"):
        for path in ("/contact", "/health", "/ready", "/metrics", "/openapi.json", f"/{MARK}"):
            send(endpoint, path, method)
    assert logged() == []
