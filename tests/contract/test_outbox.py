"""What every store must do, over each store that there is."""

import sqlite3
import threading

import pytest

from contact_api.outbox import Label, Repeat, State, StoreUnavailableError
from contact_api.stores.sqlite import SqliteOutbox
from tests.builders import NOW, a_leased_message, a_new_message

LATER = NOW + 60


@pytest.fixture
def outbox(tmp_path):
    return SqliteOutbox(tmp_path / "folder" / "outbox.sqlite")


def test_a_stored_message_comes_back_as_it_went_in(outbox):
    """Every part of it, under a lease."""
    message = a_new_message(label=Label.UNCHECKED, cause="unreachable")
    stored = outbox.add(message, 0, LATER)
    assert stored == a_leased_message(label=Label.UNCHECKED, cause="unreachable", lease=stored.lease)
    assert stored.lease


def test_a_repeat_gives_the_receipt_of_the_first(outbox):
    """Within the time, or under the same key for as long as it is kept."""
    outbox.add(a_new_message("A", fingerprint="f", idempotency_key="k"), 0, LATER)
    assert outbox.add(a_new_message("B", fingerprint="f"), NOW, LATER) == Repeat("A")
    assert outbox.find_repeat("f", "", NOW) == Repeat("A")
    assert outbox.find_repeat("f", "", NOW + 1) is None
    assert outbox.find_repeat("f", "k", NOW + 1) == Repeat("A")
    assert outbox.find_repeat("other", "k", 0) is None
    assert outbox.counts()[State.RECEIVED] == 1


def test_many_at_once_with_the_same_words_are_one_message(outbox):
    """The check and the insert are one transaction."""
    answers, start = [], threading.Barrier(8)

    def post(number):
        start.wait()
        answers.append(outbox.add(a_new_message(f"R{number}", fingerprint="f"), 0, LATER))

    threads = [threading.Thread(target=post, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({answer.receipt for answer in answers}) == 1
    assert sum(isinstance(answer, Repeat) for answer in answers) == 7


def test_two_workers_never_hold_the_same_message(outbox):
    """Every message is leased exactly once while its lease holds."""
    for number in range(20):
        outbox.add(a_new_message(f"R{number}"), 0, NOW)
    taken, start = [], threading.Barrier(4)

    def work():
        start.wait()
        while message := outbox.lease_next(NOW, LATER):
            taken.append(message.receipt)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(f"R{number}" for number in range(20))


def test_who_lost_the_lease_can_not_change_the_message_but_may_say_that_it_went(outbox):
    """A late "try again" is passed over; a late "delivered" is true."""
    first = outbox.add(a_new_message(), 0, NOW)
    second = outbox.lease_next(NOW, LATER)
    outbox.dead(first.receipt, first.lease, NOW, "x")
    assert outbox.counts()[State.RECEIVED] == 1
    outbox.delivered(first.receipt, first.lease, NOW)
    outbox.retry(second.receipt, second.lease, NOW, "x")
    assert outbox.counts()[State.DELIVERED] == 1
    assert outbox.lease_next(LATER + 1, LATER + 60) is None


def test_the_oldest_that_is_due_goes_first(outbox):
    """And what is not due stays."""
    for receipt, received_at in (("B", NOW + 2), ("A", NOW + 1), ("C", NOW + 500)):
        outbox.add(a_new_message(receipt, received_at=received_at), 0, NOW)
    leased = [outbox.lease_next(NOW + 10, LATER) for _ in range(3)]
    assert [message and message.receipt for message in leased] == ["A", "B", None]


def test_attempts_are_counted(outbox):
    """The backoff depends on it."""
    message = outbox.add(a_new_message(), 0, NOW)
    outbox.retry(message.receipt, message.lease, NOW, "rcpt-450")
    assert outbox.lease_next(NOW, LATER).attempts == 1


def test_a_limit_is_a_window_that_slides(outbox):
    """Two a minute: the third waits until the first is a minute old."""
    assert [outbox.hit("b", 2, 60, NOW + second) for second in (0, 20, 30)] == [0, 0, 30]
    assert outbox.hit("other", 2, 60, NOW + 30) == 0
    assert outbox.hit("b", 2, 60, NOW + 60) == 0
    assert outbox.hit("b", 2, 60, NOW + 61) == 19


def test_a_clock_set_back_locks_nobody_out(outbox):
    """The wait is never longer than the period."""
    outbox.hit("b", 1, 60, NOW)
    assert outbox.hit("b", 1, 60, NOW - 9000) == 60


def test_counts_has_zeros(outbox):
    """Silence is told apart from nothing."""
    assert outbox.counts() == {State.RECEIVED: 0, State.RETRYING: 0, State.DELIVERED: 0, State.DEAD: 0}


class TestSqlite:
    """What holds for the file alone."""

    def test_a_commit_survives_a_power_cut(self, outbox):
        """WAL with synchronous=FULL; and the file is its owner's alone."""
        outbox.ping()
        with outbox._file.connection() as db:
            assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert db.execute("PRAGMA synchronous").fetchone() == (2,)
            assert db.execute("PRAGMA secure_delete").fetchone() == (1,)
        assert outbox._file.path.stat().st_mode & 0o077 == 0

    def test_a_folder_that_can_not_be_made_is_unavailable(self, tmp_path):
        """Not a traceback."""
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreUnavailableError):
            SqliteOutbox(tmp_path / "file" / "outbox.sqlite").ping()

    def test_a_file_that_is_no_database_is_unavailable(self, tmp_path):
        """And stays as it was."""
        path = tmp_path / "outbox.sqlite"
        path.write_bytes(b"something else" * 100)
        with pytest.raises(StoreUnavailableError):
            SqliteOutbox(path).ping()
        assert path.read_bytes() == b"something else" * 100

    def test_a_database_of_a_later_version_is_unavailable(self, outbox):
        """An older program does not write into it."""
        outbox.ping()
        with sqlite3.connect(outbox._file.path) as db:
            db.execute("PRAGMA user_version = 99")
        db.close()
        with pytest.raises(StoreUnavailableError, match="schema version 99"):
            SqliteOutbox(outbox._file.path).ping()

    def test_a_locked_database_is_unavailable_after_a_while(self, outbox, monkeypatch):
        """A writer that hangs does not hold a visitor for ever."""
        monkeypatch.setattr("contact_api.stores.sqlite_file.BUSY_SECONDS", 0.05)
        outbox.ping()
        db = sqlite3.connect(outbox._file.path, isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailableError):
            outbox.add(a_new_message(), 0, LATER)
        db.execute("ROLLBACK")
        db.close()
        assert outbox.add(a_new_message(), 0, LATER).receipt == "AAAA-BBBB"

    def test_many_that_start_at_once_all_get_in(self, tmp_path):
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

    def test_a_closed_store_opens_again(self, outbox):
        """Nothing is left open, nothing is lost."""
        outbox.add(a_new_message(), 0, LATER)
        outbox.close()
        assert [path.name for path in outbox._file.path.parent.iterdir()] == ["outbox.sqlite"]
        assert outbox.counts()[State.RECEIVED] == 1

    def test_a_file_that_vanishes_is_made_anew(self, outbox):
        """A restored or moved folder needs no restart."""
        outbox.ping()
        for path in outbox._file.path.parent.iterdir():
            path.unlink()
        assert outbox.add(a_new_message(), 0, LATER).receipt == "AAAA-BBBB"
