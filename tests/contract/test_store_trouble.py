"""The store in trouble while the endpoint runs: a full disk, a lock, a file that is gone, a clock that jumps.

What was accepted is delivered; what was not accepted says so, and every word is still there.
"""

import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager

import pytest

from contact_api.outbox import State
from contact_api.stores.sqlite import SqliteOutbox
from contact_api.transport import Attempt, Fate
from tests.builders import a_form, a_new_message
from tests.fakes import FakeTransport

DAY = 86400
LIMITS = {"CONTACT_LIMITS": "per_address=1000/hour,total=1000/hour"}
WAITS = Attempt(Fate.TEMPORARY, "rcpt-450")
SENT = Attempt(Fate.SENT)


@pytest.fixture
def disk(tmp_path):
    """A disk with room for what SQLite lets its log grow to before it tidies up (4 MB), and some more."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can't be mounted here: it takes root on Linux")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def on_disk(disk, make_endpoint):
    """An endpoint with its store on that disk."""
    return make_endpoint(LIMITS | {"CONTACT_STORE": f"sqlite:///{disk}/outbox.sqlite"})


@contextmanager
def full(disk, left=0):
    """Nothing but `left` bytes free on it."""
    filler = disk / "filler"
    filler.write_bytes(b"x" * max(shutil.disk_usage(disk).free - left, 0))
    try:
        yield
    finally:
        filler.unlink()


def assert_unavailable(endpoint, words):
    """503 in both forms, when to come back, and every word on the page."""
    fetched = endpoint.fetch(a_form(bericht=words))
    assert (fetched.status_code, fetched.json["type"]) == (503, "urn:nabij:unavailable")
    assert "Retry-After" in fetched.headers
    page = endpoint.post(a_form(bericht=words))
    assert page.status_code == 503
    assert words in page.text


def assert_all_delivered(endpoint, receipts):
    """Each of them is in a mail, and the store says so."""
    endpoint.clock.pass_seconds(4 * 3600)
    endpoint.delivery.deliver_due()
    assert {endpoint.outbox.find(receipt).state for receipt in receipts} == {State.DELIVERED}
    sent = {mail["Message-ID"][1:10] for mail in endpoint.transport.sent}
    assert set(receipts) <= sent


def receipts_of(answers):
    return [answer.json["receipt"] for answer in answers if answer.status_code == 201]


def test_a_disk_that_is_full(on_disk, disk):
    """Nothing is accepted that can't be kept; with room again, all goes on."""
    before = receipts_of([on_disk.fetch(a_form(bericht="Voor"))])
    with full(disk):
        assert_unavailable(on_disk, "Mijn dochter praat niet meer")
    after = receipts_of([on_disk.fetch(a_form(bericht="Na"))])
    assert_all_delivered(on_disk, before + after)


def test_a_disk_that_fills_up_at_any_step(on_disk, disk):
    """Whatever room there is left: an answer is 201 or 503, and each 201 holds."""
    on_disk.fetch(a_form(bericht="Voor"))
    answers = []
    for left in range(0, 120_000, 8192):
        with full(disk, left):
            answers += [on_disk.fetch(a_form(bericht=f"{left} {'x' * 4500} {n}")) for n in range(2)]
    assert {answer.status_code for answer in answers} == {201, 503}
    assert_all_delivered(on_disk, receipts_of(answers))


def test_a_disk_that_is_full_just_when_the_mail_has_gone(disk, make_endpoint):
    """It can't be written down, so it goes again under the same Message-ID: a duplicate beats a loss."""
    filler = disk / "filler"

    class Filling(FakeTransport):
        def send(self, mail, budget):
            if not filler.exists():
                filler.write_bytes(b"x" * shutil.disk_usage(disk).free)
            return super().send(mail, budget)

    endpoint = make_endpoint(
        LIMITS | {"CONTACT_STORE": f"sqlite:///{disk}/outbox.sqlite"}, transport=Filling()
    )
    # What fits into the log's last page may still be written; what does not is the case here.
    answers = [endpoint.fetch(a_form(bericht=f"{n} {'x' * 4900}")) for n in range(3)]
    receipts = receipts_of(answers[:1])
    filler.write_bytes(b"")
    assert endpoint.outbox.find(receipts[0]).state is State.RECEIVED
    assert_all_delivered(endpoint, receipts)
    copies = [mail for mail in endpoint.transport.sent if mail["Message-ID"][1:10] == receipts[0]]
    assert [copy.as_bytes() for copy in copies] == [copies[0].as_bytes()] * 2


@pytest.fixture
def impatient(tmp_path, make_endpoint):
    """An endpoint that waits only briefly for another writer."""
    return make_endpoint(outbox=SqliteOutbox(tmp_path / "outbox.sqlite", busy_seconds=0.05))


@contextmanager
def locked(path):
    """Another program is writing, and does not come to an end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_database_that_is_locked(impatient, tmp_path):
    """503 after a while; then all goes on."""
    before = receipts_of([impatient.fetch(a_form(bericht="Voor"))])
    with locked(tmp_path / "outbox.sqlite"):
        assert_unavailable(impatient, "Mijn dochter praat niet meer")
        assert impatient.client.get("/health").status_code == 200
    after = receipts_of([impatient.fetch(a_form(bericht="Na"))])
    assert_all_delivered(impatient, before + after)


def test_a_database_that_is_locked_just_when_the_mail_has_gone(tmp_path, make_endpoint):
    """The visitor's answer does not depend on it; the mail goes again."""
    lock = []

    class Locking(FakeTransport):
        def send(self, mail, budget):
            if not lock:
                lock.append(locked(tmp_path / "outbox.sqlite"))
                lock[0].__enter__()
            return super().send(mail, budget)

    outbox = SqliteOutbox(tmp_path / "outbox.sqlite", busy_seconds=0.05)
    endpoint = make_endpoint(outbox=outbox, transport=Locking())
    receipts = receipts_of([endpoint.fetch()])
    lock[0].__exit__(None, None, None)
    assert endpoint.outbox.find(receipts[0]).state is State.RECEIVED
    assert_all_delivered(endpoint, receipts)
    assert len(endpoint.transport.sent) == 2


