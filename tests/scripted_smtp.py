"""An SMTP server that misbehaves on purpose: at one stage it does what its script says, else it is polite.

It speaks bytes, so that it can break what a real server's library would mend: half a reply, no reply, a line
without end, a certificate of somebody else.
"""

import contextlib
import select
import socket
import ssl
import threading
from contextlib import contextmanager

EXTENSIONS = ("SIZE 10240000", "8BITMIME", "PIPELINING", "ENHANCEDSTATUSCODES")
# "midtext" comes while the text does, "text" is the answer to its final dot.
STAGES = frozenset(
    ("greeting", "ehlo", "starttls", "handshake", "auth", "mail", "rcpt", "data", "midtext", "text", "quit")
)
_POLITE = {
    "greeting": b"220 hello\r\n",
    "starttls": b"220 go ahead\r\n",
    "auth": b"235 welcome\r\n",
    "mail": b"250 ok\r\n",
    "rcpt": b"250 ok\r\n",
    "data": b"354 go on\r\n",
    "text": b"250 taken\r\n",
    "quit": b"221 bye\r\n",
}


class Gone(Exception):  # noqa: N818 - not an error: the conversation is over
    """One of the two has hung up."""


def say(text):
    """Answer with `text` ("\\r\\n" is added) and stay."""
    return lambda wire: wire.write(text.encode() + b"\r\n")


def say_and_drop(text):
    """Answer with `text` and hang up."""

    def act(wire):
        wire.write(text.encode() + b"\r\n")
        raise Gone

    return act


def drop(wire):
    """Hang up without a word."""
    raise Gone


def hang(wire):
    """Say nothing and stay, until the other side hangs up."""
    while wire.connection.recv(4096):
        pass
    raise Gone


def drip(wire):
    """A reply without end, a byte at a time, until the other side hangs up."""
    while not select.select([wire.connection], [], [], 0.01)[0]:
        wire.write(b"2")
    raise Gone


def flood(part):
    """The bytes of `part` over and over, until the other side hangs up."""

    def act(wire):
        while True:
            wire.write(part * 1000)

    return act


class Script:
    """What the server does and what it saw. `acts` maps a stage to a function of the wire, or to a list of
    them, one for each time (None: politely).

    `tls` is an ssl.SSLContext: offered as STARTTLS, or with `implicit`
    spoken from the first byte.
    """

    def __init__(self, extensions=EXTENSIONS, tls=None, implicit=False, **acts):
        assert acts.keys() <= STAGES
        self.extensions = list(extensions)
        self.tls = tls
        self.implicit = implicit
        self.acts = acts
        self.commands = []
        self.texts = []


@contextmanager
def misbehaving(script):
    """The server, on loopback; its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(listener, script))
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        # Wakes up accept().
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        thread.join(10)
        listener.close()
        assert not thread.is_alive()


def _serve(listener, script):
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        # Without it each line of a reply would wait for the last one's acknowledgement.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        wire = _Wire(connection)
        try:
            _converse(wire, script)
        except (Gone, OSError):
            pass
        finally:
            wire.close()


def _converse(wire, script):
    if script.implicit:
        _act("handshake", wire, script)
    _act("greeting", wire, script)
    while line := wire.line():
        command = line.split(maxsplit=1)[0].decode("latin-1").lower().partition(":")[0]
        script.commands.append(line.decode("latin-1").strip())
        if _act(command, wire, script) and command == "data":
            _take_text(wire, script)
        if command == "quit":
            return


def _take_text(wire, script):
    if act := _planned("midtext", script):
        act(wire)
    lines = []
    while (line := wire.line()) != b".\r\n":
        if not line:
            raise Gone
        lines.append(line)
    script.texts.append(b"".join(lines))
    _act("text", wire, script)


def _act(stage, wire, script):
    """Play one stage. Whether it was played politely."""
    if act := _planned(stage, script):
        act(wire)
        return False
    if stage == "ehlo":
        _offer(wire, script)
    elif stage == "handshake":
        wire.secure(script.tls)
    elif stage == "starttls":
        wire.write(_POLITE[stage])
        _act("handshake", wire, script)
    else:
        wire.write(_POLITE.get(stage, b"502 not here\r\n"))
    return True


def _planned(stage, script):
    act = script.acts.get(stage)
    if isinstance(act, list):
        return act.pop(0) if act else None
    return act


def _offer(wire, script):
    secured = isinstance(wire.connection, ssl.SSLSocket)
    lines = ["at your service", *script.extensions, *(["STARTTLS"] if script.tls and not secured else [])]
    for line in lines[:-1]:
        wire.write(f"250-{line}\r\n".encode())
    wire.write(f"250 {lines[-1]}\r\n".encode())


class _Wire:
    """One connection."""

    def __init__(self, connection):
        self.connection = connection
        self._stream = connection.makefile("rb")

    def write(self, data):
        self.connection.sendall(data)

    def line(self):
        return self._stream.readline()

    def close(self):
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self._stream.close()
        self.connection.close()

    def secure(self, context):
        self._stream.close()
        try:
            self.connection = context.wrap_socket(self.connection, server_side=True)
        except ssl.SSLError as error:
            raise Gone from error
        self._stream = self.connection.makefile("rb")
