"""The owner's commands: what each says, to the letter, and how it ends."""

import json
import os
import pty
import re
import subprocess
import sys
import termios
import time

import pytest

from contact_api.commands import COMMANDS
from contact_api.commands.words import period
from contact_api.outbox import Label, NoticeKind, State
from contact_api.receipts import ALPHABET, new_receipt, read_receipt
from contact_api.stores.sqlite import SqliteOutbox
from contact_api.transport import Attempt, Fate
from tests.builders import NOW, ROOT, a_new_message, a_notice, production_environ
from tests.commands import HOUR, run, store
from tests.fakes import BrokenOutbox, FakeTransport
from tests.servers import free_port

REFUSED = Attempt(Fate.PERMANENT, "rcpt-550")
LATER = Attempt(Fate.TEMPORARY, "TimeoutError")


def flask(arguments, environ, **named):
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "contact_api", *arguments],
        cwd=ROOT,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
        **named,
    )


def test_status_of_an_empty_store(endpoint):
    """Zeros too: silence is never a fault unseen."""
    assert run(endpoint, "status") == (
        0,
        "Toestand      Wat dat is                           Aantal\n"
        "ontvangen     nog niet geprobeerd                       0\n"
        "uitgesteld    wordt opnieuw geprobeerd                  0\n"
        "bezorgd       de mailserver heeft het                   0\n"
        "vastgehouden  wacht op jou, gaat niet vanzelf weg       0\n"
        "onbestelbaar  wordt niet meer vanzelf geprobeerd        0\n"
        "gewist        op verzoek, met alles erin                0\n"
        "\n"
        "Er wacht niets.\n"
        "Er wachten geen meldingen.\n",
        "",
    )


def test_status_tells_what_waits_and_what_went_wrong(endpoint):
    """The oldest with its age, the next attempt, notices, errors by code with what they mean."""
    store(endpoint, "AAAA-AAAA", State.RETRYING, "TimeoutError", received_at=NOW - 51 * HOUR)
    store(endpoint, "BBBB-BBBB", State.RETRYING, "TimeoutError")
    store(endpoint, "CCCC-CCCC", State.DEAD, "rcpt-550")
    store(endpoint, "DDDD-DDDD", State.HELD)
    endpoint.outbox.add_notice(a_notice("dead:CCCC-CCCC", NoticeKind.ALERT_MAIL), NOW)
    code, said, errors = run(endpoint, "status")
    assert (code, errors) == (0, "")
    assert said.partition("\n\n")[2] == (
        "Het oudste bericht dat wacht, kwam 2 dagen en 3 uur geleden binnen (19-09-2026 om 13.13 uur).\n"
        "De volgende poging is over 1 uur (21-09-2026 om 17.13 uur).\n"
        "Wacht op verzending: waarschuwing per mail (1).\n"
        "\n"
        "Laatste fout  Aantal  Wat er misging\n"
        "TimeoutError       2  de mailserver antwoordde niet op tijd\n"
        "rcpt-550           1  de mailserver weigerde het adres van de ontvanger (550)\n"
    )


def test_status_for_a_program(endpoint):
    """Codes and Unix seconds."""
    store(endpoint, "AAAA-AAAA", State.RETRYING, "TimeoutError")
    code, said, errors = run(endpoint, "status", "--json")
    assert (code, errors) == (0, "")
    assert json.loads(said) == {
        "counts": {"received": 0, "retrying": 1, "delivered": 0, "held": 0, "dead": 0, "erased": 0},
        "oldest_waiting_at": NOW - HOUR,
        "next_attempt_at": NOW + HOUR,
        "notices_waiting": {"alert-webhook": 0, "alert-mail": 0, "summary": 0, "confirmation": 0},
        "errors": {"TimeoutError": 1},
    }