@contextmanager
def unchangeable(path):
    """Root writes into a file whose rights say no; not into one that can't be changed."""
    if not shutil.which("chattr") or subprocess.run(["chattr", "+i", path], check=False).returncode:
        pytest.skip("a file can't be made unchangeable here: it takes root and ext4 or tmpfs")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", path], check=True)


def test_a_database_that_can_only_be_read(endpoint, make_endpoint):
    """What had it open may go on; started again, it says 503 until it can be written again."""
    answers = [endpoint.fetch(a_form(bericht="Voor"))]
    with unchangeable(endpoint.settings.store.path):
        answers.append(endpoint.fetch(a_form(bericht="Onderweg")))
        endpoint.outbox.close()
        again = make_endpoint()
        assert_unavailable(again, "Mijn dochter praat niet meer")
    answers.append(again.fetch(a_form(bericht="Na")))
    assert_all_delivered(again, receipts_of(answers[2:]))
    assert {answer.status_code for answer in answers} <= {201, 503}
    assert {again.outbox.find(receipt).state for receipt in receipts_of(answers)} == {State.DELIVERED}


@pytest.mark.parametrize("gone", ["sqlite*", "sqlite", "sqlite-wal", "sqlite-shm"])
def test_a_file_that_is_taken_away(endpoint, make_endpoint, gone):
    """No fault: the next message is taken into a new one, or is told to come back; a 201 holds."""
    endpoint.fetch(a_form(bericht="Voor"))
    for path in endpoint.settings.store.path.parent.glob(f"outbox.{gone}"):
        path.unlink()
    answers = [endpoint.fetch(a_form(bericht=f"Na {number}")) for number in range(3)]
    assert {answer.status_code for answer in answers} <= {201, 503}
    assert endpoint.client.get("/ready").status_code == (200 if receipts_of(answers) else 503)
    # Started again, it is whole in any case.
    endpoint.outbox.close()
    again = make_endpoint()
    answers.append(again.fetch(a_form(bericht="Opnieuw")))
    assert_all_delivered(again, receipts_of(answers[-1:]))
    assert {again.outbox.find(receipt).state for receipt in receipts_of(answers)} == {State.DELIVERED}


def test_a_file_that_is_overwritten(endpoint, make_endpoint):
    """While its log has all of it nothing is lost; started again, nothing is taken and it is not ready."""
    before = receipts_of([endpoint.fetch(a_form(bericht="Voor"))])
    endpoint.settings.store.path.write_bytes(b"something else" * 1000)
    assert_all_delivered(endpoint, before)
    endpoint.outbox.close()
    endpoint.settings.store.path.write_bytes(b"something else" * 1000)
    again = make_endpoint()
    assert_unavailable(again, "Mijn dochter praat niet meer")
    assert again.client.get("/ready").status_code == 503


@pytest.mark.parametrize("jump", [-DAY, -3600, -60, 60, 3600, DAY, 30 * DAY])
def test_a_clock_that_jumps_while_a_message_waits(make_endpoint, jump):
    """It goes within the longest backoff, and the visitor's second click is the same message."""
    endpoint = make_endpoint(transport=FakeTransport(WAITS, SENT))
    receipts = receipts_of([endpoint.fetch(a_form(sleutel="one"))])
    endpoint.clock.pass_seconds(jump)
    assert receipts_of([endpoint.fetch(a_form(sleutel="one"))]) == receipts
    assert_all_delivered(endpoint, receipts)


def test_a_clock_set_back_while_a_worker_held_the_message(endpoint):
    """The worker was killed; its lease ends in a day by that clock, and is not waited for."""
    endpoint.outbox.add(a_new_message("AAAA-BBBB"), 0, endpoint.delivery.lease_end())
    endpoint.clock.pass_seconds(-DAY)
    endpoint.delivery.deliver_due()
    assert endpoint.outbox.find("AAAA-BBBB").state is State.DELIVERED


def test_a_clock_set_forward_by_a_month_gives_a_message_its_chance(make_endpoint):
    """One attempt more; if that fails it is a dead letter, which is kept and can be sent again."""
    endpoint = make_endpoint(transport=FakeTransport(WAITS, WAITS, SENT))
    receipts = receipts_of([endpoint.fetch()])
    endpoint.clock.pass_seconds(30 * DAY)
    endpoint.delivery.deliver_due()
    assert endpoint.outbox.find(receipts[0]).state is State.DEAD
    endpoint.clock.pass_seconds(-30 * DAY)
    endpoint.delivery.deliver_due()
    assert endpoint.outbox.requeue(receipts[0], endpoint.clock())
    assert_all_delivered(endpoint, receipts)


@pytest.mark.parametrize("jump", [-DAY, 30 * DAY])
def test_a_clock_that_jumps_and_comes_back_shuts_nobody_out(endpoint, jump):
    """A limit counts what lies within its period, by any clock."""
    for number in range(8):
        endpoint.fetch(a_form(bericht=f"Bericht {number}"))
    endpoint.clock.pass_seconds(jump)
    assert endpoint.fetch(a_form(bericht="Onderweg")).status_code == 201
    endpoint.clock.pass_seconds(-jump)
    assert endpoint.fetch(a_form(bericht="Terug")).status_code == 201
