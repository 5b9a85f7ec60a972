"""Four processes on one Postgres, killed at random, the server started anew: what is lost, what is let in?"""

import http.client
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlencode

import psycopg

from contact_api.app import make_outbox
from contact_api.environment import load_settings
from tasks.hcaptcha_standin.service import TEST_TOKEN
from tests.builders import a_form
from tests.failing_mail import Mailbox, failing_mail_server
from tests.processes import development_environ, endpoint_process
from tests.servers import free_port, standin
from tests.storm import Kill, Result, Weather, drain, judge

PROCESSES = 4
# Posts that were counted and never answered: each kill and each restart cuts off those under way.
ROOM = 2000
HOUR = 3600


@dataclass(frozen=True)
class Outcome:
    """What became of the messages; how many restarts there were; how many uses of the limit were let in."""

    result: Result
    restarts: int
    limit: int
    let_in: int
    refused_by: int


class FourOf(Weather):
    """The visitors' posts go to any of the processes. Kills and restarts come at moments of their own."""

    def __init__(self, folder, ports, kills, restarts, seed):
        super().__init__(folder, None, ())
        self.ports = ports
        self._chance = random.Random(seed)
        self._events = sorted([*((at, "kill") for at in kills), *((at, "restart") for at in restarts)])
        self.processes = [None] * len(ports)
        self.restarted = 0

    @property
    def port(self):
        """Any of them."""
        return self._chance.choice(self.ports)

    @port.setter
    def port(self, value):
        """Each post has its own."""

    def follow(self, server):
        """Do what is due, until it is over."""
        while self._events and not self.over.wait(0.01):
            if self.done < self._events[0][0]:
                continue
            _, event = self._events.pop(0)
            if event == "restart":
                server.stop()
                server.start()
                self.restarted += 1
            elif process := self._chance.choice(self.processes):
                # Which of four had written down what is not told apart here: what came twice is only counted.
                self.kills.append(Kill(time.time(), ""))
                process.send_signal(signal.SIGKILL)

    def keep_up(self, number, environ):
        """One of the processes, started again whenever it is gone."""
        while not self.over.is_set():
            with endpoint_process(environ, port=self.ports[number]) as (process, _):
                self.processes[number] = process
                while process.poll() is None and not self.over.wait(0.01):
                    pass


def machines(folder, server, url, *, messages, clients, kills, restarts, seed=1):
    """Send `messages` through all that; then drain, and fill up the limit. An Outcome."""
    chance = random.Random(seed)
    mailbox = Mailbox(1 / 3, seed)
    limit = messages + ROOM
    limits = f"per_address=9999999/hour,total={limit}/hour,labelled=9999999/hour"
    with standin() as captcha, failing_mail_server(mailbox) as mail_port:
        environ = development_environ(folder, captcha, mail_port, CONTACT_STORE=url, CONTACT_LIMITS=limits)
        settings = load_settings(environ)
        outbox = make_outbox(settings)
        weather = FourOf(
            folder,
            [free_port() for _ in range(PROCESSES)],
            chance.sample(range(1, messages - 1), kills),
            chance.sample(range(1, messages - 1), restarts),
            seed,
        )
        began = time.monotonic()
        with ExitStack() as stack:
            threads = [
                threading.Thread(target=weather.keep_up, args=(number, environ))
                for number in range(PROCESSES)
            ]
            threads.append(threading.Thread(target=weather.follow, args=(server,)))
            stack.callback(lambda: [thread.join() for thread in threads])
            stack.callback(weather.over.set)
            for thread in threads:
                thread.start()
            with ThreadPoolExecutor(clients) as pool:
                receipts = list(pool.map(weather.send, range(messages)))
            sent = time.monotonic()
            fill_up(outbox, limit)
            refused_by = sum(status_at(port) == 429 for port in weather.ports)
        let_in = uses_of_total(url)
        drain(settings)
        drained = time.monotonic()
        result = judge(outbox, receipts, mailbox, weather, (sent - began, drained - sent))
        outbox.close()
    return Outcome(result, weather.restarted, limit, let_in, refused_by)


def fill_up(outbox, limit):
    """Use the limit from many threads at once until there is no more."""

    def use(_):
        while not outbox.hit("total", limit, HOUR, time.time()):
            pass

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(use, range(8)))


def status_at(port):
    """What the process on this port answers to one message more."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    fields = a_form(bericht="Nog een bericht", **{"h-captcha-response": TEST_TOKEN})
    connection.request("POST", "/contact", urlencode(fields), headers)
    status = connection.getresponse().status
    connection.close()
    return status


def uses_of_total(url):
    """How many posts were counted, by the database itself."""
    with psycopg.connect(url) as db:
        return db.execute("SELECT count(*) FROM hits WHERE bucket = 'total'").fetchone()[0]
