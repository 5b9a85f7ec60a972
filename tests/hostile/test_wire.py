"""Raw conversations with the endpoint behind waitress, as it runs for real: one reading, and an end."""

import contextlib
import re
import socket
import time

import pytest

from contact_api.app import create_app
from contact_api.outbox import State
from tests.builders import settings
from tests.fakes import FakeCaptcha, FakeTransport
from tests.hostile.forgetful import LIMITS, Forgetful, memory_folder
from tests.hostile.kinds.wire import CONVERSATIONS, FORM, HEAD, TYPE
from tests.servers import serving

# Short enough to wait for, long enough for an answer.
SILENCE_SECONDS = 1
STATUS = re.compile(rb"^HTTP/1\.[01] (\d{3}) ", re.M)


class Server:
    """The endpoint behind waitress, and what it took."""

    def __init__(self, address, outbox):
        self.port = int(address.rpartition(":")[2])
        self.outbox = outbox

    def taken(self):
        counts = self.outbox.counts()
        return counts[State.DELIVERED] + counts[State.HELD]

    def talk(self, data, answers):
        """The statuses that come back to `data`; so many `answers` are waited for before its end is told."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=15) as connection:
            connection.sendall(data)
            received = b""
            while len(STATUS.findall(received)) < answers and (more := read_some(connection)):
                received += more
            with contextlib.suppress(OSError):
                # The other side may have closed by now.
                connection.shutdown(socket.SHUT_WR)
            return [int(status) for status in STATUS.findall(received + read(connection))]


def read(connection):
    """All that comes, until the other side closes."""
    received = b""
    while more := read_some(connection):
        received += more
    return received


def read_some(connection):
    """What comes next; nothing when the other side has closed, politely or not."""
    try:
        return connection.recv(65536)
    except ConnectionResetError:
        return b""


@pytest.fixture(scope="module")
def server():
    with memory_folder() as folder:
        made = settings(folder, CONTACT_LIMITS=LIMITS)
        outbox = Forgetful(made.store.path)
        app = create_app(made, outbox=outbox, captcha=FakeCaptcha(), transport=FakeTransport())
        with serving(app, channel_timeout=SILENCE_SECONDS, cleanup_interval=SILENCE_SECONDS) as address:
            yield Server(address, outbox)


def test_each_conversation_has_one_reading_and_an_end(server):
    """The answers, in their order, and the messages taken: nothing is smuggled in, and no 5xx is ours."""
    found = {}
    for name, (data, statuses, _) in CONVERSATIONS.items():
        before = server.taken()
        answers = server.talk(data, len(statuses))
        found[name] = (answers, server.taken() - before)
    assert found == {name: (statuses, taken) for name, (_, statuses, taken) in CONVERSATIONS.items()}


SLOW = {
    "nothing": b"",
    "half a first line": b"POST /cont",
    "half the headers": HEAD,
    "a body that does not come": HEAD + TYPE + b"Content-Length: 500\r\n\r\n",
    "half a body": HEAD + TYPE + b"Content-Length: 5000\r\n\r\n" + FORM,
    "a chunk that does not come": HEAD + TYPE + b"Transfer-Encoding: chunked\r\n\r\nff\r\n",
}


def test_whoever_keeps_silent_is_left_and_nobody_else_waits(server):
    """Slow heads and bodies: the connection is closed in time, while a visitor gets an answer at once."""
    held = [socket.create_connection(("127.0.0.1", server.port), timeout=15) for _ in range(24)]
    try:
        for connection, data in zip(held, list(SLOW.values()) * 4, strict=True):
            connection.sendall(data)
        began = time.monotonic()
        assert server.talk(CONVERSATIONS["plain"][0], 1) == [201]
        assert time.monotonic() - began < SILENCE_SECONDS
        assert {read(connection) for connection in held} == {b""}
    finally:
        for connection in held:
            connection.close()
