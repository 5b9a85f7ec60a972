"""A static host as a WSGI application: what a finished site gets from a host that reads `_headers`.

https://developers.cloudflare.com/pages/configuration/headers/: every rule that matches gives its headers, and
a header that two rules give is joined with a comma. Compressed copies are served to whoever takes them. What
a browser kept is asked for again by its ETag (RFC 9110 §13), unless a rule says for how long it is good.
"""

import hashlib
import mimetypes
import re
import threading
from pathlib import Path

from tests.site.pages import file_at

CODINGS = (("br", ".br"), ("gzip", ".gz"))


def parse_headers(text):
    """The rules of a `_headers` file: a path and its (name, value) pairs each."""
    rules = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
        else:
            rules.append((line, []))
    return rules


def headers_for(rules, path):
    """What a response at `path` carries."""
    found = {}
    for pattern, headers in rules:
        if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), path):
            for name, value in headers:
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


class StaticHost:
    """Serves `folder`, and remembers what was asked for and to what purpose."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.rules = parse_headers((self.folder / "_headers").read_text(encoding="utf-8"))
        self._requests = []
        self._asked = threading.Condition()

    def wait_for(self, path, purpose, seconds):
        """Whether `path` is asked for with this Sec-Purpose, now or within `seconds`."""
        with self._asked:
            return self._asked.wait_for(lambda: (path, purpose) in self._requests, seconds)

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        with self._asked:
            self._requests.append((path, environ.get("HTTP_SEC_PURPOSE", "")))
            self._asked.notify_all()
        file = file_at(self.folder, path)
        status = "200 OK" if file.is_file() else "404 Not Found"
        file = file if file.is_file() else self.folder / "404.html"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {"Content-Type": kind, "Vary": "Accept-Encoding"} | headers_for(self.rules, path)
        for coding, suffix in CODINGS:
            copy = file.with_name(file.name + suffix)
            if coding in environ.get("HTTP_ACCEPT_ENCODING", "") and copy.is_file():
                file, headers["Content-Encoding"] = copy, coding
                break
        body = file.read_bytes()
        headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
        if environ.get("HTTP_IF_NONE_MATCH") == headers["ETag"]:
            start_response("304 Not Modified", list(headers.items()))
            return []
        start_response(status, [*headers.items(), ("Content-Length", str(len(body)))])
        return [body]
