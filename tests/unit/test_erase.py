"""Erasing on request: what is asked, what is proven, and that the proof would see what is left."""

import pytest

from contact_api.erasure import Erased, Proof, erase
from contact_api.outbox import State, StoreUnavailableError
from contact_api.settings import PostgresDatabase, SqliteFile
from contact_api.stores.sqlite import SqliteOutbox
from contact_api.traces import LONGEST_PIECE, files_of, pieces_in_files, pieces_of
from tests.builders import NOW, a_new_message, a_submission
from tests.commands import run, store

LONG = "Mijn zoon slaapt al weken niet en zegt dat niemand hem hoort. " * 60
OTHER = {"email": "bob@elders.nl", "bericht": "Een heel ander bericht, van een ander mens."}
OUT_OF_REACH = (
    "\n"
    "Wat deze opdracht niet kan wissen, en wat je zelf nog moet doen:\n"
    "- de mail van AAAA-AAAA, die op 21-09-2026 om 16.13 uur is bezorgd bij coach@praktijk-test.nl, "
    "en jouw antwoord daarop\n"
    "- back-ups van de opslag, en exports die je hebt gemaakt\n"
    "- het logboek van je mailserver\n"
)


def bytes_of(tmp_path):
    return b"".join(path.read_bytes() for path in files_of(tmp_path / "outbox.sqlite"))


def test_erase_by_address_asks_erases_and_proves(endpoint, tmp_path):
    """In capitals or not; every message of the address, and no other; the bytes are read before and after."""
    store(endpoint, "AAAA-AAAA", State.DELIVERED, said={"bericht": LONG.strip()})
    store(endpoint, "BBBB-BBBB", State.RETRYING, "rcpt-450", said={"email": "Ans@Voorbeeld.nl"})
    store(endpoint, "CCCC-CCCC", said=OTHER)
    assert b"ans@voorbeeld.nl" in bytes_of(tmp_path)
    assert run(endpoint, "erase", "--email", "ANS@voorbeeld.nl", input="ja\n") == (
        0,
        "Ontvangstnummer  Ontvangen                Toestand    Naam        E-mail            Bericht\n"
        "AAAA-AAAA        21-09-2026 om 15.13 uur  bezorgd     Ans de Wit  ans@voorbeeld.nl  3719 tekens\n"
        "BBBB-BBBB        21-09-2026 om 15.13 uur  uitgesteld  Ans de Wit  Ans@Voorbeeld.nl  88 tekens\n"
        "\n"
        "Deze 2 berichten voorgoed wissen? Typ ja en Enter: ja\n"
        "\n"
        "Ontvangstnummer  Ontvangen                Wat is gewist"
        "                                             Wanneer\n"
        "AAAA-AAAA        21-09-2026 om 15.13 uur  "
        "naam, e-mail, telefoon, onderwerp, bericht (3719 tekens)  21-09-2026 om 16.13 uur\n"
        "BBBB-BBBB        21-09-2026 om 15.13 uur  "
        "naam, e-mail, telefoon, onderwerp, bericht (88 tekens)    21-09-2026 om 16.13 uur\n"
        "\n"
        "Nagekeken: elke byte van outbox.sqlite, en elk bericht dat er nog is.\n"
        "Gezocht naar 16 stukken: het adres, het telefoonnummer en stukken uit de tekst.\n"
        "Gevonden voor het wissen: 16. Gevonden na het wissen: 0.\n"
        "Het is weg.\n" + OUT_OF_REACH,
        "",
    )
    assert b"ans@voorbeeld.nl" not in bytes_of(tmp_path).lower()
    assert b"niemand hem hoort" not in bytes_of(tmp_path)
    assert endpoint.outbox.find("CCCC-CCCC").submission == a_submission(**OTHER)
    endpoint.clock.pass_seconds(86400)
    assert run(endpoint, "deliver")[0] == 0
    assert [mail["Reply-To"].addresses[0].addr_spec for mail in endpoint.transport.tried] == ["bob@elders.nl"]