def test_what_is_due_is_said_to_be_due(endpoint):
    """Nobody waits for a scheduled entry that does not run."""
    store(endpoint, "AAAA-AAAA")
    assert "De volgende poging is nu aan de beurt: make deliver.\n" in run(endpoint, "status")[1]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "minder dan een minuut"),
        (59, "minder dan een minuut"),
        (60, "1 minuut"),
        (3 * 60 + 59, "3 minuten"),
        (3600, "1 uur"),
        (2 * 3600 + 60, "2 uur en 1 minuut"),
        (86400 + 59 * 60, "1 dag"),
        (5 * 86400 + 3600, "5 dagen en 1 uur"),
    ],
)
def test_an_age_is_told_in_its_two_largest_units(seconds, words):
    """As a person would say it."""
    assert period(seconds) == words


def test_deliver_says_in_one_line_what_it_did(make_endpoint):
    """What the scheduled entry's log shows."""
    endpoint = make_endpoint(transport=FakeTransport(Attempt(Fate.SENT), REFUSED, LATER))
    for receipt in ("AAAA-AAAA", "BBBB-BBBB", "CCCC-CCCC"):
        store(endpoint, receipt)
    said = run(endpoint, "deliver")[:2]
    assert said == (0, "Bezorgd: 1. Wacht nog: 1. Onbestelbaar: 1. Gewist: 0. Meldingen: 0.\n")


def test_retry_sends_each_message_and_says_how_it_ended(make_endpoint):
    """A dead letter, a held one, one that waits: at once, whatever the backoff."""
    endpoint = make_endpoint(transport=FakeTransport(Attempt(Fate.SENT), REFUSED, LATER))
    store(endpoint, "DEAD-AAAA", State.DEAD, "rcpt-550")
    store(endpoint, "HE0D-BBBB", State.HELD)
    store(endpoint, "AAAA-CCCC", State.RETRYING, "data-451")
    endpoint.delivery._jitter = lambda low, high: high
    code, said, _ = run(endpoint, "retry", "dead-aaaa", "heod bbbb", "AAAACCCC")
    assert (code, said) == (
        1,
        "Ontvangstnummer  Hoe het afliep\n"
        "DEAD-AAAA        bezorgd\n"
        "HE0D-BBBB        onbestelbaar: de mailserver weigerde het adres van de ontvanger (550)\n"
        "AAAA-CCCC        nog niet bezorgd: de mailserver antwoordde niet op tijd. De volgende poging is "
        "21-09-2026 om 16.43 uur\n",
    )


def test_retry_says_why_there_is_nothing_to_send(endpoint):
    """Delivered, erased, or never there."""
    store(endpoint, "AAAA-AAAA", State.DELIVERED)
    store(endpoint, "BBBB-BBBB", State.ERASED)
    assert run(endpoint, "retry", "AAAA-AAAA", "BBBB-BBBB", "CCCC-CCCC") == (
        1,
        "Ontvangstnummer  Hoe het afliep\n"
        "AAAA-AAAA        is al bezorgd\n"
        "BBBB-BBBB        is gewist en kan niet meer worden bezorgd\n"
        "CCCC-CCCC        er is geen bericht met dit nummer\n",
        "",
    )
    assert endpoint.transport.tried == []


def test_retry_leaves_alone_what_is_just_being_sent(endpoint):
    """Two mails of one message are one too many."""
    store(endpoint, "AAAA-AAAA")
    endpoint.outbox.lease_next(NOW, NOW + 60)
    assert run(endpoint, "retry", "AAAA-AAAA") == (
        1,
        "Ontvangstnummer  Hoe het afliep\nAAAA-AAAA        wordt op dit moment al bezorgd\n",
        "",
    )
    assert endpoint.transport.tried == []


