"""`make serve` as a newcomer meets it: a real process on real ports."""

import http.client
import json
import re
import signal
import time
from urllib.parse import urlsplit

import pytest

from contact_api.stores.sqlite import SqliteOutbox
from tasks import publication_words as words
from tasks.hcaptcha_standin.service import TEST_TOKEN
from tasks.publication_record import Record
from tasks.undo_intent import Intent
from tests.builders import a_form, a_new_message, a_practice_file, a_submission
from tests.preview import fetch, preview, start
from tests.servers import free_port
from tests.site.test_site import ADDRESSES


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with preview(tmp_path_factory.mktemp("var")) as running:
        yield running


def form(text, **changes):
    return a_form(bericht=text, h__captcha__response=TEST_TOKEN, **changes)


def mails_with(running, text):
    return [mail for mail in running.mails() if text in mail.get_content()]


@pytest.mark.parametrize("address", sorted(ADDRESSES))
def test_every_page_is_served_at_its_clean_address(running, address):
    """200, HTML, and the site's own 404 page under its own name too."""
    status, headers, text = fetch(running.site + address)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "<h1" in text


@pytest.mark.parametrize("address", ["/weg/", "/weg.html", "/%00", "/..%2f..%2fpraktijk.toml", "/over/weg"])
def test_a_wrong_address_is_the_404_page(running, address):
    """With the ways back; nothing outside the site is ever served."""
    status, _, text = fetch(running.site + address)
    assert status == 404
    assert "Deze pagina is er niet" in text


def test_an_address_without_its_slash_is_sent_on(running):
    """As a static host does; never to another host."""
    status, headers, _ = fetch(running.site + "/over")
    assert (status, headers["Location"]) == (301, "/over/")
    status, headers, _ = fetch(running.site + "//over")
    assert (headers["Location"] or "/").startswith("/over") or status == 404


def test_no_server_names_itself(running):
    """Neither software nor version."""
    assert fetch(running.site + "/")[1]["Server"] == "nabij"
    assert fetch(running.api + "/health")[1]["Server"] is None


def test_a_plain_form_is_one_mail_also_when_it_comes_twice(running):
    """303 to the page of thanks, twice; one .eml."""
    for _ in range(2):
        status, headers, _ = fetch(running.api + "/contact", form("tweemaal hetzelfde"))
        assert (status, headers["Location"]) == (303, f"{running.site}/contact/bedankt/")
    assert len(mails_with(running, "tweemaal hetzelfde")) == 1


def test_the_answers_over_a_real_connection(running):
    """What curl sees: 200, 422, 413, 405, 403, 415, and never 500."""

    def status(fields=None, **named):
        return fetch(running.api + "/contact", fields, **named)[0]

    assert status(form("x", email="ans@")) == 422
    assert status(a_form(bericht="zonder token", h__captcha__response="")) == 422
    assert status(form("x" * 300_000)) == 413
    assert status(method="GET") == 200
    assert status(method="PUT") == 405
    assert status(form("x"), headers={"Origin": "https://elders.nl"}) == 403
    assert status(body="x", headers={"Content-Type": "text/plain"}) == 415
    assert status(body="{", headers={"Content-Type": "application/json"}) == 400


def test_a_chunked_body_is_measured_too(running):
    """No length in front, the same limit."""
    parts = urlsplit(running.api)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    body = (b"bericht=" + b"x" * 60_000 for _ in range(5))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/contact", body, kind, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_json_gets_a_receipt(running):
    """201, as a program would ask it."""
    body = json.dumps(form("als json"))
    status, _, text = fetch(running.api + "/contact", body=body, headers={"Content-Type": "application/json"})
    assert status == 201
    receipt = json.loads(text)["receipt"]
    (mail,) = mails_with(running, "als json")
    assert receipt in mail.get_content()


def test_open_pages_hear_of_a_change_and_of_a_fault(tmp_path):
    """What changed is named; a fault is told in Dutch, and the last good page stays."""
    practice = a_practice_file(tmp_path)
    with preview(tmp_path / "var", practice=practice) as running:
        assert "/__voorbeeld/reload.js" in fetch(running.site + "/")[2]
        parts = urlsplit(running.site)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
        connection.request("GET", "/__voorbeeld/events")
        events = connection.getresponse()

        a_practice_file(tmp_path, naam='"Een Andere Naam"')
        assert events.readline() == b"event: changed\n"
        assert "over/index.html" in json.loads(events.readline().removeprefix(b"data: "))
        assert "Een Andere Naam" in fetch(running.site + "/")[2]
        events.readline()
        assert [events.readline() for _ in range(3)] == [b"event: checked\n", b"data: \n", b"\n"]

        a_practice_file(tmp_path, bewaardagen='"veel"')
        assert events.readline() == b"event: problem\n"
        told = events.readline().decode()
        assert told.startswith("data: praktijk.toml: [contact] bewaardagen: moet een heel aantal dagen zijn")
        assert "Een Andere Naam" in fetch(running.site + "/")[2]
        events.close()
        connection.close()


def test_ctrl_c_ends_all_of_it(tmp_path):
    """The ports are free again, and no traceback is left behind."""
    with preview(tmp_path) as running:
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(20) == 0
        running.wait_for("Gestopt")
        for address in (running.site, running.api, running.captcha):
            with pytest.raises(ConnectionRefusedError):
                fetch(address + "/")
    assert not re.search("Traceback", "\n".join(running.lines))


def test_an_undo_that_was_interrupted_is_settled_at_the_start(tmp_path):
    """And that is said; here the branch never moved, so what was published is so again."""
    published = Record(1.0, {}, None, ("abc",), ("Artikel ‘A’ gewijzigd",))
    Intent(published, base="1" * 40, target="2" * 40).write(tmp_path)
    with preview(tmp_path) as running:
        running.wait_for(words.UNDO_DROPPED)
    assert Record.read(tmp_path) == published
    assert Intent.read(tmp_path) is None


def test_a_port_in_use_is_a_clear_message(running, tmp_path):
    """Which one, and how to take another."""
    taken = urlsplit(running.api).port
    process = start(tmp_path, (free_port(), taken, free_port()))
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert f"Poort {taken} is al in gebruik" in said
    assert f"make serve API_PORT={taken + 10}" in said
    assert "Traceback" not in said


def test_a_wrong_practice_file_is_a_clear_message(tmp_path):
    """The key, in Dutch; nothing is started."""
    practice = a_practice_file(tmp_path, kvk='"12"')
    process = start(tmp_path, [free_port() for _ in range(3)], practice=practice)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert said.startswith("praktijk.toml: [praktijk] kvk: moet uit acht cijfers bestaan")
    assert "Traceback" not in said


def test_what_waited_while_the_preview_was_stopped_is_delivered(tmp_path):
    """The background delivery takes it up at the next start."""
    message = a_new_message(submission=a_submission(bericht="van gisteren"), received_at=time.time())
    SqliteOutbox(tmp_path / "outbox.sqlite").add(message, 0, 0)
    with preview(tmp_path) as running:
        running.wait_for("Bezorgd: 1")
        assert len(mails_with(running, "van gisteren")) == 1
