"""Four processes on one Postgres: python -m bench.machines [MESSAGES [CLIENTS [KILLS [RESTARTS]]]]

10,000 messages from 32 clients, processes killed by SIGKILL 20 times at random, Postgres stopped as by a
power cut and started anew twice, a mail server that fails in one conversation of three; then what waits is
delivered.
"""

import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.storm import ROWS
from contact_api.stores.postgres import PostgresOutbox
from tests import postgres
from tests.machines import machines


def main():
    given = [int(text) for text in sys.argv[1:]]
    messages, clients, kills, restarts = given + [10_000, 32, 20, 2][len(given) :]
    with tempfile.TemporaryDirectory() as folder, postgres.running() as server:
        url = server.url()
        PostgresOutbox(url).migrate()
        outcome = machines(
            Path(folder), server, url, messages=messages, clients=clients, kills=kills, restarts=restarts
        )
    table = Table("four processes, one Postgres", "how many")
    for name, attribute in ROWS:
        if attribute.startswith("twice_"):
            continue
        table.add_row(name, str(getattr(outcome.result, attribute)))
    table.add_row("Postgres started anew", str(outcome.restarts))
    table.add_row("posts that the limit allows in an hour", str(outcome.limit))
    table.add_row("posts that were let in", str(outcome.let_in))
    table.add_row("processes that then refuse", str(outcome.refused_by))
    table.add_row("seconds to send", f"{outcome.result.send_seconds:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