def test_retry_of_all_dead_letters(endpoint):
    """After a fault of one's own was mended; there may be none."""
    assert run(endpoint, "retry", "--all-dead") == (0, "Er zijn geen onbestelbare berichten.\n", "")
    for receipt in ("AAAA-AAAA", "BBBB-BBBB"):
        store(endpoint, receipt, State.DEAD, "rcpt-550")
    code, said, log = run(endpoint, "retry", "--all-dead")
    expected = "Ontvangstnummer  Hoe het afliep\nAAAA-AAAA        bezorgd\nBBBB-BBBB        bezorgd\n"
    assert (code, said) == (0, expected)
    assert [json.loads(line)["outcome"] for line in log.splitlines()] == ["delivered", "delivered"]
    assert endpoint.outbox.counts()[State.DELIVERED] == 2


def test_show_tells_all_of_one_message(endpoint):
    """Its life, its sender, its text."""
    store(
        endpoint,
        "AAAA-BBB1",
        State.RETRYING,
        "data-451",
        said={"telefoon": "06 12 34 56 78", "bericht": "Dag,\n\nkan het morgen?"},
        label=Label.UNCHECKED,
        cause="unreachable",
        layers=("links", "new-layer"),
    )
    assert run(endpoint, "show", "aaaa-bbbl") == (
        0,
        "Ontvangstnummer  AAAA-BBB1\n"
        "Toestand         uitgesteld: wordt opnieuw geprobeerd\n"
        "Ontvangen        21-09-2026 om 15.13 uur\n"
        "Pogingen         1\n"
        "Volgende poging  21-09-2026 om 17.13 uur\n"
        "Laatste fout     data-451: de mailserver weigerde de mail (451)\n"
        "Kenmerk          niet gecontroleerd\n"
        "Oorzaak          hCaptcha was niet bereikbaar\n"
        "Viel op          er staan links in, new-layer\n"
        "Message-ID       <AAAA-BBB1.1@praktijk-test.nl>\n"
        "Naam             Ans de Wit\n"
        "E-mail           ans@voorbeeld.nl\n"
        "Telefoon         06 12 34 56 78\n"
        "Onderwerp        Life coaching\n"
        "Antwoord graag   Per e-mail\n"
        "\n"
        "Dag,\n\nkan het morgen?\n",
        "",
    )


def test_show_of_what_was_erased(endpoint):
    """Receipt and times stay; the words are gone."""
    store(endpoint, "AAAA-BBBB", State.ERASED)
    assert run(endpoint, "show", "AAAA-BBBB") == (
        0,
        "Ontvangstnummer  AAAA-BBBB\n"
        "Toestand         gewist: op verzoek, met alles erin\n"
        "Ontvangen        21-09-2026 om 15.13 uur\n"
        "Pogingen         0\n"
        "Afgehandeld      21-09-2026 om 16.13 uur\n"
        "Tekst gewist     21-09-2026 om 16.13 uur\n"
        "Message-ID       <AAAA-BBBB.1@praktijk-test.nl>\n"
        "\n"
        "Naam, adres en tekst zijn er niet meer.\n",
        "",
    )


def test_purge_wipes_what_is_old_and_says_how_much(endpoint):
    """Not one day sooner than the privacy page says."""
    store(endpoint, "AAAA-AAAA", State.DELIVERED)
    store(endpoint, "BBBB-BBBB", State.RETRYING, "TimeoutError")
    kept = "Bezorgde en vastgehouden berichten blijven 30 dagen bewaard.\n"
    endpoint.clock.pass_seconds(30 * 86400 - 1)
    assert run(endpoint, "purge") == (0, f"Gewist: de inhoud van 0 berichten. {kept}", "")
    endpoint.clock.pass_seconds(1)
    assert run(endpoint, "purge") == (0, f"Gewist: de inhoud van 1 bericht. {kept}", "")
    assert endpoint.outbox.find("AAAA-AAAA").submission is None
    assert endpoint.outbox.find("BBBB-BBBB").submission is not None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7K3M-9QXT", "7K3M-9QXT"),
        ("7k3m9qxt", "7K3M-9QXT"),
        (" 7k3m – 9qxt ", "7K3M-9QXT"),
        ("oOiI-lL01", "0011-1101"),
        ("7K3M-9QX", None),
        ("7K3M-9QXTT", None),
        ("7K3M-9QXU", None),
        ("", None),
    ],
)
def test_a_receipt_is_read_kindly(typed, meant):
    """As it is read out over the phone: https://www.crockford.com/base32.html"""
    assert read_receipt(typed) == meant


