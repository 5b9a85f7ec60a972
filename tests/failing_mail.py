"""A mail server that fails in a share of its conversations, in every way, and remembers what it took."""

import random
import socketserver
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass

# How long it says nothing before it hangs up.
HANG_SECONDS = 1
FAULTS = (
    "greeting 421",
    "rcpt 450",
    "data 451",
    "text 452",
    "drop before the dot",
    "drop after the dot",
    "hang before the dot",
    "hang after the dot",
)


@dataclass(frozen=True)
class Copy:
    """One mail that it took: when the final dot came (Unix time), and whether "250" went back."""

    at: float
    answered: bool


class Mailbox:
    """What was taken, by Message-ID, and how many conversations ended in each fault."""

    def __init__(self, failing, seed):
        self.failing = failing
        self.copies = defaultdict(list)
        self.faults = dict.fromkeys(FAULTS, 0)
        self._random = random.Random(seed)
        self._lock = threading.Lock()

    def fault(self):
        """The fault of the next conversation, "" for none."""
        with self._lock:
            if self._random.random() >= self.failing:
                return ""
            fault = self._random.choice(FAULTS)
            self.faults[fault] += 1
            return fault

    def take(self, message_id, copy):
        with self._lock:
            self.copies[message_id].append(copy)


@contextmanager
def failing_mail_server(mailbox):
    """The server on loopback, a thread for each conversation; its port."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.mailbox = mailbox
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """Nothing: a client that was killed is what it is about."""


class _Conversation(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self):
        fault = self.server.mailbox.fault()
        if fault == "greeting 421":
            return self.say("421 busy")
        self.say("220 hello")
        while line := self.rfile.readline():
            command = line[:4].lower()
            if command == b"rcpt" and fault == "rcpt 450":
                self.say("450 greylisted")
            elif command == b"data" and fault == "data 451":
                self.say("451 not now")
            elif command == b"data":
                self.say("354 go on")
                if not self.take(fault):
                    return None
            elif command == b"quit":
                return self.say("221 bye")
            else:
                self.say("250 ok")
        return None

    def take(self, fault):
        """Whether the conversation goes on after the text."""
        if fault.endswith("before the dot"):
            return self.leave(fault)
        message_id = ""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            if line.lower().startswith(b"message-id:"):
                message_id = line.split()[1].decode()
        at = time.time()
        if fault == "text 452":
            self.say("452 full")
        elif fault.endswith("after the dot"):
            self.server.mailbox.take(message_id, Copy(at, answered=False))
            return self.leave(fault)
        else:
            self.server.mailbox.take(message_id, Copy(at, answered=True))
            self.say("250 taken")
        return True

    def leave(self, fault):
        if fault.startswith("hang"):
            self.connection.settimeout(HANG_SECONDS)
            while self.connection.recv(65536):
                pass
        return False

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")
