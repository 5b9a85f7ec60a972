"""Requests that only a raw socket can make: lies about length, two readings of one message, and no end."""

from urllib.parse import urlencode

from tests.builders import a_form

FORM = urlencode(a_form()).encode()
HEAD = b"POST /contact HTTP/1.1\r\nHost: contact.praktijk-test.nl\r\nAccept: application/json\r\n"
TYPE = b"Content-Type: application/x-www-form-urlencoded\r\n"
# What a smuggler wants to have taken for a second request.
SMUGGLED = b"GET /smokkelwaar HTTP/1.1\r\nHost: x\r\n\r\n"


def post(headers=b"", body=FORM, length=None):
    """A whole POST with `headers` more, and a Content-Length that tells the truth unless it is given."""
    length = len(body) if length is None else length
    return HEAD + TYPE + b"Content-Length: %s\r\n" % str(length).encode() + headers + b"\r\n" + body


def chunked(*lines, headers=b"", coding=b"Transfer-Encoding: chunked\r\n"):
    """A POST whose body is these lines, as they are."""
    return HEAD + TYPE + coding + headers + b"\r\n" + b"".join(lines)


def chunk(data, size=None, extension=b""):
    """One chunk; its size is true unless it is given."""
    return (b"%x" % len(data) if size is None else size) + extension + b"\r\n" + data + b"\r\n"


LAST = b"0\r\n\r\n"

