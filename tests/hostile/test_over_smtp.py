"""Hostile texts on their way to a real mail server: one mail each, for the practice alone."""

from contact_api.app import create_app
from contact_api.settings import Smtp
from contact_api.transport import SmtpTransport
from tests.builders import settings
from tests.fakes import FakeCaptcha
from tests.hostile.forgetful import LIMITS, Forgetful, memory_folder
from tests.hostile.kinds import CASES
from tests.servers import Inbox, smtp_server

KINDS = ("end of a mail", "header injection", "encoded word", "odd address")
TAKEN = [case for case in CASES if case.kind in KINDS and case.status == 201]


def test_no_text_ends_its_mail_or_begins_another():
    """As many envelopes as messages, each from the practice, to the practice, with the text in it."""
    inbox = Inbox()
    with memory_folder() as folder, smtp_server(inbox) as port:
        made = settings(folder, CONTACT_LIMITS=LIMITS)
        transport = SmtpTransport(Smtp("127.0.0.1", port, "none"))
        outbox = Forgetful(made.store.path)
        client = create_app(made, outbox=outbox, captcha=FakeCaptcha(), transport=transport).test_client()
        for case in TAKEN:
            client.post("/contact", data=case.body, content_type=case.content_type)
    assert [(envelope.mail_from, envelope.rcpt_tos) for envelope in inbox.envelopes] == [
        (made.mail_from, [made.mail_to]) for _ in TAKEN
    ]
    assert len(TAKEN) > 100
