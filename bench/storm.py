"""Is anything lost? python -m bench.storm [MESSAGES [CLIENTS [KILLS]]]

10,000 messages from 32 clients, the endpoint killed by SIGKILL 20 times at random and started again, a mail
server that fails in one conversation of three; then all that waits is delivered.
"""

import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.storm import storm

ROWS = (
    ("receipts that a client saw", "receipts"),
    ("messages in the store", "stored"),
    ("delivered by what the store says", "delivered"),
    ("lost: a receipt, and no mail", "lost"),
    ("came twice", "twice"),
    ("  after the dot the mail server was silent", "twice_after_silence"),
    ("  after the dot the endpoint was killed", "twice_after_kill"),
    ("  neither", "twice_unexplained"),
    ("came under two Message-IDs", "other_message_id"),
    ("posts, with those sent again", "posts"),
    ("kills", "kills"),
)


def main():
    given = [int(text) for text in sys.argv[1:]]
    messages, clients, kills = given + [10_000, 32, 20][len(given) :]
    with tempfile.TemporaryDirectory() as folder:
        result = storm(Path(folder), messages, clients, kills)
    table = Table("what", "how many")
    for name, attribute in ROWS:
        table.add_row(name, str(getattr(result, attribute)))
    for fault, count in result.faults.items():
        table.add_row(f"conversations that ended in {fault}", str(count))
    table.add_row("seconds to send", f"{result.send_seconds:.0f}")
    table.add_row("seconds to deliver the rest", f"{result.drain_seconds:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
