"""Many clients, an endpoint that is killed again and again, and a mail server that fails: what is lost?

The clients do what the form's script does: one key a message, and once more with it until there is an answer.
"""

import http.client
import json
import random
import secrets
import signal
import string
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from contact_api.app import make_delivery, make_outbox
from contact_api.environment import load_settings
from contact_api.outbox import State
from tasks.hcaptcha_standin.service import TEST_TOKEN
from tests.builders import a_form
from tests.failing_mail import Mailbox, failing_mail_server
from tests.processes import development_environ, endpoint_process
from tests.servers import free_port, standin

LIMITS = "per_address=9999999/hour,total=9999999/hour,labelled=9999999/hour"
# Longer than any backoff, and than any lease.
ROUND_SECONDS = 4 * 3600 + 60
DRAIN_WORKERS = 4


@dataclass(frozen=True)
class Kill:
    """When (Unix time), and which deliveries the process had written down in its log by then."""

    at: float
    log: str

    def wrote_down(self, receipt):
        lines = (line for line in self.log.splitlines() if f'"{receipt}"' in line)
        return any('"event": "delivery"' in line and '"delivered"' in line for line in lines)


@dataclass(frozen=True)
class Result:
    """What came of it. Receipts are those that a client saw; the rest is counted at the mail server."""

    receipts: int
    stored: int
    delivered: int
    lost: int
    twice: int
    twice_after_silence: int
    twice_after_kill: int
    twice_unexplained: int
    other_message_id: int
    posts: int
    kills: int
    faults: dict
    send_seconds: float
    drain_seconds: float


def storm(folder, messages, clients, kills, seed=1):
    """Send `messages` from `clients` with `kills` kills at random; then drain. A Result."""
    mailbox = Mailbox(1 / 3, seed)
    with standin() as captcha, failing_mail_server(mailbox) as mail_port:
        environ = development_environ(folder, captcha, mail_port, CONTACT_LIMITS=LIMITS)
        settings = load_settings(environ)
        began = time.monotonic()
        moments = random.Random(seed).sample(range(1, messages - 1), kills)
        weather = Weather(folder, free_port(), moments)
        with _killed_again_and_again(environ, weather), ThreadPoolExecutor(clients) as pool:
            receipts = list(pool.map(weather.send, range(messages)))
        sent = time.monotonic()
        drain(settings)
        drained = time.monotonic()
    return judge(make_outbox(settings), receipts, mailbox, weather, (sent - began, drained - sent))


class Weather:
    """An endpoint on one port that is there most of the time; killed at `moments`, counted in receipts."""

    def __init__(self, folder, port, moments):
        self.folder = folder
        self.port = port
        self.posts = 0
        self.kills = []
        self._left = sorted(moments)
        self.done = 0
        self._lock = threading.Lock()
        self.kill_now = threading.Event()
        self.over = threading.Event()

    def send(self, number):
        """One visitor: posts until there is a receipt. The receipt."""
        text = "".join(secrets.choice(string.ascii_lowercase + " ") for _ in range(200))
        fields = a_form(bericht=f"Bericht {number}: {text}", sleutel=secrets.token_hex(16))
        fields["h-captcha-response"] = TEST_TOKEN
        while not (receipt := self._post(urlencode(fields))):
            # A moment's pause, as somebody who presses the button again.
            self.over.wait(0.05)
        with self._lock:
            self.done += 1
            if self._left and self.done >= self._left[0]:
                self._left.pop(0)
                self.kill_now.set()
        return receipt

    def _post(self, body):
        with self._lock:
            self.posts += 1
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        try:
            connection.request("POST", "/contact", body, headers)
            response = connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()
        assert response.status in (201, 503), answer
        return answer.get("receipt")


@contextmanager
def _killed_again_and_again(environ, weather):
    thread = threading.Thread(target=_run, args=(environ, weather))
    thread.start()
    try:
        yield
    finally:
        weather.over.set()
        weather.kill_now.set()
        thread.join()


def _run(environ, weather):
    while not weather.over.is_set():
        path = weather.folder / f"endpoint-{len(weather.kills)}.log"
        with path.open("w") as log, endpoint_process(environ, port=weather.port, log=log) as (process, _):
            weather.kill_now.wait()
            weather.kill_now.clear()
            if weather.over.is_set():
                return
            process.send_signal(signal.SIGKILL)
            process.wait()
            weather.kills.append(Kill(time.time(), path.read_text()))


def drain(settings):
    """Rounds of delivery, each a longest backoff later, by several workers, until nothing waits."""
    outbox = make_outbox(settings)
    later = 0
    while outbox.oldest_waiting() is not None:
        later += ROUND_SECONDS
        delivery = make_delivery(settings, outbox, clock=lambda: time.time() + later)  # noqa: B023
        with ThreadPoolExecutor(DRAIN_WORKERS) as pool:
            for done in [pool.submit(delivery.deliver_due) for _ in range(DRAIN_WORKERS)]:
                done.result()


def judge(outbox, receipts, mailbox, weather, seconds):
    """The Result, from what the clients saw, what the mail server took and what the store says."""
    arrived = {}
    for message_id, copies in mailbox.copies.items():
        arrived.setdefault(message_id[1:10], {})[message_id] = copies
    seen = set(receipts)
    silence = kill = unexplained = 0
    for message_id, copies in mailbox.copies.items():
        for copy in copies[:-1]:
            # The end of the process that had it, if it was killed at all.
            end = next((kill for kill in weather.kills if kill.at >= copy.at), None)
            killed = end is not None and not end.wrote_down(message_id[1:10])
            silence += not copy.answered
            kill += copy.answered and killed
            unexplained += copy.answered and not killed
    counts = outbox.counts()
    return Result(
        receipts=len(seen),
        stored=sum(counts.values()),
        delivered=counts[State.DELIVERED],
        lost=len(seen - arrived.keys()),
        twice=silence + kill + unexplained,
        twice_after_silence=silence,
        twice_after_kill=kill,
        twice_unexplained=unexplained,
        other_message_id=sum(len(ids) > 1 for ids in arrived.values()),
        posts=weather.posts,
        kills=len(weather.kills),
        faults=mailbox.faults,
        send_seconds=seconds[0],
        drain_seconds=seconds[1],
    )
