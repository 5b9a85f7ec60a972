"""SIGKILL between the commit and the mail: the message goes out after a restart, once."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack

import pytest

from contact_api.app import make_delivery
from contact_api.delivery import LEASE_SECONDS, Round
from contact_api.environment import load_settings
from contact_api.outbox import State
from contact_api.stores.sqlite import SqliteOutbox
from tasks.hcaptcha_standin.service import TEST_TOKEN
from tests.builders import ROOT, a_form, a_new_message, production_environ
from tests.preview import fetch
from tests.processes import development_environ, endpoint_process
from tests.servers import Inbox, free_port, smtp_server, standin


@pytest.fixture
def start_endpoint():
    with ExitStack() as processes:
        yield lambda environ: processes.enter_context(endpoint_process(environ))


def test_a_killed_endpoint_loses_no_message_and_sends_none_twice(tmp_path, start_endpoint):
    """Stored, not yet mailed, killed; the next round delivers it, and a repeat finds the same receipt."""
    with standin() as captcha, socket.create_server(("127.0.0.1", 0)) as silent:
        smtp_port = silent.getsockname()[1]
        environ = development_environ(tmp_path, captcha, smtp_port)
        process, address = start_endpoint(environ)
        fields = a_form(h__captcha__response=TEST_TOKEN, sleutel="one")

        def post():
            with pytest.raises((ConnectionError, OSError)):
                fetch(f"{address}/contact", fields)

        visitor = threading.Thread(target=post)
        visitor.start()
        # The endpoint has reached the mail server, which says nothing: the commit is behind it.
        connection, _ = silent.accept()
        process.send_signal(signal.SIGKILL)
        process.wait()
        visitor.join()
        connection.close()
        silent.close()

        settings = load_settings(environ)
        outbox = SqliteOutbox(settings.store.path)
        assert outbox.counts()[State.RECEIVED] == 1
        inbox = Inbox()
        with smtp_server(inbox, port=smtp_port):
            later = make_delivery(settings, outbox, clock=lambda: time.time() + LEASE_SECONDS)
            assert later.deliver_due() == Round(delivered=1)
            assert later.deliver_due(ignore_backoff=True) == Round()
            # The visitor, who saw no answer, sends again to the endpoint that was started again.
            _, address = start_endpoint(environ)
            assert fetch(f"{address}/contact", fields)[0] == 303
        assert len(inbox.envelopes) == 1
        assert outbox.counts() == dict.fromkeys(State, 0) | {State.DELIVERED: 1}


def test_the_owners_command_delivers_what_waits(tmp_path):
    """`flask --app contact_api deliver`, as make and a scheduler call it."""
    inbox = Inbox()
    with smtp_server(inbox) as port:
        environ = development_environ(tmp_path, "http://127.0.0.1:9", port)
        settings = load_settings(environ)
        SqliteOutbox(settings.store.path).add(a_new_message(received_at=time.time()), 0, 0)

        def deliver(*options):
            return subprocess.run(
                [sys.executable, "-m", "flask", "--app", "contact_api", "deliver", *options],
                cwd=ROOT,
                env=os.environ | environ,
                capture_output=True,
                text=True,
                check=True,
            ).stdout

        assert deliver() == "Bezorgd: 1. Wacht nog: 0. Onbestelbaar: 0. Gewist: 0. Meldingen: 0.\n"
        assert deliver("--now") == "Bezorgd: 0. Wacht nog: 0. Onbestelbaar: 0. Gewist: 0. Meldingen: 0.\n"
    assert len(inbox.envelopes) == 1


def test_the_endpoint_does_not_start_on_unsafe_settings(tmp_path):
    """Every problem by name, no traceback, no value."""
    environ = production_environ(tmp_path, CONTACT_SMTP="file:var/mail", CONTACT_SECRET_KEY="hunter2")
    done = subprocess.run(
        [sys.executable, "-m", "tasks.api", "--port", str(free_port())],
        cwd=ROOT,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "The endpoint does not start:\n"
        "  CONTACT_SMTP must be an SMTP server in production, not file:\n"
        "  CONTACT_SECRET_KEY must have at least 32 characters\n"
    )
