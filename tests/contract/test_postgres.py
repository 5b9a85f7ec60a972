"""What holds for the Postgres store alone: its version, its server, a pooler before it, many machines."""

import threading

import psycopg
import pytest

from contact_api.commands import COMMANDS
from contact_api.outbox import Repeat, State, StoreUnavailableError
from contact_api.stores.postgres import PostgresOutbox
from contact_api.transport import Attempt, Fate
from tests import postgres
from tests.builders import NOW, a_new_message, a_submission
from tests.commands import run

LATER = NOW + 60
ALL = ["0001_outbox"]


def at_once(count, action):
    """What `action` gave to each of `count` threads that start together."""
    given, start = [], threading.Barrier(count)

    def act(number):
        start.wait()
        given.append(action(number))

    threads = [threading.Thread(target=act, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_tables_are_made_by_the_command_and_by_nothing_else(postgres_server):
    """Until then the store is not there; two who migrate at once take turns, and the second finds nothing."""
    url = postgres_server.url()
    outbox = PostgresOutbox(url)
    with pytest.raises(StoreUnavailableError, match="schema version 0, expected 1"):
        outbox.ping()
    assert sorted(at_once(4, lambda _: PostgresOutbox(url).migrate())) == [[], [], [], ALL]
    outbox.ping()
    outbox.close()


def test_a_database_of_a_later_version_is_unavailable(postgres_server):
    """An older program does not write into it, nor does it migrate it."""
    url = postgres_server.url()
    PostgresOutbox(url).migrate()
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("INSERT INTO migrations VALUES (99, 'of_tomorrow')")
    with pytest.raises(StoreUnavailableError, match="schema version 99, expected 1"):
        PostgresOutbox(url).ping()
    assert PostgresOutbox(url).migrate() == []


def test_a_server_that_forgets_what_it_committed_is_unavailable(postgres_server):
    """ "Received" is said of what survives a power cut, and of nothing else."""
    url = postgres_server.url()
    PostgresOutbox(url).migrate()
    with psycopg.connect(url, autocommit=True) as db:
        (name,) = db.execute("SELECT current_database()").fetchone()
        db.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    with pytest.raises(StoreUnavailableError, match="synchronous_commit is off"):
        PostgresOutbox(url).ping()


def test_no_server_is_unavailable_without_a_word_of_the_address(tmp_path):
    """Its text would name the host, and with some faults the password."""
    outbox = PostgresOutbox(f"postgresql://user:hunter2@/nabij?host={tmp_path}")
    with pytest.raises(StoreUnavailableError) as caught:
        outbox.ping()
    assert str(caught.value) == "OperationalError"
    assert caught.value.__suppress_context__


def test_a_server_that_was_started_anew_is_found_again(postgres_outbox, postgres_server):
    """Connections that died with it are replaced; what was committed is there."""
    postgres_outbox.add(a_new_message(), 0, NOW)
    at_once(4, lambda _: postgres_outbox.counts())
    postgres_server.stop()
    with pytest.raises(StoreUnavailableError):
        postgres_outbox.ping()
    postgres_server.start()
    assert postgres_outbox.lease_next(NOW, LATER).receipt == "AAAA-BBBB"


def test_a_server_that_was_started_between_two_calls_costs_no_call(postgres_outbox, postgres_server):
    """Not even the first one after it."""
    at_once(4, lambda _: postgres_outbox.counts())
    postgres_server.stop()
    postgres_server.start()
    assert postgres_outbox.counts()[State.RECEIVED] == 0
    assert postgres_outbox.hit("b", 1, 60, NOW) == 0


@pytest.fixture
def stores(postgres_outbox, postgres_url):
    """Four machines on one database."""
    stores = [PostgresOutbox(postgres_url) for _ in range(4)]
    yield stores
    for store in stores:
        store.close()


def test_a_limit_holds_over_all_machines(stores):
    """Ten an hour are ten an hour."""
    waits = at_once(24, lambda number: stores[number % 4].hit("total", 10, 3600, NOW))
    assert sorted(waits) == [0] * 10 + [3600] * 14


def test_the_same_words_at_once_on_several_machines_are_one_message(stores):
    """And a token works once over all of them."""
    stored = at_once(
        8, lambda number: stores[number % 4].add(a_new_message(f"R{number}", fingerprint="f"), 0, LATER)
    )
    assert sum(isinstance(each, Repeat) for each in stored) == 7
    assert len({each.receipt for each in stored}) == 1
    assert sum(at_once(8, lambda number: stores[number % 4].use_once("token", LATER, NOW))) == 1


def test_a_worker_passes_over_what_another_is_taking(postgres_outbox, postgres_url):
    """It does not wait for it: SKIP LOCKED."""
    for receipt in ("A", "B"):
        postgres_outbox.add(a_new_message(receipt), 0, NOW)
    with psycopg.connect(postgres_url) as db:
        db.execute("SELECT 1 FROM messages WHERE receipt = 'A' FOR UPDATE")
        assert postgres_outbox.lease_next(NOW, LATER).receipt == "B"
        assert postgres_outbox.lease_next(NOW, LATER) is None


def test_no_transaction_is_open_while_a_mail_is_on_its_way(make_endpoint, postgres_outbox, postgres_url):
    """A slow mail server holds no row, no lock and no connection's snapshot."""
    seen = []

    class Watching:
        def send(self, mail, budget):
            with psycopg.connect(postgres_url, autocommit=True) as db:
                seen.extend(
                    db.execute(
                        "SELECT state FROM pg_stat_activity WHERE datname = current_database()"
                        " AND backend_type = 'client backend' AND pid != pg_backend_pid()"
                    ).fetchall()
                )
            return Attempt(Fate.SENT)

    endpoint = make_endpoint(outbox=postgres_outbox, transport=Watching())
    assert endpoint.fetch().status_code == 201
    postgres_outbox.add(a_new_message(received_at=endpoint.clock()), 0, 0)
    assert endpoint.delivery.deliver_due().delivered == 1
    assert set(seen) == {("idle",)}


def test_it_works_behind_a_pooler_of_transactions(postgres_outbox, postgres_server, postgres_url):
    """Two server connections for eight callers: nothing of a session is relied on."""
    if not postgres.pooler_program():
        pytest.skip("pgbouncer is missing. On Debian and Ubuntu: apt-get install pgbouncer")
    with postgres.pooler(postgres_server, postgres_url) as address:
        outbox = PostgresOutbox(address)

        def work(number):
            waits = [outbox.hit("total", 20, 3600, NOW) for _ in range(5)]
            outbox.add(a_new_message(f"R{number}"), 0, NOW)
            taken = outbox.lease_next(NOW, LATER)
            outbox.delivered(taken.receipt, taken.lease, NOW)
            outbox.counts()
            return waits.count(0)

        assert sum(at_once(8, work)) == 20
        assert outbox.counts()[State.DELIVERED] == 8
        assert outbox.wipe(NOW, NOW) == 8
        outbox.close()


def test_what_was_erased_is_in_no_page_of_the_tables(postgres_outbox, postgres_url):
    """Not even as the old version of a row."""
    secret = "zeldzaamwoord"
    postgres_outbox.add(a_new_message(submission=a_submission(bericht=secret)), 0, NOW)
    with psycopg.connect(postgres_url, autocommit=True) as db:

        def is_there():
            db.execute("CHECKPOINT")
            (path,) = db.execute("SELECT pg_relation_filepath('messages')").fetchone()
            return secret.encode() in db.execute("SELECT pg_read_binary_file(%s)", (path,)).fetchone()[0]

        assert is_there()
        assert postgres_outbox.erase("AAAA-BBBB", NOW)
        assert not is_there()


def test_the_command_tells_what_it_did(make_endpoint, postgres_server, tmp_path):
    """In Dutch; a second time there is nothing to do, and a file needs none of it."""
    url = postgres_server.url()
    endpoint = make_endpoint({"CONTACT_STORE": url}, outbox=PostgresOutbox(url))
    assert "migrate" in COMMANDS
    assert run(endpoint, "migrate") == (0, "De opslag is bijgewerkt: 0001_outbox.\n", "")
    assert run(endpoint, "migrate") == (0, "De opslag is al bij.\n", "")
    endpoint.outbox.close()
    said = "De opslag is geen Postgres-database: er valt niets bij te werken.\n"
    assert run(make_endpoint(), "migrate") == (0, said, "")
