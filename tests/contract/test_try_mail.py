"""`test-mail`: over a real conversation, and what each answer is called."""

import email
import email.policy

import pytest

from contact_api.commands.words import moment
from contact_api.settings import Smtp
from contact_api.transport import SmtpTransport
from tests.builders import NOW
from tests.commands import run
from tests.servers import Inbox, free_port, smtp_server


def by_smtp(port):
    return SmtpTransport(Smtp("127.0.0.1", port, "none"))


def test_one_marked_mail_goes_the_real_way(make_endpoint):
    """To the practice, or to whom the owner names; with the server's own words."""
    inbox = Inbox(data="250 2.0.0 Ok: queued as 4F1C2")
    with smtp_server(inbox) as port:
        endpoint = make_endpoint(transport=by_smtp(port))
        first = run(endpoint, "test-mail")
        second = run(endpoint, "test-mail", "ik@elders.nl")
    assert first == (
        0,
        "Verstuurd naar coach@praktijk-test.nl. De mailserver antwoordde: 2.0.0 Ok: queued as 4F1C2\n"
        "Kijk of hij aankomt, ook bij de ongewenste mail. "
        "Het onderwerp is: [test] Nabij kan mail versturen\n",
        "",
    )
    assert second[0] == 0
    assert [envelope.rcpt_tos for envelope in inbox.envelopes] == [
        ["coach@praktijk-test.nl"],
        ["ik@elders.nl"],
    ]
    mail = email.message_from_bytes(inbox.envelopes[0].content, policy=email.policy.default)
    assert (mail["Subject"], mail["From"], mail["Reply-To"]) == (
        "[test] Nabij kan mail versturen",
        "Nabij <site@praktijk-test.nl>",
        None,
    )
    assert f"Hij is op {moment(NOW)} verstuurd" in mail.get_content()
    assert endpoint.outbox.counts() == dict.fromkeys(endpoint.outbox.counts(), 0)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        (
            {"rcpt": "550 5.1.1 no such user"},
            "Niet verstuurd: de mailserver weigerde het adres van de ontvanger (550). "
            "Hij antwoordde: 5.1.1 no such user. Zo’n bericht zou onbestelbaar zijn.",
        ),
        (
            {"data": "451 4.3.0 try later"},
            "Niet verstuurd: de mailserver weigerde de mail (451). "
            "Hij antwoordde: 4.3.0 try later. Zo’n bericht zou later opnieuw worden geprobeerd.",
        ),
    ],
)
def test_what_the_server_refuses_is_said(make_endpoint, answers, error):
    """One line, exit code 1."""
    with smtp_server(Inbox(**answers)) as port:
        endpoint = make_endpoint(transport=by_smtp(port))
        assert run(endpoint, "test-mail") == (1, "", f"Fout: {error}\n")


def test_nobody_there(make_endpoint):
    """Before any answer."""
    endpoint = make_endpoint(transport=by_smtp(free_port()))
    assert run(endpoint, "test-mail") == (
        1,
        "",
        "Fout: Niet verstuurd: op dat adres luistert geen mailserver. "
        "Zo’n bericht zou later opnieuw worden geprobeerd.\n",
    )


def test_an_address_that_is_none(endpoint):
    """Wrong use; nothing is sent."""
    assert run(endpoint, "test-mail", "ik") == (2, "", "Fout: ik is geen e-mailadres.\n")
    assert endpoint.transport.tried == []
