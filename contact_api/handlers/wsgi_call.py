"""A request that came as a platform's event, put to a WSGI application (PEP 3333)."""

import sys
from base64 import b64encode
from io import BytesIO
from urllib.parse import unquote_to_bytes

from contact_api.client_address import PLATFORM_ADDRESS
from contact_api.values import dataclass


class UnknownEventError(Exception):
    """The platform called with an event of a kind or version that its handler does not know."""


@dataclass(frozen=True)
class Call:
    """One request. `path` may be percent-encoded, `query` is; `address` is what the platform says itself."""

    method: str
    path: str
    query: str
    headers: tuple
    body: bytes
    address: str


@dataclass(frozen=True)
class Answer:
    """The application's answer; `headers` are pairs, in its order."""

    status: str
    headers: tuple
    body: bytes

    @property
    def code(self):
        """The status as a number."""
        return int(self.status.split(" ", 1)[0])

    def joined_headers(self):
        """One value a name, for platforms that know no other; RFC 9110 §5.2 allows all but Set-Cookie."""
        joined = {}
        for name, value in self.headers:
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
        return joined

    def text_body(self):
        """The body for an event that is JSON: (text, whether it is base64)."""
        try:
            return self.body.decode("utf-8"), False
        except UnicodeDecodeError:
            return b64encode(self.body).decode("ascii"), True


def ask(app, call):
    """Put `call` to the WSGI application `app`; its Answer, whole."""
    started = []

    def start_response(status, headers, exc_info=None):
        started[:] = [status, tuple(headers)]
        return chunks.append

    chunks = []
    result = app(_environ(call), start_response)
    try:
        chunks.extend(result)
    finally:
        if hasattr(result, "close"):
            result.close()
    return Answer(*started, b"".join(chunks))


def last_forwarded(value):
    """The last entry of an X-Forwarded-For: what the platform's own front wrote there, without a port."""
    entry = value.rpartition(",")[2].strip()
    if entry.startswith("["):
        return entry[1:].partition("]")[0]
    return entry.partition(":")[0] if entry.count(":") == 1 else entry


def _environ(call):
    environ = {
        "REQUEST_METHOD": call.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(call.path).decode("latin-1"),
        "QUERY_STRING": call.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(call.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in call.headers:
        # An underscore would pass for the hyphen of a header that only a proxy may write.
        if "_" not in name:
            key = "HTTP_" + name.upper().replace("-", "_")
            value = value.encode("utf-8").decode("latin-1")
            environ[key] = f"{environ[key]},{value}" if key in environ else value
    # The body is here and whole, however it travelled.
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ["CONTENT_LENGTH"] = str(len(call.body))
    environ[PLATFORM_ADDRESS] = call.address
    return environ