def test_a_new_receipt_can_be_read_back():
    """And has no letter that looks like another."""
    receipt = new_receipt()
    assert read_receipt(receipt) == receipt
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["show"], "Hier ontbreekt ONTVANGSTNUMMER. Uitleg: flask --app contact_api show --help"),
        (
            ["show", "AAAA"],
            "AAAA is geen ontvangstnummer. Dat heeft acht tekens, zoals 7K3M-9QXT. "
            "Uitleg: flask --app contact_api show --help",
        ),
        (
            ["status", "--jsn"],
            "De optie --jsn bestaat niet. Bedoel je --json? Uitleg: flask --app contact_api status --help",
        ),
        (
            ["purge", "nu"],
            "Er staat meer achter de opdracht dan ze kent. Uitleg: flask --app contact_api purge --help",
        ),
        (
            ["export", "--csv", "--state"],
            "De optie --state is niet goed gebruikt. Uitleg: flask --app contact_api export --help",
        ),
        (
            ["export", "--csv", "--state", "dood"],
            "De waarde bij --state klopt niet: kies uit ontvangen, uitgesteld, bezorgd, vastgehouden, "
            "onbestelbaar, gewist.",
        ),
        (
            ["export", "--json", "--since", "gisteren"],
            "De waarde bij --since klopt niet: schrijf een dag als 2026-11-25.",
        ),
        (["export"], "Kies --csv of --json."),
        (["export", "--json", "--excel"], "--excel hoort bij --csv."),
        (["retry"], "Geef een of meer ontvangstnummers, of --all-dead."),
        (["retry", "AAAA-BBBB", "--all-dead"], "Geef een of meer ontvangstnummers, of --all-dead."),
        (["statsu"], "De opdracht statsu bestaat niet. Bedoel je status?"),
    ],
)
def test_wrong_use_is_one_dutch_line(endpoint, arguments, error):
    """Exit code 2, and nothing on standard output."""
    assert run(endpoint, *arguments) == (2, "", f"Fout: {error}\n")


@pytest.mark.parametrize("arguments", [["status"], ["deliver"], ["purge"], ["show", "AAAA-BBBB"]])
def test_a_store_that_is_down_is_one_dutch_line(make_endpoint, arguments):
    """Exit code 1."""
    assert run(make_endpoint(outbox=BrokenOutbox()), *arguments) == (
        1,
        "",
        "Fout: De opslag van berichten is niet bereikbaar (broken).\n",
    )


def test_a_fault_of_ours_is_one_dutch_line(make_endpoint):
    """No traceback: its values may be what somebody wrote. The log has the place."""

    class Faulty:
        def counts(self):
            raise KeyError("ans@voorbeeld.nl")

        def messages(self, state):
            return iter(())

    code, said, errors = run(make_endpoint(outbox=Faulty()), "status")
    assert (code, said) == (1, "")
    log, line = errors.splitlines()
    assert line == "Fout: Er ging iets mis in het programma zelf (KeyError). Het staat in het logboek."
    assert {name: json.loads(log)[name] for name in ("event", "kind")} == {
        "event": "fault",
        "kind": "KeyError",
    }
    assert "ans@" not in errors


