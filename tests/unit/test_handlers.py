"""From a platform's event to WSGI and back: what the conversation in tests/contract/platforms can't show."""

from base64 import b64encode

import pytest

from contact_api.client_address import PLATFORM_ADDRESS, client_address
from contact_api.handlers.aws_events import read_event
from contact_api.handlers.wsgi_call import Answer, Call, ask, last_forwarded

COOKIES = (("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2"), ("Vary", "Accept"), ("Vary", "Origin"))
ANSWER = Answer("200 OK", COOKIES, b"ja")
PICTURE = Answer("200 OK", (), b"\x89PNG\xff")
V2 = {
    "version": "2.0",
    "rawPath": "/",
    "requestContext": {"http": {"method": "GET", "sourceIp": "192.0.2.1"}},
}
V1 = {"path": "/", "httpMethod": "GET", "requestContext": {"identity": {"sourceIp": "192.0.2.1"}}}
ALB = {"path": "/", "httpMethod": "GET", "requestContext": {"elb": {}}}


def environ_of(call):
    """What the application gets to see."""
    seen = {}

    def app(environ, start_response):
        seen.update(environ)
        start_response("200 OK", [])
        return [environ["wsgi.input"].read()]

    return seen, ask(app, call)


def a_call(**changes):
    fields = {"method": "POST", "path": "/", "query": "", "headers": (), "body": b"", "address": "192.0.2.1"}
    return Call(**(fields | changes))


def test_a_call_becomes_an_environ():
    """PEP 3333: paths and headers as Latin-1, the body whole, the platform's address where no header gets."""
    headers = (("Content-Type", "text/plain"), ("X-Naam", "één"), ("X-Naam", "twee"), ("Content-Length", "9"))
    seen, answer = environ_of(a_call(path="/caf%C3%A9/ü", query="a=%20", headers=headers, body=b"\xff\x00"))
    assert answer == Answer("200 OK", (), b"\xff\x00")
    names = ("PATH_INFO", "QUERY_STRING", "CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_X_NAAM", PLATFORM_ADDRESS)
    assert [seen[name] for name in names] == [
        "/café/ü".encode().decode("latin-1"),
        "a=%20",
        "text/plain",
        "2",
        "één,twee".encode().decode("latin-1"),
        "192.0.2.1",
    ]


def test_a_header_with_an_underscore_is_dropped():
    """It would pass for one that only a proxy may write."""
    seen, _ = environ_of(
        a_call(headers=(("X_Forwarded_For", "203.0.113.66"), ("Transfer-Encoding", "chunked")))
    )
    assert not {"HTTP_X_FORWARDED_FOR", "HTTP_TRANSFER_ENCODING"} & seen.keys()


def test_what_an_application_writes_comes_before_what_it_returns():
    """The old way of PEP 3333; and its close() is called."""
    closed = []

    class Body(list):
        def close(self):
            closed.append(True)

    def app(environ, start_response):
        start_response("200 OK", [])(b"een")
        return Body([b"twee"])

    assert ask(app, a_call()).body == b"eentwee"
    assert closed == [True]


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("203.0.113.66, 198.51.100.7", "198.51.100.7"),
        ("198.51.100.7:51234", "198.51.100.7"),
        ("203.0.113.66, [2001:db8::7]:51234", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("", ""),
    ],
)
def test_the_last_forwarded_is_the_one_that_the_platform_wrote(value, address):
    """With the port taken off that Azure adds."""
    assert last_forwarded(value) == address


def test_the_platforms_word_goes_before_every_header_and_setting():
    """Also when it has none: then nobody's word is taken for it."""
    environ = {"HTTP_X_FORWARDED_FOR": "203.0.113.66", "REMOTE_ADDR": "127.0.0.1"}
    for own, address in (("198.51.100.7", "198.51.100.7"), ("", ""), ("nonsense", "")):
        for proxies in (0, 1):
            assert client_address(environ | {PLATFORM_ADDRESS: own}, proxies) == address


def test_cookies_travel_both_ways_on_payload_2():
    """A list of their own, in and out; other headers are joined."""
    call, respond = read_event(V2 | {"cookies": ["een=1", "twee=2"]})
    assert call.headers == (("cookie", "een=1; twee=2"),)
    assert respond(ANSWER) == {
        "statusCode": 200,
        "headers": {"Vary": "Accept, Origin"},
        "cookies": ["a=1; Path=/", "b=2"],
        "body": "ja",
        "isBase64Encoded": False,
    }


@pytest.mark.parametrize("event", [V1, V1 | {"version": "1.0"}, ALB | {"multiValueHeaders": {}}])
def test_cookies_are_many_values_on_the_others(event):
    """Payload 1.0, and a balancer that was set so."""
    _, respond = read_event(event)
    assert respond(ANSWER) == {
        "statusCode": 200,
        "statusDescription": "200 OK",
        "multiValueHeaders": {"Set-Cookie": ["a=1; Path=/", "b=2"], "Vary": ["Accept", "Origin"]},
        "body": "ja",
        "isBase64Encoded": False,
    }


@pytest.mark.parametrize("event", [V2, V1, ALB])
def test_bytes_travel_as_base64(event):
    """In and out, on every kind of event."""
    call, respond = read_event(event | {"body": b64encode(b"\xff\x00").decode(), "isBase64Encoded": True})
    assert call.body == b"\xff\x00"
    answer = respond(PICTURE)
    assert (answer["body"], answer["isBase64Encoded"]) == (b64encode(PICTURE.body).decode(), True)


@pytest.mark.parametrize("event", [V2, V1, ALB])
def test_a_text_body_is_utf_8(event):
    """As JSON carries it."""
    assert read_event(event | {"body": "één", "isBase64Encoded": False})[0].body == "één".encode()
    assert read_event(event | {"body": None})[0].body == b""