# Name → bytes, the statuses of the answers until the server closes, and how many messages it took.
# None at all: there was no whole request, and the connection is left without an answer.
# 501 is the web server's own, for a coding that it does not know (RFC 9112 §6.1).
CONVERSATIONS = {
    # A message as it should be, to see that the rest is about the difference.
    "plain": (post(), [201], 1),
    "chunked": (chunked(chunk(FORM), LAST), [201], 1),
    "chunked, a byte at a time": (chunked(*(chunk(bytes([each])) for each in FORM), LAST), [201], 1),
    "two, one after the other": (post() + post(), [201, 201], 2),
    # Chunks.
    "chunked, far too large": (chunked(chunk(b"bericht=" + b"x" * 300_000), LAST), [413], 0),
    "chunked, without an end": (chunked(chunk(FORM)), [], 0),
    "chunked, a size that is no number": (chunked(chunk(FORM, b"kwaad")), [400], 0),
    "chunked, a negative size": (chunked(chunk(FORM, b"-5")), [400], 0),
    "chunked, a size with a sign": (chunked(chunk(FORM, b"+5")), [400], 0),
    "chunked, a size of 0x": (chunked(chunk(FORM, b"0x5")), [400], 0),
    "chunked, a size with an underscore": (chunked(chunk(FORM, b"1_0")), [400], 0),
    "chunked, a size with a space": (chunked(chunk(FORM, b" 5")), [400], 0),
    "chunked, a size too small": (chunked(chunk(FORM, b"5"), LAST), [400], 0),
    "chunked, a size too large": (chunked(chunk(FORM, b"fff"), LAST), [], 0),
    "chunked, a size beyond all bounds": (chunked(chunk(FORM, b"f" * 40), LAST), [], 0),
    "chunked, an extension": (chunked(chunk(FORM, extension=b";a=b"), LAST), [201], 1),
    "chunked, an extension with a line feed": (chunked(chunk(FORM, extension=b";a=\nb"), LAST), [400], 0),
    "chunked, line feeds alone": (chunked(b"5\nhallo\n0\n\n"), [], 0),
    "chunked, a trailer": (chunked(chunk(FORM), b"0\r\nX-Kwaad: x\r\n\r\n"), [201], 1),
    "chunked, a trailer of Content-Length": (
        chunked(chunk(FORM), b"0\r\nContent-Length: 5\r\n\r\n"),
        [201],
        1,
    ),
    # Two lengths, or a length and chunks.
    "CL.TE": (post(b"Transfer-Encoding: chunked\r\n", LAST + SMUGGLED), [422, 404], 0),
    "TE.CL": (chunked(chunk(FORM), LAST, headers=b"Content-Length: 4\r\n"), [201], 1),
    "TE, capitals": (chunked(chunk(FORM), LAST, coding=b"TRANSFER-ENCODING: CHUNKED\r\n"), [201], 1),
    "TE twice": (chunked(chunk(FORM), LAST, headers=b"Transfer-Encoding: chunked\r\n"), [201], 1),
    "TE of identity": (chunked(FORM, coding=b"Transfer-Encoding: identity\r\n"), [501], 0),
    "TE of gzip": (chunked(FORM, coding=b"Transfer-Encoding: gzip, chunked\r\n"), [501], 0),
    "TE, and another": (
        chunked(chunk(FORM), LAST, coding=b"Transfer-Encoding: chunked, kwaad\r\n"),
        [501],
        0,
    ),
    "TE with a vertical tab": (
        chunked(chunk(FORM), LAST, coding=b"Transfer-Encoding: \x0bchunked\r\n"),
        [400],
        0,
    ),
    "TE in quotes": (chunked(chunk(FORM), LAST, coding=b'Transfer-Encoding: "chunked"\r\n'), [501], 0),
    "TE with a space before its colon": (
        chunked(chunk(FORM), LAST, coding=b"Transfer-Encoding : chunked\r\n"),
        [400],
        0,
    ),
    "TE after a line feed": (
        post(b"X: x\nTransfer-Encoding: chunked\r\n"),
        [400],
        0,
    ),
    "TE folded": (chunked(chunk(FORM), LAST, coding=b"Transfer-Encoding:\r\n chunked\r\n"), [201], 1),
    "CL twice, two values": (post(b"Content-Length: 5\r\n"), [400], 0),
    "CL twice, one value": (post(b"Content-Length: %d\r\n" % len(FORM)), [400], 0),
    "CL, a list": (post(length="5, 5"), [400], 0),
    "CL, a sign": (post(length="+5"), [400], 0),
    "CL, negative": (post(length="-5"), [400], 0),
    "CL, a fraction": (post(length="5.0"), [400], 0),
    "CL, hex": (post(length="0x10"), [400], 0),
    "CL, an underscore": (post(length="1_0"), [400], 0),
    "CL, other digits": (post(length="５"), [400], 0),
    "CL, words": (post(length="veel"), [400], 0),
    "CL, empty": (post(length=""), [400], 0),
    "CL, 5,000 digits": (post(length="9" * 5000), [], 0),
    "CL, ten gigabytes": (post(length=10**10), [413], 0),
    "CL too small": (post(body=FORM + SMUGGLED, length=len(FORM)), [201, 404], 1),
    "CL too large": (post(length=len(FORM) + 5), [], 0),
    "CL with an underscore in its name": (HEAD + TYPE + b"Content_Length: 9\r\n\r\n", [422], 0),
    "no length at all": (HEAD + TYPE + b"\r\n" + FORM, [422], 0),
    # The first line.
    "no request": (b"\r\n\r\n\r\n\r\n", [], 0),
    "not HTTP": (b"EHLO kwaad\r\n\r\n", [404], 0),
    "TLS to a plain port": (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50 + b"\r\n\r\n",
        [400],
        0,
    ),
    "HTTP/0.9": (b"GET /nergens\r\n\r\n", [404], 0),
    "HTTP/2 preface": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [404], 0),
    "HTTP/9.9": (post().replace(b"HTTP/1.1", b"HTTP/9.9"), [201], 1),
    "a small http": (post().replace(b"HTTP/1.1", b"http/1.1"), [400], 0),
    "a method of small letters": (post().replace(b"POST", b"post", 1), [400], 0),
    "a tab between": (post().replace(b"POST /contact", b"POST\t/contact", 1), [400], 0),
    "a line feed in the first line": (post().replace(b"/contact HTTP", b"/contact\nX: HTTP", 1), [400], 0),
    "an absolute address": (post().replace(b"/contact", b"http://elders.nl/contact", 1), [201], 1),
    "an asterisk": (post().replace(b"/contact", b"*", 1), [404], 0),
    "CONNECT": (b"CONNECT elders.nl:443 HTTP/1.1\r\nHost: elders.nl\r\n\r\n", [404], 0),
    "TRACE": (b"TRACE /contact HTTP/1.1\r\nHost: x\r\nCookie: a=b\r\n\r\n", [405], 0),
    "two slashes": (post().replace(b"/contact", b"//contact", 1), [201], 1),
    "two slashes and a host": (post().replace(b"/contact", b"//elders.nl/contact", 1), [404], 0),
    "a path of 40,000 letters": (post().replace(b"/contact", b"/" + b"x" * 40_000, 1), [431], 0),
    "a broken escape in the path": (post().replace(b"/contact", b"/%zz%", 1), [404], 0),
    # Headers.
    "no Host": (post().replace(b"Host: contact.praktijk-test.nl\r\n", b""), [201], 1),
    "two Hosts": (post(b"Host: elders.nl\r\n"), [201], 1),
    "a NUL in a header": (post(b"X: a\x00b\r\n"), [400], 0),
    "a bare CR in a header": (post(b"X: a\rb\r\n"), [400], 0),
    "a name with a space": (post(b"X kwaad: x\r\n"), [400], 0),
    "a name with a NUL": (post(b"X\x00: x\r\n"), [400], 0),
    "no colon": (post(b"kwaad\r\n"), [400], 0),
    "a colon first": (post(b": kwaad\r\n"), [400], 0),
    "folded": (post(b"X: a\r\n b\r\n"), [201], 1),
    "bytes beyond ASCII": (post(b"X: \xff\xfe\x80\r\n"), [201], 1),
    "a thousand headers": (post(b"X: y\r\n" * 1000), [201], 1),
    "headers of 40,000 bytes": (post(b"X: " + b"y" * 40_000 + b"\r\n"), [431], 0),
    "headers without an end": (HEAD + b"X: y\r\n" * 100, [], 0),
    "Expect: 100-continue": (post(b"Expect: 100-continue\r\n"), [100, 201], 1),
    "Expect of something else": (post(b"Expect: kwaad\r\n"), [201], 1),
    "an upgrade to h2c": (post(b"Connection: Upgrade\r\nUpgrade: h2c\r\n"), [201], 1),
    "a WebSocket": (
        b"GET /nergens HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        [404],
        0,
    ),
}
