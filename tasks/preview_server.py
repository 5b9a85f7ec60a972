"""Serves a built site to this machine alone, and tells open pages when there is a new one.

The build stays as it will be published: the script of the bar is added on the way out.
"""

import json
import mimetypes
import queue
import threading
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tasks import bar_files
from tasks.guard import ALWAYS, PRIVATE, Guard
from tasks.routes import TEXT, Answer, Request, Route, Routes, allowed, refusal

EVENTS = "/__voorbeeld/events"
SCRIPT = "/__voorbeeld/reload.js"
HEARTBEAT_SECONDS = 15
# Of a connection on which nothing comes or goes.
SILENT_SECONDS = 60


class PreviewServer(ThreadingHTTPServer):
    """The site at `root`, on 127.0.0.1. `before` is called with the path of each file that is asked for.

    `routes` are what it answers beside the site; a page of its own can ask them with the token of `guard`.
    """

    daemon_threads = True

    def __init__(self, port, before=lambda path: None):
        self.root = None
        self.before = before
        # How many builds were served, and of each file in which of them it changed last.
        self.builds = 0
        self._changed = {}
        # What a page is told that is opened later: {event: text}.
        self._kept = {}
        self._listeners = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)
        self.guard = Guard(self.server_address[1])
        self.routes = Routes()
        for name in bar_files.names():
            self.routes.add("GET", f"/__voorbeeld/{name}", partial(_file_of_bar, name), guarded=False)

    def publish(self, root, changed):
        """Serve `root`, in which the files `changed` are not as they were, and tell every open page."""
        with self._lock:
            self.root = Path(root)
            self.builds += 1
            self._changed.update(dict.fromkeys(changed, self.builds))
            self._kept.pop("problem", None)
        self.tell("changed", json.dumps(sorted(changed)))

    def refuse(self, problem):
        """Tell every page, the open ones and those that will be opened, why there is nothing newer."""
        self.tell("problem", problem, keep=True)

    def tell(self, event, text="", keep=False):
        """Send an event to every open page; with `keep` the last of its name to later ones too."""
        with self._lock:
            if keep:
                self._kept[event] = text
            for listener in self._listeners:
                listener.put((event, text))

    def listen(self, build=None):
        """A queue of events for one page, which came with this build: what it missed since comes first."""
        listener = queue.SimpleQueue()
        with self._lock:
            build = self.builds if build is None else build
            if missed := sorted(name for name, number in self._changed.items() if number > build):
                listener.put(("changed", json.dumps(missed)))
            self._listeners.add(listener)
            for kept in self._kept.items():
                listener.put(kept)
        return listener

    def forget(self, listener):
        """Stop sending events to `listener`."""
        with self._lock:
            self._listeners.discard(listener)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = SILENT_SECONDS

    def _handle(self):
        # What is not read of a request would be taken for the next one.
        announced = self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers
        self.close_connection = self.close_connection or announced
        path = urlsplit(self.path).path
        if refused := self.server.guard.refuses_host(self.headers):
            return self._answer(refusal(HTTPStatus.FORBIDDEN, refused))
        if path == EVENTS and self.command == "GET":
            return self._events()
        if methods := self.server.routes.find(path):
            return self._answer(self._route(methods, path))
        if self.command not in ("GET", "HEAD"):
            return self._answer(_not_allowed(["GET"]))
        return self._file(path)

    # The names that http.server asks for.
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _handle  # noqa: N815

    def _route(self, methods, path):
        method = "GET" if self.command == "HEAD" else self.command
        if method not in methods:
            return _not_allowed(methods)
        route = methods[method]
        if refused := route.guarded and self.server.guard.refuses(self.headers):
            return refusal(HTTPStatus.FORBIDDEN, refused)
        body = self._body(route)
        if isinstance(body, Answer):
            return body
        return route.answer(Request(method, path, urlsplit(self.path).query, self.headers, body))

    def _body(self, route: Route):
        """The bytes of this request's body, or an Answer that says why they are not read."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdigit()):
            return refusal(HTTPStatus.LENGTH_REQUIRED, "Zonder lengte vooraf wordt dit niet gelezen.")
        if int(length) > route.limit:
            return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"Dit is meer dan {route.limit} bytes.")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            return refusal(HTTPStatus.BAD_REQUEST, "Dit brak halverwege af.")
        return body

    def _file(self, path):
        root = self.server.root
        if root is None:
            # No page has been built yet: a page that tries again once there is one.
            body = b'<!doctype html><title>Nabij</title><meta http-equiv="refresh" content="1">'
            body += b"<p>De site wordt gebouwd\xe2\x80\xa6"
            return self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/html; charset=utf-8", body, 0)
        self.server.before(path)
        name = unquote(path).lstrip("/")
        target = root / "404" if "\0" in name else (root / name).resolve()
        if not target.is_relative_to(root.resolve()):
            target = root / "404"
        if target.is_dir():
            if not path.endswith("/"):
                return self._redirect(path + "/")
            target /= "index.html"
        if target.is_file():
            return self._send_file(HTTPStatus.OK, target)
        return self._send_file(HTTPStatus.NOT_FOUND, root / "404.html")

    def _send_file(self, status, target):
        # Before the file is read: of a build that comes between, its page is told.
        kind, build = _kind(target.name), self.server.builds
        try:
            body = target.read_bytes()
        except OSError:
            status, kind, body = HTTPStatus.NOT_FOUND, TEXT, b"404"
        self._send(status, kind, body, build)

    def _send(self, status, kind, body, build):
        if not kind.startswith("text/html"):
            return self._put(status, kind, body)
        token = self.server.guard.token
        script = f'<script type="module" src="{SCRIPT}" data-token="{token}" data-build="{build}"></script>'
        body += script.encode()
        return self._put(status, kind, body, PRIVATE)

    def _answer(self, answer):
        self._put(answer.status, answer.kind, answer.body, (*PRIVATE, *answer.headers))

    def _put(self, status, kind, body, headers=()):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        for name, value in (*ALWAYS, *headers, *([("Connection", "close")] if self.close_connection else [])):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _redirect(self, path):
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        # One slash: "//host" would be another machine.
        self.send_header("Location", "/" + quote(unquote(path).lstrip("/")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _events(self):
        """https://html.spec.whatwg.org/multipage/server-sent-events.html"""
        # An EventSource can send no token; where it comes from is said by the browser.
        if refused := self.server.guard.refuses_origin(self.headers):
            return self._answer(refusal(HTTPStatus.FORBIDDEN, refused))
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        for name, value in (*ALWAYS, *PRIVATE):
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        build = parse_qs(urlsplit(self.path).query).get("build", [""])[0]
        listener = self.server.listen(int(build[:9]) if build.isdecimal() else None)
        try:
            while True:
                self.wfile.write(self._next_event(listener))
                self.wfile.flush()
        except OSError:
            # The page was closed.
            pass
        finally:
            self.server.forget(listener)

    def _next_event(self, listener):
        try:
            event, text = listener.get(timeout=HEARTBEAT_SECONDS)
        except queue.Empty:
            return b": still here\n\n"
        data = "".join(f"data: {line}\n" for line in (text.splitlines() or [""]))
        return f"event: {event}\n{data}\n".encode()

    def version_string(self):
        return "nabij"

    def log_message(self, *arguments):
        """Keep the terminal for what the coach must know."""


def _file_of_bar(name, _request):
    return Answer(body=bar_files.read(name), kind=_kind(name))


def _not_allowed(methods):
    # What is asked with a method that nothing here knows, a preflight of CORS too, ends here.
    answer = refusal(HTTPStatus.METHOD_NOT_ALLOWED, "Dit kan hier niet.")
    return Answer(answer.status, answer.body, headers=(("Allow", allowed(methods)),))


def _kind(name):
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")):
        kind += "; charset=utf-8"
    return kind