@pytest.mark.parametrize("answer", ["nee\n", "\n", "jawel hoor\n"])
def test_nothing_is_erased_without_a_yes(endpoint, answer):
    """Exit code 1, so that a script sees it."""
    message = store(endpoint, "AAAA-AAAA")
    code, said, errors = run(endpoint, "erase", "AAAA-AAAA", input=answer)
    assert (code, errors) == (1, "Fout: Er is niets gewist.\n")
    assert "Dit bericht voorgoed wissen? Typ ja en Enter:" in said
    assert endpoint.outbox.find("AAAA-AAAA").submission == message.submission


def test_nobody_to_ask_is_a_no(endpoint):
    """A closed standard input."""
    store(endpoint, "AAAA-AAAA")
    code, _, errors = run(endpoint, "erase", "AAAA-AAAA", input="")
    assert (code, errors.splitlines()[-1]) == (1, "Fout: Afgebroken.")
    assert endpoint.outbox.find("AAAA-AAAA").state is State.RECEIVED


def test_what_another_message_holds_is_said_and_is_no_trace(endpoint):
    """Two messages of one address, one of which is erased by its receipt."""
    for receipt in ("AAAA-AAAA", "BBBB-BBBB"):
        store(endpoint, receipt)
    code, said, _ = run(endpoint, "erase", "aaaaaaaa", "--yes")
    assert code == 0
    assert "Gevonden voor het wissen: 4. Gevonden na het wissen: 0.\n" in said
    assert "Hetzelfde adres of dezelfde tekst staat nog in een ander bericht: BBBB-BBBB.\n" in said
    code, said, _ = run(endpoint, "erase", "BBBB-BBBB", "--yes")
    assert (code, "ander bericht:" in said) == (0, False)


def test_many_that_hold_the_same_are_counted(endpoint):
    """The first twenty by name."""
    for number in range(23):
        store(endpoint, f"AAAA-{number:04}")
    said = run(endpoint, "erase", "AAAA-0000", "--yes")[1]
    assert "ander bericht: AAAA-0001, AAAA-0002," in said
    assert "AAAA-0019, AAAA-0020 en nog 2.\n" in said


def test_in_a_database_the_messages_that_are_left_are_looked_at(postgres_outbox):
    """Its files are not ours to read, and the proof says so."""
    postgres_outbox.add(a_new_message("AAAA-AAAA"), 0, NOW)
    postgres_outbox.add(a_new_message("BBBB-BBBB", submission=a_submission(**OTHER)), 0, NOW)
    message = postgres_outbox.find("AAAA-AAAA")
    proof = erase(postgres_outbox, PostgresDatabase("postgresql://"), [message], NOW)
    assert proof == Proof((Erased(message, True),), sought=4, found_before=4, left=0, shared=(), files=())
    assert proof.holds
    assert postgres_outbox.find("BBBB-BBBB").submission == a_submission(**OTHER)


def test_erasing_again_changes_nothing(endpoint):
    """There is nothing left to look for, and it says so."""
    store(endpoint, "AAAA-AAAA", State.ERASED)
    code, said, _ = run(endpoint, "erase", "AAAA-AAAA", "--yes")
    assert code == 0
    assert "(al gewist)" in said
    assert "Gezocht naar 0 stukken" in said


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        ([], 2, "Geef een of meer ontvangstnummers, of --email met een adres."),
        (
            ["AAAA-AAAA", "--email", "a@b.nl"],
            2,
            "Geef een of meer ontvangstnummers, of --email met een adres.",
        ),
        (["--email", "ans"], 2, "ans is geen e-mailadres."),
        (["AAAA-AAAA", "DDDD-DDDD", "--yes"], 1, "Er is geen bericht met ontvangstnummer DDDD-DDDD."),
        (
            ["--email", "wie@elders.nl"],
            1,
            "Er is geen bericht van wie@elders.nl. "
            "Van berichten die al zijn gewist, wordt geen adres bewaard.",
        ),
    ],
)
def test_a_call_that_names_nothing_erases_nothing(endpoint, arguments, code, error):
    """One wrong receipt among several, too."""
    store(endpoint, "AAAA-AAAA")
    assert run(endpoint, "erase", *arguments) == (code, "", f"Fout: {error}\n")
    assert endpoint.outbox.find("AAAA-AAAA").state is State.RECEIVED