def test_unknown_receipt_is_exit_code_1(endpoint):
    """The call was right; the message is not there."""
    assert run(endpoint, "show", "AAAA-BBBB") == (
        1,
        "",
        "Fout: Er is geen bericht met ontvangstnummer AAAA-BBBB.\n",
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_each_command_is_dutch(endpoint, name):
    """Click's own words too."""
    code, said, errors = run(endpoint, name, "--help")
    assert (code, errors) == (0, "")
    assert said.startswith(f"Gebruik: flask --app contact_api {name} [OPTIES]")
    assert "Toon deze uitleg en stop." in said
    assert not {"Usage", "Options", "Show this", "OPTIONS"} & set(said.replace(":", " ").split())


def test_wrong_settings_are_one_dutch_line(tmp_path):
    """Every problem, no value, no traceback; the web application itself does not start on them."""
    environ = production_environ(tmp_path, CONTACT_SMTP="file:var/mail", CONTACT_SECRET_KEY="hunter2")
    done = flask(["status"], environ)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Fout: De instellingen kloppen niet: CONTACT_SMTP moet op een live site een mailserver zijn, "
        "geen map (file:); CONTACT_SECRET_KEY moet minstens 32 tekens hebben. "
        "Kijk ze na met: flask --app contact_api check-config\n"
    )


def on_a_terminal(arguments, environ, columns):
    """The lines on a terminal of this many columns, both streams together."""
    ours, theirs = pty.openpty()
    try:
        termios.tcsetwinsize(theirs, (24, columns))
        call = [sys.executable, "-m", "flask", "--app", "contact_api", *arguments]
        subprocess.run(
            call, cwd=ROOT, env=os.environ | environ, stdin=theirs, stdout=theirs, stderr=theirs, check=True
        )
        return re.sub(r"\x1b\[[0-9;]*m", "", os.read(ours, 65536).decode()).splitlines()
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_narrow_terminal_folds_words_and_never_a_receipt(tmp_path):
    """40 columns. In a pipe a row is a line, whatever COLUMNS says, and nothing is coloured."""
    environ = production_environ(tmp_path) | {"COLUMNS": ""}
    shown = on_a_terminal(["status"], environ, 40)
    assert shown[:3] == [
        "Toestand      Wat dat is          Aantal",
        "ontvangen     nog niet                 0",
        "              geprobeerd",
    ]
    piped = flask(["status"], environ | {"COLUMNS": "40"})
    assert piped.stdout.splitlines()[1] == "ontvangen     nog niet geprobeerd                       0"
    assert "\x1b" not in piped.stdout


def test_a_person_gets_no_log_lines_between_the_words(tmp_path):
    """On a terminal; a scheduled entry's log does get them."""
    environ = production_environ(tmp_path, CONTACT_SMTP=f"smtp://127.0.0.1:{free_port()}")
    SqliteOutbox(tmp_path / "outbox.sqlite").add(a_new_message(received_at=time.time()), 0, 0)
    said = "Bezorgd: 0. Wacht nog: 1. Onbestelbaar: 0. Gewist: 0. Meldingen: 0."
    done = flask(["deliver"], environ)
    assert (done.stdout, len(done.stderr.splitlines())) == (said + "\n", 1)
    assert on_a_terminal(["deliver", "--now"], environ, 80) == [said]


def test_without_rich_the_tables_are_plain_text(tmp_path):
    """An endpoint on a platform has the standard library and Flask alone."""
    code = (
        "import sys; sys.modules['rich'] = sys.modules['rich.console'] = None;"
        "from flask.cli import main; sys.argv = ['flask', '--app', 'contact_api', 'status']; main()"
    )
    environ = production_environ(tmp_path)
    with_rich = flask(["status"], environ)
    plain = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert plain.stdout == with_rich.stdout


def test_deliver_counts_what_it_told(make_endpoint):
    """The alert about a dead letter, to the second address."""
    endpoint = make_endpoint(
        {"CONTACT_ALERT_TO": "alarm@elders.nl"}, transport=FakeTransport(REFUSED, Attempt(Fate.SENT))
    )
    store(endpoint, "AAAA-AAAA")
    said = run(endpoint, "deliver")[:2]
    assert said == (0, "Bezorgd: 0. Wacht nog: 0. Onbestelbaar: 1. Gewist: 0. Meldingen: 1.\n")
