"""What is said to the endpoint on every platform, and how an answer is written down to be compared."""

import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from contact_api.request_body import MOST_BYTES
from tasks.hcaptcha_standin.service import TEST_TOKEN
from tests.builders import SITE, a_form

# Where the visitor is, as each platform states it; and what a sender would like to be taken for.
VISITOR = "198.51.100.7"
FORGED = "203.0.113.66"
# Each server adds these by itself, and a front end measures a body anew.
_SERVERS_OWN = {
    "date",
    "server",
    "via",
    "connection",
    "keep-alive",
    "transfer-encoding",
    "content-length",
    "x-vercel-internal-timing",
}
# Drawn anew for each message.
_RECEIPT = re.compile(rb"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
_TOKEN = re.compile(rb'(name="code_token" value="|[?]t=)[^"]*')


@dataclass(frozen=True)
class Request:
    """One request; `headers` are pairs."""

    method: str
    path: str
    headers: tuple = ()
    body: bytes = b""

    def all_headers(self):
        """With the headers that any HTTP client adds."""
        length = (("Content-Length", str(len(self.body))),) if self.body or self.method == "POST" else ()
        return (("Host", "contact.praktijk-test.nl"), ("X-Forwarded-For", FORGED), *length, *self.headers)


@dataclass(frozen=True)
class Response:
    """An answer as it can be compared: without what servers add and what chance drew."""

    status: int
    headers: tuple
    body: bytes

    @classmethod
    def of(cls, status, headers, body):
        """Any server's answer; `headers` are pairs."""
        own = sorted(
            _plain(name.lower(), value) for name, value in headers if name.lower() not in _SERVERS_OWN
        )
        body = _TOKEN.sub(rb"\1TOKEN", _RECEIPT.sub(b"RECEIPT", body))
        return cls(int(status), tuple(own), body)


def _plain(name, value):
    """Methods in no order of their own: Flask keeps them in a set."""
    return name, ", ".join(sorted(value.split(", "))) if name == "allow" else value


def _post(body, kind, accept="application/json", origin=SITE):
    headers = [("Content-Type", kind), ("Accept", accept)]
    if origin:
        headers.append(("Origin", origin))
    return Request("POST", "/contact", tuple(headers), body)


def _form(accept="application/json", **changes):
    fields = a_form(**({"h-captcha-response": TEST_TOKEN} | changes))
    return _post(urlencode(fields).encode(), "application/x-www-form-urlencoded", accept)


def _multipart(**fields):
    lines = b""
    for name, value in fields.items():
        value = value if isinstance(value, bytes) else value.encode()
        lines += b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
    return _post(lines + b"--x--\r\n", "multipart/form-data; boundary=x")


PAGE = "text/html,*/*;q=0.8"
FIELDS = a_form(**{"h-captcha-response": TEST_TOKEN})
CONVERSATION = {
    "valid, by script": _form(),
    "the same again": _form(),
    "valid, as JSON": _post(json.dumps(FIELDS | {"naam": "Bé 🙂"}).encode(), "application/json"),
    "valid, a plain form": _form(PAGE, naam="Cor"),
    "valid, multipart": _multipart(**(FIELDS | {"naam": "Dé"})),
    "invalid, by script": _form(email="ans@", bericht=""),
    "invalid, a plain form": _form(PAGE, email="ans@", bericht="Één woord & <b>"),
    "captcha refused": _form(naam="Els", **{"h-captcha-response": "P1_invented"}),
    "captcha refused, a plain form": _form(PAGE, naam="Els", **{"h-captcha-response": "P1_invented"}),
    "bytes that are no text, in a field": _multipart(**(FIELDS | {"bericht": b"\xff\xfe\x00 hallo"})),
    "bytes that are no text, as JSON": _post(bytes(range(256)), "application/json"),
    "too large": _post(b"bericht=" + b"a" * MOST_BYTES, "application/x-www-form-urlencoded"),
    "wrong type": _post(b"hallo daar", "text/plain"),
    "another site": _post(b"naam=Ans", "application/x-www-form-urlencoded", origin="https://elders.example"),
    "preflight": Request(
        "OPTIONS", "/contact", (("Origin", SITE), ("Access-Control-Request-Method", "POST"))
    ),
    "preflight of another site": Request(
        "OPTIONS",
        "/contact",
        (("Origin", "https://elders.example"), ("Access-Control-Request-Method", "POST")),
    ),
    "alive": Request("GET", "/health"),
    "alive, headers alone": Request("HEAD", "/health"),
    "ready": Request("GET", "/ready?een=1&een=%C3%A9&leeg="),
    "not found": Request("GET", "/caf%C3%A9/100%25", (("Accept", PAGE),)),
    "not found, by script": Request("GET", "/elders", (("Accept", "application/json"),)),
    "wrong method": Request("DELETE", "/contact", (("Accept", PAGE),)),
}
# How many of these ask the captcha, and so show which address the endpoint believed.
CHECKED = sum(name.startswith(("valid", "captcha")) for name in CONVERSATION) + 1


def hold(ask):
    """The whole conversation by `ask`, a function from Request to Response."""
    return {name: ask(request) for name, request in CONVERSATION.items()}
