"""What holds for the SQLite store alone: its file, its versions, and what is left of what was erased."""

import json
import random
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import asdict

import pytest

from contact_api.outbox import State, StoreUnavailableError
from contact_api.stores.sqlite import SqliteOutbox
from tests.builders import NOW, a_new_message, a_submission

LATER = NOW + 60
# The schema as version 1 made it: files of it are in use.
VERSION_1 = """
CREATE TABLE messages (
    receipt TEXT PRIMARY KEY, state TEXT NOT NULL, label TEXT NOT NULL, cause TEXT NOT NULL,
    message_id TEXT NOT NULL, content TEXT, fingerprint TEXT, idempotency_key TEXT, received_at REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, next_attempt_at REAL NOT NULL, lease TEXT,
    leased_at REAL NOT NULL DEFAULT 0, lease_until REAL NOT NULL DEFAULT 0, ended_at REAL, wiped_at REAL,
    last_error TEXT
) STRICT;
CREATE INDEX waiting ON messages (next_attempt_at) WHERE state IN ('received', 'retrying');
CREATE INDEX repeats ON messages (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE TABLE hits (bucket TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE INDEX hits_by_bucket ON hits (bucket, at);
PRAGMA user_version = 1;
"""


@pytest.fixture
def outbox(tmp_path):
    return SqliteOutbox(tmp_path / "folder" / "outbox.sqlite")


def test_a_commit_survives_a_power_cut(outbox):
    """WAL with synchronous=FULL; and the file is its owner's alone."""
    outbox.ping()
    with outbox._file.connection() as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA secure_delete").fetchone() == (1,)
    assert outbox._file.path.stat().st_mode & 0o077 == 0