class Forgetful:
    """A store whose `erase` is as the test says; all else is real."""

    def __init__(self, outbox, erase):
        self._outbox, self.erase = outbox, erase

    def __getattr__(self, name):
        return getattr(self._outbox, name)


def test_the_proof_fails_when_bytes_are_left(tmp_path):
    """A store that forgets the row and leaves a copy in its file is found out."""
    path = tmp_path / "outbox.sqlite"
    outbox = SqliteOutbox(path)
    outbox.add(a_new_message("AAAA-AAAA"), 0, NOW)

    def careless(receipt, now):
        outbox.erase(receipt, now)
        outbox.use_once("a copy for Ans@Voorbeeld.NL", NOW, NOW)

    messages = [outbox.find("AAAA-AAAA")]
    proof = erase(Forgetful(outbox, careless), SqliteFile(path), messages, NOW)
    assert (proof.left, proof.holds, proof.erased[0].gone) == (1, False, True)


def test_the_proof_fails_when_the_message_is_still_there(tmp_path):
    """Whatever the store says of itself."""
    outbox = SqliteOutbox(tmp_path / "outbox.sqlite")
    outbox.add(a_new_message("AAAA-AAAA"), 0, NOW)
    lazy = Forgetful(outbox, lambda receipt, now: True)
    proof = erase(lazy, PostgresDatabase("postgresql://"), [outbox.find("AAAA-AAAA")], NOW)
    assert (proof.erased[0].gone, proof.holds, proof.files) == (False, False, ())


def test_a_log_that_is_in_use_is_asked_again(tmp_path):
    """Somebody reads for a moment; the second time it goes."""
    outbox = SqliteOutbox(tmp_path / "outbox.sqlite")
    outbox.add(a_new_message("AAAA-AAAA"), 0, NOW)
    calls = []

    def busy_once(receipt, now):
        calls.append(receipt)
        outbox.erase(receipt, now)
        if len(calls) == 1:
            raise StoreUnavailableError("the log is in use")

    store = SqliteFile(tmp_path / "outbox.sqlite")
    proof = erase(Forgetful(outbox, busy_once), store, [outbox.find("AAAA-AAAA")], NOW)
    assert (len(calls), proof.holds) == (2, True)


def test_pieces_are_from_the_whole_of_the_text():
    """Short enough for a page of the database, none with what JSON writes otherwise; few of them."""
    text = 'Eerste regel "tussen haakjes"\n\nkort\n' + LONG
    pieces = pieces_of(a_submission(bericht=text, telefoon="06 12 34 56 78"))
    assert pieces[:4] == ("ans@voorbeeld.nl", "06 12 34 56 78", "Eerste regel", pieces[3])
    assert len(pieces) <= 14
    assert all(8 <= len(piece) <= LONGEST_PIECE and piece in text for piece in pieces[2:])
    assert pieces_of(a_submission(bericht="Hoi")) == ("ans@voorbeeld.nl",)


def test_a_piece_over_the_edge_of_what_is_read_at_once_is_found(tmp_path):
    """Files are read a megabyte at a time."""
    path = tmp_path / "bytes"
    path.write_bytes(b"x" * ((1 << 20) - 5) + "mijn café tekst".encode() + b"x" * 100)
    assert pieces_in_files(("mijn café tekst", "iets anders"), [path]) == {"mijn café tekst"}
    assert pieces_in_files((), [path]) == set()
