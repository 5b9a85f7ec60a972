"""hCaptcha in trouble, as a visitor sees it: slow, broken, lying, or down for an hour. No message is lost.

The real client over HTTP against a service that answers as told; the endpoint's clock is handed in.
"""

import json
import select
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from contact_api.captcha import Verdict
from contact_api.hcaptcha import HCaptcha
from contact_api.outbox import Label, State
from tasks.hcaptcha_standin.service import SECRET, SITEKEY, Service
from tests.builders import a_form
from tests.servers import serving, standin

SITE = "www.praktijk-test.nl"
HOUR = 3600
LIMITS = {"CONTACT_LIMITS": "per_address=1000/hour,total=1000/hour,labelled=5/hour"}
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
YES = json.dumps({"success": True, "hostname": SITE}).encode()


def client(address, timeout=4):
    return HCaptcha(SECRET, SITEKEY, f"{address}/siteverify", frozenset({SITE}), timeout)


@contextmanager
def answering(status, body, kind="application/json"):
    """A service that gives everybody this answer; its address."""

    def app(environ, start_response):
        start_response(status, [("Content-Type", kind)])
        return [body]

    with serving(app) as address:
        yield address


@contextmanager
def on_the_wire(*parts, pause=0.0):
    """A service of raw bytes: sends the parts, waits in between, hangs up; its address."""

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                for part in parts:
                    # Ends early when the client hangs up.
                    if select.select([connection], [], [], pause)[0] and not connection.recv(65536):
                        break
                    connection.sendall(part)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        ("500 Internal Server Error", "text/html", b"<html>oops</html>"),
        ("503 Service Unavailable", "application/json", YES),
        ("302 Found", "text/html", b""),
        ("200 OK", "text/html", b"<html>maintenance</html>"),
        ("200 OK", "application/json", YES[:-1]),
        ("200 OK", "application/json", b""),
        ("200 OK", "application/json", b"\xff\xfe{"),
        ("200 OK", "application/json", b"[" * 100_000),
        ("200 OK", "application/json", b'{"success": true, "hostname": "' + b"x" * 100_000),
        ("200 OK", "application/json", b"1" * 5000),
        ("200 OK", "application/json", b"null"),
        ("200 OK", "application/json", b"true"),
        ("200 OK", "application/json", b'"success"'),
        ("200 OK", "application/json", b'{"success": 1}'),
        ("200 OK", "application/json", b'{"success": null}'),
        ("200 OK", "application/json", b'{"success": ["true"]}'),
        ("200 OK", "application/json", b'{"success": true}'),
        ("200 OK", "application/json", b'{"success": true, "hostname": null}'),
        ("200 OK", "application/json", b'{"success": true, "hostname": ["www.praktijk-test.nl"]}'),
        ("200 OK", "application/json", b'{"success": false}'),
        ("200 OK", "application/json", b'{"success": false, "error-codes": {"a": 1}}'),
        ("200 OK", "application/json", b'{"success": false, "error-codes": [null, 7, {}]}'),
    ],
)
def test_an_answer_that_is_none_costs_no_message(make_endpoint, status, kind, body):
    """Delivered with its label; the visitor sees the same as always."""
    with answering(status, body, kind) as address:
        endpoint = make_endpoint(captcha=client(address))
        assert endpoint.fetch().status_code == 201
    assert_delivered(endpoint, Label.UNCHECKED)


@pytest.mark.parametrize(
    "hostname",
    ["elders.nl", "www.praktijk-test.nl.elders.nl", "praktijk-test.nl", " ", "www.praktijk-test.nl\n"],
)
def test_a_token_of_another_site_lets_nobody_in(make_endpoint, hostname):
    """Somebody solved it elsewhere, or the service says so: the words stay, and it is solved again."""
    with answering("200 OK", json.dumps({"success": True, "hostname": hostname}).encode()) as address:
        endpoint = make_endpoint(captcha=client(address))
        answer = endpoint.post()
    assert answer.status_code == 422
    assert a_form()["bericht"].splitlines()[2] in answer.text.replace("&#39;", "'")
    assert list(endpoint.outbox.messages()) == []


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (b"",),
        (b"HTTP/1.1 200 OK\r\n",),
        (OK + b"Content-Length: 500\r\n\r\n" + YES[:-5],),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",),
        (OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b",),
        (b"SSH-2.0-OpenSSH\r\n",),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n" + YES,),
        (b"\x00" * 5000,),
    ],
    ids=["nothing", "empty", "half a head", "cut off", "no chunk", "gzip", "ssh", "many headers", "zeros"],
)
def test_bytes_that_are_no_answer_cost_no_message(make_endpoint, parts):
    """What a broken proxy could send."""
    with on_the_wire(*parts) as address:
        endpoint = make_endpoint(captcha=client(address))
        assert endpoint.fetch().status_code == 201
    assert_delivered(endpoint, Label.UNCHECKED)