def test_a_folder_that_can_not_be_made_is_unavailable(tmp_path):
    """Not a traceback."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailableError):
        SqliteOutbox(tmp_path / "file" / "outbox.sqlite").ping()


def test_a_file_that_is_no_database_is_unavailable(tmp_path):
    """And stays as it was."""
    path = tmp_path / "outbox.sqlite"
    path.write_bytes(b"something else" * 100)
    with pytest.raises(StoreUnavailableError):
        SqliteOutbox(path).ping()
    assert path.read_bytes() == b"something else" * 100


def test_a_database_of_a_later_version_is_unavailable(outbox):
    """An older program does not write into it."""
    outbox.ping()
    with sqlite3.connect(outbox._file.path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StoreUnavailableError, match="schema version 99"):
        SqliteOutbox(outbox._file.path).ping()


def test_a_locked_database_is_unavailable_after_a_while(tmp_path):
    """A writer that hangs does not hold a visitor for ever."""
    outbox = SqliteOutbox(tmp_path / "outbox.sqlite", busy_seconds=0.05)
    outbox.ping()
    db = sqlite3.connect(outbox._file.path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailableError):
        outbox.add(a_new_message(), 0, LATER)
    db.execute("ROLLBACK")
    db.close()
    assert outbox.add(a_new_message(), 0, LATER).receipt == "AAAA-BBBB"


def test_writers_take_turns(outbox):
    """Nobody waits for most of the time that all of them need: who waits too long is turned away."""
    outbox.ping()
    waits, start = [], threading.Barrier(8)

    def write(writer):
        start.wait()
        for number in range(120):
            began = time.monotonic()
            name = f"{writer}-{number}"
            outbox.add(a_new_message(name, fingerprint=name), 0, LATER)
            waits.append(time.monotonic() - began)

    began = time.monotonic()
    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(waits) == 8 * 120
    assert max(waits) < (time.monotonic() - began) / 2


def test_two_that_wipe_at_once_wait_for_each_other(tmp_path):
    """Rounds of delivery, in one process (the same store) or in two (one each): none ends as a fault."""
    one, other = (SqliteOutbox(tmp_path / "outbox.sqlite") for _ in range(2))
    failures, start = [], threading.Barrier(3)

    def work(outbox, writer):
        start.wait()
        for number in range(40):
            name = f"{writer}-{number}"
            outbox.add(a_new_message(name, fingerprint=name), 0, LATER)
            try:
                outbox.wipe(0, NOW)
            except StoreUnavailableError as error:
                failures.append(str(error))

    stores = (one, one, other)
    threads = [threading.Thread(target=work, args=(outbox, n)) for n, outbox in enumerate(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert one.counts()[State.RECEIVED] == 120


def test_many_that_start_at_once_all_get_in(tmp_path):
    """The first request of each instance meets the others while the file is made."""
    failures, start = [], threading.Barrier(8)

    def ping():
        start.wait()
        try:
            SqliteOutbox(tmp_path / "outbox.sqlite").ping()
        except StoreUnavailableError as error:
            failures.append(error)

    threads = [threading.Thread(target=ping) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_closed_store_opens_again(outbox):
    """Nothing is left open, nothing is lost."""
    outbox.add(a_new_message(), 0, LATER)
    outbox.close()
    assert [path.name for path in outbox._file.path.parent.iterdir()] == ["outbox.sqlite"]
    assert outbox.counts()[State.RECEIVED] == 1


def test_a_file_that_vanishes_is_made_anew(outbox):
    """A restored or moved folder needs no restart."""
    outbox.ping()
    for path in outbox._file.path.parent.iterdir():
        path.unlink()
    assert outbox.add(a_new_message(), 0, LATER).receipt == "AAAA-BBBB"


def a_version_1_file(path, extra=""):
    """A file as the first version left it, with a message in each of its states."""
    path.parent.mkdir(exist_ok=True)
    content = json.dumps(asdict(a_submission()), ensure_ascii=False)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(VERSION_1 + extra)
        for number, state in enumerate(("received", "retrying", "delivered", "dead")):
            row = (f"R{number}", state, content, f"f{number}", NOW + number, NOW + number)
            db.execute(
                "INSERT INTO messages (receipt, state, label, cause, message_id, content, fingerprint,"
                " idempotency_key, received_at, next_attempt_at) VALUES (?, ?, '', '', '<id>',"
                " ?, ?, '', ?, ?)",
                row,
            )
        db.commit()


def test_a_file_of_the_first_version_keeps_every_row(outbox):
    """What waited is delivered, what was delivered is known by its words."""
    a_version_1_file(outbox._file.path)
    assert [(found.receipt, found.state, found.submission, found.layers) for found in outbox.messages()] == [
        (f"R{number}", state, a_submission(), ())
        for number, state in enumerate((State.RECEIVED, State.RETRYING, State.DELIVERED, State.DEAD))
    ]
    assert outbox.find_repeat("f2", "", 0).receipt == "R2"
    waiting = [outbox.lease_next(LATER, LATER + 60) for _ in range(3)]
    assert [(found.receipt, found.queued_at) if found else None for found in waiting] == [
        ("R0", NOW),
        ("R1", NOW + 1),
        None,
    ]


def test_a_migration_that_fails_leaves_the_file_as_it_was(outbox):
    """Here something stands in the way of its last step; nothing of the steps before it stays."""
    path = outbox._file.path
    a_version_1_file(path, "CREATE TABLE tokens (x);")
    with pytest.raises(StoreUnavailableError):
        outbox.ping()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert "layers" not in {column[1] for column in db.execute("PRAGMA table_info(messages)")}
        assert db.execute("SELECT count(*) FROM messages").fetchone() == (4,)
        db.execute("DROP TABLE tokens")
    assert outbox.counts()[State.DEAD] == 1


@pytest.mark.parametrize("ending", ["wiped", "erased"])
def test_what_was_erased_is_in_none_of_the_files(outbox, ending):
    """No word, name or address is left in a page, a free page or the log; what stays is whole."""
    dice, words = random.Random(5), []
    for number in range(150):
        word = f"geheim{number:03}woord"
        words.append(word.encode())
        submission = a_submission(
            naam=f"{word} de Wit", email=f"{word}@voorbeeld.nl", bericht=f"{word} " * dice.randint(1, 300)
        )
        message = outbox.add(a_new_message(f"R{number}", submission=submission), 0, LATER)
        outbox.retry(message.receipt, message.lease, NOW, "rcpt-450")
        outbox.delivered(message.receipt, message.lease, NOW)
    assert all(word in everything_in(outbox) for word in words)
    gone = words
    if ending == "wiped":
        assert outbox.wipe(NOW, LATER) == 150
    else:
        order = list(range(150))
        dice.shuffle(order)
        gone = [words[number] for number in order[:100] if outbox.erase(f"R{number}", LATER)]
        assert len(gone) == 100
    left = everything_in(outbox)
    assert [word for word in gone if word in left] == []
    kept = [word for word in words if word not in gone]
    assert all(word in left for word in kept)
    assert sum(found.submission is not None for found in outbox.messages()) == len(kept)


def test_erasing_says_so_when_a_reader_keeps_the_log_from_being_emptied(tmp_path):
    """Words may still be in it; the next time they go."""
    outbox = SqliteOutbox(tmp_path / "outbox.sqlite", busy_seconds=0.05)
    outbox.add(a_new_message(submission=a_submission(bericht="geheimwoord")), 0, LATER)
    with closing(sqlite3.connect(outbox._file.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM messages").fetchall()
        with pytest.raises(StoreUnavailableError, match="the log is in use"):
            outbox.erase("AAAA-BBBB", LATER)
    assert not outbox.erase("AAAA-BBBB", LATER)
    assert b"geheimwoord" not in everything_in(outbox)


def test_a_damaged_row_is_leased_without_its_words(outbox):
    """So that it can be told of; it holds nobody up."""
    for number, content in enumerate(("{", '{"naam": "Ans"}', "[1]", "null", None)):
        outbox.add(a_new_message(f"R{number}"), 0, NOW)
        with outbox._file.transaction() as db:
            db.execute("UPDATE messages SET content = ? WHERE receipt = ?", (content, f"R{number}"))
    leased = [outbox.lease_next(NOW, LATER) for _ in range(6)]
    assert [found and (found.receipt, found.submission) for found in leased] == [
        *((f"R{number}", None) for number in range(5)),
        None,
    ]
    assert [found.submission for found in outbox.messages()] == [None] * 5


def everything_in(outbox):
    """The bytes of the file and of all that lies beside it."""
    return b"".join(path.read_bytes() for path in outbox._file.path.parent.iterdir())


def test_only_what_must_survive_a_power_cut_waits_for_the_disk(outbox):
    """A use of a limit and a delivery may be forgotten: neither costs a message, each would cost time."""
    said = []
    with outbox._file.connection() as db:
        db.set_trace_callback(said.append)

    def waits(call):
        said.clear()
        result = call()
        modes = [line for line in said if line.startswith("PRAGMA synchronous")]
        assert len(modes) == said.count("COMMIT") == 1
        return result, modes == ["PRAGMA synchronous = FULL"]

    first, durable = waits(lambda: outbox.add(a_new_message(), 0, LATER))
    assert durable
    assert waits(lambda: outbox.hit("total", 9, 60, NOW)) == (0, False)
    assert waits(lambda: outbox.use_once("token", LATER, NOW)) == (True, True)
    assert waits(lambda: outbox.retry("AAAA-BBBB", first.lease, NOW, "x")) == (None, True)
    assert waits(lambda: outbox.delivered("AAAA-BBBB", "", NOW)) == (None, False)


def test_connections_are_used_again_and_let_go_with_the_file(outbox):
    """One that opens costs more than what is asked of it; one of a file that is gone is worth nothing."""
    for _ in range(3):
        outbox.ping()
    first = outbox._file._idle
    assert len(first._connections) == 1
    outbox._file.path.rename(outbox._file.path.with_name("elsewhere.sqlite"))
    outbox.ping()
    assert outbox._file._idle is not first
    assert first._connections == []
    with pytest.raises(sqlite3.ProgrammingError):
        first.give_back(_Closed())


class _Closed:
    """A connection that comes back after its file went."""

    in_transaction = False

    def close(self):
        raise sqlite3.ProgrammingError("closed")
