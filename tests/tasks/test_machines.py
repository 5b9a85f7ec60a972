"""Four processes on one Postgres, as `python -m bench.machines` has them, but fewer messages."""

from contact_api.stores.postgres import PostgresOutbox
from tests.machines import machines


def test_a_small_storm_over_four_processes(tmp_path, postgres_server):
    """Nothing is lost, whatever is killed or started anew; and the limit is one limit for all of them."""
    url = postgres_server.url()
    PostgresOutbox(url).migrate()
    outcome = machines(tmp_path, postgres_server, url, messages=150, clients=16, kills=3, restarts=1)
    result = outcome.result
    assert (result.receipts, result.lost, result.other_message_id) == (150, 0, 0)
    assert result.delivered == result.stored >= 150
    assert (result.kills, outcome.restarts) == (3, 1)
    assert outcome.let_in == outcome.limit
    assert outcome.refused_by == 4
