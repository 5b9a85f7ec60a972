"""Serves a built site to this machine alone, and tells open pages when there is a new one.

The build stays as it will be published: the reload script is added on the way out.
"""

import json
import mimetypes
import queue
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

EVENTS = "/__voorbeeld/events"
SCRIPT = "/__voorbeeld/reload.js"
HEARTBEAT_SECONDS = 15
_RELOAD = (Path(__file__).parent / "reload.js").read_bytes()


class PreviewServer(ThreadingHTTPServer):
    """The site at `root`, on 127.0.0.1. `before` is called with the path of each file that is asked for."""

    daemon_threads = True

    def __init__(self, port, before=lambda path: None):
        self.root = None
        self.before = before
        self._problem = None
        self._listeners = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def publish(self, root, changed):
        """Serve `root`, in which the files `changed` are not as they were, and tell every open page."""
        self.root = Path(root)
        self._tell("changed", json.dumps(sorted(changed)))

    def refuse(self, problem):
        """Tell every page, the open ones and those that will be opened, why there is nothing newer."""
        self._tell("problem", problem)

    def _tell(self, event, text):
        with self._lock:
            self._problem = (event, text) if event == "problem" else None
            for listener in self._listeners:
                listener.put((event, text))

    def listen(self):
        """A queue of events for one page."""
        listener = queue.SimpleQueue()
        with self._lock:
            self._listeners.add(listener)
            if self._problem:
                listener.put(self._problem)
        return listener

    def forget(self, listener):
        """Stop sending events to `listener`."""
        with self._lock:
            self._listeners.discard(listener)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = urlsplit(self.path).path
        if path == EVENTS:
            return self._events()
        if path == SCRIPT:
            return self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", _RELOAD)
        return self._file(path)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server asks for

    def _file(self, path):
        root = self.server.root
        if root is None:
            # No page has been built yet: a page that tries again once there is one.
            body = b"<!doctype html><title>Nabij</title><p>De site wordt gebouwd\xe2\x80\xa6"
            return self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/html; charset=utf-8", body)
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
        kind = mimetypes.guess_type(target.name)[0] or "application/octet-stream"
        if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")):
            kind += "; charset=utf-8"
        try:
            body = target.read_bytes()
        except OSError:
            status, kind, body = HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"404"
        self._send(status, kind, body)

    def _send(self, status, kind, body):
        if kind.startswith("text/html"):
            body += f'<script src="{SCRIPT}"></script>'.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
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
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        listener = self.server.listen()
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