@pytest.mark.parametrize(
    "parts",
    [
        (OK + b"\r\n", *[b" "] * 1000),
        (b"HTTP/1.1 ", *[b"2"] * 1000),
        (OK, *[b"X: y\r\n"] * 1000),
        (*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 1000,),
    ],
    ids=["body", "status line", "headers", "100 Continue"],
)
def test_a_service_that_drips_is_left_after_the_timeout(parts):
    """A visitor waits for it no longer than for one that is silent."""
    with on_the_wire(*parts, pause=0.05) as address:
        began = time.monotonic()
        judgement = client(address, timeout=0.2).verify("x", "")
        seconds = time.monotonic() - began
    assert judgement.verdict is Verdict.UNREACHABLE
    assert seconds < 2


class TestDownForAnHour:
    """The service goes away, and comes back: messages arrive labelled, and nothing is left to clean."""

    def test_messages_arrive_labelled_and_then_plain_again(self, make_endpoint):
        """In the order of the visitors; after the hour a token counts as before."""
        captcha = Switch()
        endpoint = make_endpoint(LIMITS, captcha=captcha)
        with standin(captcha.service) as address:
            captcha.to(address)
            assert endpoint.fetch(a_form(bericht="Ervoor", **captcha.token())).status_code == 201
            captcha.to("http://127.0.0.1:9")
            endpoint.clock.pass_seconds(1)
            for number in range(4):
                assert (
                    endpoint.fetch(a_form(bericht=f"Storing {number}", **captcha.token())).status_code == 201
                )
                endpoint.clock.pass_seconds(HOUR / 4)
            captcha.to(address)
            assert endpoint.fetch(a_form(bericht="Erna", **captcha.token())).status_code == 201
            refused = endpoint.fetch(a_form(bericht="Verzonnen", h__captcha__response="verzonnen"))
        assert refused.status_code == 422
        stored = list(endpoint.outbox.messages())
        assert [message.label for message in stored] == [Label.NONE, *[Label.UNCHECKED] * 4, Label.NONE]
        assert {message.state for message in stored} == {State.DELIVERED}
        subjects = [mail["Subject"].startswith("[niet gecontroleerd] ") for mail in endpoint.transport.sent]
        assert subjects == [False, True, True, True, True, False]

    def test_a_flood_in_that_hour_does_not_reach_the_coach(self, make_endpoint):
        """Unchecked mail has a limit of its own; over it the words stay, and the visitor is told when."""
        captcha = Switch()
        endpoint = make_endpoint(LIMITS, captcha=captcha)
        with standin(captcha.service) as address:
            captcha.to("http://127.0.0.1:9")
            answers = [endpoint.fetch(a_form(bericht=f"Reclame {number}")) for number in range(8)]
            assert [answer.status_code for answer in answers] == [201] * 5 + [429] * 3
            page = endpoint.post(a_form(bericht="Mijn dochter praat niet meer"))
            assert (page.status_code, "Mijn dochter praat niet meer" in page.text) == (429, True)
            # Up again: who passes the check is not held up by what that hour used.
            captcha.to(address)
            assert endpoint.fetch(a_form(bericht="Erna", **captcha.token())).status_code == 201
        assert len(endpoint.transport.sent) == 6

    def test_a_message_sent_again_after_the_hour_is_the_same_message(self, make_endpoint):
        """Labelled it was and labelled it stays; it goes once."""
        captcha = Switch()
        endpoint = make_endpoint(LIMITS, captcha=captcha)
        with standin(captcha.service) as address:
            captcha.to("http://127.0.0.1:9")
            first = endpoint.fetch(a_form(sleutel="one")).json["receipt"]
            endpoint.clock.pass_seconds(HOUR)
            captcha.to(address)
            again = endpoint.fetch(a_form(sleutel="one", **captcha.token())).json["receipt"]
        assert first == again
        assert len(endpoint.transport.sent) == 1


class Switch:
    """The real client, by way of an address that can change; and the tokens of a stand-in."""

    def __init__(self):
        self.service = Service()
        self._client = None

    def to(self, address):
        self._client = client(address)

    def verify(self, token, remote_ip):
        return self._client.verify(token, remote_ip)

    def token(self):
        return {"h__captcha__response": self.service.issue(SITEKEY, SITE)}


def assert_delivered(endpoint, label):
    """One message, delivered with this label."""
    (message,) = endpoint.outbox.messages()
    assert (message.state, message.label) == (State.DELIVERED, label)
    (mail,) = endpoint.transport.sent
    assert mail["Subject"].startswith("[niet gecontroleerd] ")
