"""Real servers on ports of their own, for tests that need a conversation."""

import http.client
import socket
import threading
import time
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from waitress import wasyncore
from waitress.server import create_server

from tasks.api import WAITRESS
from tasks.hcaptcha_standin.app import create_app as create_standin

START_SECONDS = 30


@contextmanager
def serving(app, **options):
    """A WSGI application behind waitress, as it runs for real but for `options`; its base address."""
    server = create_server(app, host="127.0.0.1", port=0, **(WAITRESS | options))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # In the loop's own thread: it ends once nothing is open.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
        thread.join(10)
        server.task_dispatcher.shutdown()


@contextmanager
def at_work(server):
    """A server of the standard library, in a thread of its own until the block ends; itself."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


@contextmanager
def standin(service=None):
    """The stand-in for hCaptcha; its base address."""
    with serving(create_standin(service)) as address:
        yield address


class Inbox:
    """What an SMTP server took, and how it answers. `answers` maps a command to a reply."""

    def __init__(self, **answers):
        self.answers = answers
        self.envelopes = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if "rcpt" in self.answers:
            return self.answers["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.envelopes.append(envelope)
        return self.answers.get("data", "250 OK")


@contextmanager
def smtp_server(inbox, port=None, **options):
    """A real SMTP server on loopback that hands its mail to `inbox`; its port."""
    controller = Controller(inbox, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def answers(port, lives=lambda: True):
    """Whether the endpoint on this port of loopback says that it is up, now or within START_SECONDS.

    `lives`: whether it is worth waiting for.
    """
    deadline = time.monotonic() + START_SECONDS
    while lives() and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health")
            connection.getresponse().read()
            return True
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    return False
