"""SIGKILL at each step of the journey, in a real process: what was stored is delivered, no word is lost.

The visitor saw no answer and sends again with the same key, as the form's script does; then the next round of
delivery finds what waits.
"""

import os
import signal
import time

import pytest

from contact_api.app import create_app, make_outbox
from contact_api.delivery import LEASE_SECONDS
from contact_api.environment import load_settings
from contact_api.outbox import State
from tasks.hcaptcha_standin.service import TEST_TOKEN
from tests.builders import a_form
from tests.fakes import FakeCaptcha
from tests.preview import fetch
from tests.processes import development_environ, endpoint_process
from tests.scripted_smtp import Script, drop, misbehaving
from tests.servers import standin

FORM = a_form(h__captcha__response=TEST_TOKEN, sleutel="one")


@pytest.fixture(scope="module")
def captcha():
    with standin() as address:
        yield address


@pytest.mark.parametrize(
    ("moment", "states", "texts"),
    [
        ("before hit", [], 1),
        ("after hit", [], 1),
        ("before find_repeat", [], 1),
        ("before verify", [], 1),
        ("after verify", [], 1),
        ("before add", [], 1),
        ("within add", [], 1),
        ("after add", [State.RECEIVED], 1),
        ("before send", [State.RECEIVED], 1),
        # The mail server has it, and that is not written down: a duplicate beats a loss.
        ("after send", [State.RECEIVED], 2),
        ("after delivered", [State.DELIVERED], 1),
    ],
)
def test_killed_at_a_step(tmp_path, captcha, moment, states, texts):
    """One message in the end, one receipt; twice in the mailbox only where it had arrived already."""
    script = Script()
    with misbehaving(script) as smtp_port:
        environ = development_environ(tmp_path, captcha, smtp_port)
        with endpoint_process(environ, "tests.crashing_endpoint", *moment.split()) as (process, address):
            with pytest.raises(ConnectionError):
                fetch(f"{address}/contact", FORM)
            assert process.wait(20) == -signal.SIGKILL
        assert_kept(environ, states)
    assert_one_mail(script, texts)


@pytest.mark.parametrize("stage", ["greeting", "ehlo", "mail", "rcpt", "data", "midtext", "text"])
def test_killed_in_the_middle_of_a_conversation(tmp_path, captcha, stage):
    """At each stage of SMTP; twice in the mailbox only once the server had the final dot."""
    pids = []

    def kill(wire):
        os.kill(pids[0], signal.SIGKILL)
        drop(wire)

    script = Script(**{stage: [kill, None]})
    with misbehaving(script) as smtp_port:
        environ = development_environ(tmp_path, captcha, smtp_port)
        with endpoint_process(environ) as (process, address):
            pids.append(process.pid)
            with pytest.raises(ConnectionError):
                fetch(f"{address}/contact", FORM)
            assert process.wait(20) == -signal.SIGKILL
        assert_kept(environ, [State.RECEIVED])
    assert_one_mail(script, 2 if stage == "text" else 1)


def assert_kept(environ, states):
    """In these states after the crash; one delivered message once the visitor and the next round came by."""
    settings = load_settings(environ)
    outbox = make_outbox(settings)
    assert [message.state for message in outbox.messages()] == states
    later = time.time() + LEASE_SECONDS + 1
    app = create_app(settings, outbox=outbox, captcha=FakeCaptcha(), clock=lambda: later)
    answer = app.test_client().post("/contact", json=FORM)
    assert answer.status_code == 201
    app.extensions["contact_api"].delivery.deliver_due()
    (message,) = outbox.messages()
    assert (message.receipt, message.state) == (answer.json["receipt"], State.DELIVERED)


def assert_one_mail(script, times):
    """So many copies, all the same to the byte."""
    assert len(script.texts) == times
    assert len(set(script.texts)) == 1
