"""`make serve` itself, started as a process of its own on free ports, for tests that use the whole."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlencode, urlsplit

from contact_api.code_captcha import CodeCaptcha
from tasks.serve_environ import SECRET_KEY
from tests.builders import ROOT
from tests.servers import free_port

START_SECONDS = 60


class Running:
    """A running preview: its addresses, its mail, and what it says on the terminal."""

    def __init__(self, process, var, ports):
        self.process = process
        self.var = var
        self.site, self.api, self.captcha = (f"http://localhost:{port}" for port in ports)
        # What the endpoint's tokens are made of, for who must read a code without eyes.
        self.codes = CodeCaptcha(SECRET_KEY.encode(), outbox=None)
        self.lines = []
        self._said = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, pattern, seconds=START_SECONDS):
        """The first line said that matches; AssertionError with all that was said when none comes in time."""

        def found():
            return next((line for line in self.lines if re.search(pattern, line)), None)

        with self._said:
            self._said.wait_for(lambda: found() or self.process.poll() is not None, seconds)
            line = found()
        assert line, f"no {pattern!r} in:\n" + "\n".join(self.lines)
        return line

    def mails(self):
        """Every mail in var/mail/, oldest first, as an EmailMessage."""
        paths = sorted((self.var / "mail").glob("*.eml"))
        return [message_from_bytes(path.read_bytes(), policy=default) for path in paths]

    def control(self, **modes):
        """Let the stand-in for hCaptcha misbehave."""
        fetch(f"{self.captcha}/control", modes)

    def _read(self):
        for line in self.process.stdout:
            with self._said:
                self.lines.append(line.rstrip())
                self._said.notify_all()
        with self._said:
            self._said.notify_all()


@contextmanager
def preview(var, environ=None, practice=None, content=None):
    """Run `make serve`'s program until the block ends; a Running once it says that it runs."""
    ports = [free_port() for _ in range(3)]
    process = start(var, ports, environ, practice, content)
    running = Running(process, var, ports)
    try:
        running.wait_for("De opslag")
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(20)
        process.stdout.close()


def start(var, ports, environ=None, practice=None, content=None):
    """Start the program of `make serve`."""
    own = {"PYTHONUNBUFFERED": "1"} | ({"PRAKTIJK_TOML": str(practice)} if practice else {})
    names = ("--port", "--api-port", "--captcha-port")
    options = [text for name, port in zip(names, ports, strict=True) for text in (name, str(port))]
    # What the bar publishes, too, comes where the test says.
    options += ["--output", str(var / "output"), *(["--content", str(content)] if content else [])]
    return subprocess.Popen(
        [sys.executable, "-m", "tasks.serve", "--var", str(var), *options],
        cwd=ROOT,
        env=os.environ | own | (environ or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def fetch(address, fields=None, *, method=None, headers=None, body=None):
    """One HTTP request, redirects not followed: status, headers, text."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    headers = dict(headers or {})
    if fields is not None:
        body = urlencode(fields)
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    try:
        connection.request(method or ("GET" if body is None else "POST"), parts.path or "/", body, headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    finally:
        connection.close()
