"""A hostile request as a value, and ways to make one."""

import json
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from contact_api.request_body import FORM_TYPES, JSON_TYPE
from tests.builders import TEXT, a_form

URLENCODED, MULTIPART = FORM_TYPES
TAKEN = 201


@dataclass(frozen=True)
class Case:
    """One request that no form of ours makes.

    `status` is what answers it when JSON is asked for; a page has 303 where that is 201. `says` is what the
    text of the mail must hold when it was taken; None where no mail is to leave.
    """

    kind: str
    name: str
    status: int
    body: bytes
    content_type: str = URLENCODED
    headers: dict = field(default_factory=dict)
    path: str = "/contact"
    method: str = "POST"
    says: str | None = TEXT

    def __str__(self):
        return f"{self.kind}: {self.name}"


def form(kind, name, status, fields, **named):
    """A form with some fields changed by `fields`; text is percent-encoded as a browser does."""
    return Case(kind, name, status, urlencode(a_form(**fields)).encode(), **named)


def raw_form(kind, name, status, **parts):
    """A form with the value of one field given as it is on the wire: percent-encoded, right or wrong."""
    says = parts.pop("says", TEXT)
    fields = {key: quote(value) for key, value in a_form().items()} | parts
    body = "&".join(f"{key}={value}" for key, value in fields.items()).encode("latin-1")
    return Case(kind, name, status, body, says=says)


def in_json(kind, name, status, fields, **named):
    """The same as JSON; `fields` may be of any type that JSON has."""
    return Case(kind, name, status, json.dumps(a_form() | fields).encode(), JSON_TYPE, **named)


def raw_json(kind, name, status, body, **named):
    """Bytes that are said to be JSON."""
    return Case(kind, name, status, body, JSON_TYPE, **named)


BOUNDARY = "grens"


def part(name, value, *, headers="", disposition=None):
    """One part of a multipart body. `value` and all else is text, or bytes where text can't say it."""
    disposition = disposition or f'form-data; name="{name}"'
    value = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    head = f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\n{headers}\r\n"
    return head.encode("utf-8", "surrogatepass") + value + b"\r\n"


def parts(**changes):
    """The parts of a whole form, without an end."""
    return b"".join(part(name, value) for name, value in a_form(**changes).items())


END = f"--{BOUNDARY}--\r\n".encode()


def multipart(kind, name, status, body, boundary=BOUNDARY, **named):
    """A body that is said to be multipart/form-data with this boundary."""
    return Case(kind, name, status, body, f"{MULTIPART}; boundary={boundary}", **named)
