"""Our POST in conversation with real servers: the webhook, and hCaptcha's client where one misbehaves."""

import json
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from contact_api.captcha import Judgement, Verdict
from contact_api.hcaptcha import HCaptcha
from contact_api.transport import Attempt, Fate
from contact_api.webhook import Webhook
from tests.servers import free_port, serving

DATA = {"text": "Een bericht kon niet worden bezorgd – één.", "counts": {"dead": 1}}
BUDGET = 0.3
# On a machine that is busy with other things.
AT_MOST = BUDGET + 1.5


@contextmanager
def dripping(beginning):
    """A server that says `beginning`, then a byte at a time without end; its address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def drip():
        connection, _ = listener.accept()
        with connection:
            connection.sendall(beginning)
            try:
                while True:
                    connection.sendall(b"x")
                    time.sleep(0.01)
            except OSError:
                pass

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    finally:
        thread.join(10)
        listener.close()


def test_the_alert_is_posted_as_json():
    """To the path and the query that the owner was given."""
    seen = {}

    def app(environ, start_response):
        names = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "CONTENT_TYPE")
        seen.update({name: environ[name] for name in names})
        seen["body"] = json.loads(environ["wsgi.input"].read())
        start_response("204 No Content", [])
        return []

    with serving(app) as address:
        assert Webhook(f"{address}/T1/geheim?a=b").send(DATA, 5) == Attempt(Fate.SENT)
    assert seen == {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/T1/geheim",
        "QUERY_STRING": "a=b",
        "CONTENT_TYPE": "application/json",
        "body": DATA,
    }


@pytest.mark.parametrize("status", [302, 400, 404, 410, 429, 500, 503])
def test_anything_but_a_yes_is_tried_again(status):
    """An address that is mended within five days still hears of it; a redirect is not followed."""
    asked = []

    def app(environ, start_response):
        asked.append(environ["PATH_INFO"])
        start_response(f"{status} x", [("Location", "/elsewhere")])
        return [b"no"]

    with serving(app) as address:
        assert Webhook(address).send(DATA, 5) == Attempt(Fate.TEMPORARY, f"webhook-{status}")
    assert asked == ["/"]


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n",
    ],
)
def test_an_answer_without_end_is_left_within_the_budget(beginning):
    """Wherever it begins to drip: neither a round of delivery nor a visitor waits for it."""
    began = time.monotonic()
    with dripping(beginning) as address:
        attempt = Webhook(address).send(DATA, BUDGET)
    assert attempt.fate is Fate.TEMPORARY
    assert attempt.code in ("webhook-TimeoutError", "webhook-BadStatusLine")
    with dripping(beginning) as address:
        judgement = HCaptcha("s", "k", address, frozenset(), BUDGET).verify("x", "")
    assert judgement.verdict is Verdict.UNREACHABLE
    assert time.monotonic() - began < 2 * AT_MOST


def test_an_answer_of_no_size_fills_no_memory():
    """A service that sends without end is out of reach."""

    def app(environ, start_response):
        start_response("200 OK", [])
        return [b"x" * 100_000]

    with serving(app) as address:
        assert Webhook(address).send(DATA, 5) == Attempt(Fate.TEMPORARY, "webhook-TimeoutError")
        client = HCaptcha("s", "k", f"{address}/siteverify", frozenset())
        assert client.verify("x", "") == Judgement(Verdict.UNREACHABLE, ("TimeoutError",))


def test_an_answer_that_ends_with_the_connection_is_read():
    """Not every service says how long its answer is."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def converse():
            connection, _ = listener.accept()
            with connection:
                request = b""
                while not request.endswith(b"sitekey=k"):
                    request += connection.recv(4096)
                connection.sendall(b'HTTP/1.0 200 OK\r\n\r\n{"success": true, "hostname": "nabij.nl"}')

        thread = threading.Thread(target=converse)
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/siteverify"
        judgement = HCaptcha("s", "k", address, frozenset({"nabij.nl"})).verify("x", "")
        thread.join()
    assert judgement == Judgement(Verdict.PASSED)


def test_nobody_listening_is_temporary():
    """The alert waits; the address, which may be a secret, is not in the code."""
    attempt = Webhook(f"http://127.0.0.1:{free_port()}/geheim").send(DATA, 5)
    assert attempt == Attempt(Fate.TEMPORARY, "webhook-ConnectionRefusedError")
