"""What the preview answers beside the pages of the site: requests in, answers out, whatever serves them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus

MOST_BYTES = 64 * 1024
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Request:
    """`method` is "GET" for HEAD too; `path` and `query` are as they were sent, percent-encoded."""

    method: str
    path: str
    query: str = ""
    headers: Message = field(default_factory=Message)
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """`kind` is the media type; `headers` are pairs that come beside those that every answer has."""

    status: int = HTTPStatus.OK
    body: bytes = b""
    kind: str = TEXT
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Route:
    """`answer` makes an Answer of a Request whose body has at most `limit` bytes.

    `guarded`: asked only by a page that the preview itself served, with the token.
    """

    answer: Callable[[Request], Answer]
    guarded: bool = True
    limit: int = MOST_BYTES


class Routes:
    """The routes of one preview, by path and method."""

    def __init__(self):
        self._known = {}

    def add(self, method, path, answer, *, guarded=True, limit=MOST_BYTES):
        """Let `answer` take the requests to `path`, and to all that lies under it when it ends in a slash.

        Of two paths the longer goes first. HEAD is answered where GET is; another method than those that were
        added is refused with 405. `guarded=False` is for what any page in this browser may load or send: it
        must do nothing and tell nothing.
        """
        self._known.setdefault(path, {})[method] = Route(answer, guarded, limit)

    def find(self, path):
        """The routes for a path by their methods; empty when it is a page of the site."""
        fitting = (known for known in self._known if known == path or _is_under(path, known))
        return self._known.get(max(fitting, key=len, default=None), {})


def refusal(status, text):
    """An Answer that says why not, in a line."""
    return Answer(status, f"{text}\n".encode())


def allowed(methods):
    """The value of the Allow header."""
    return ", ".join(sorted({*methods, *(["HEAD"] if "GET" in methods else [])}))


def _is_under(path, folder):
    return folder.endswith("/") and path.startswith(folder)
