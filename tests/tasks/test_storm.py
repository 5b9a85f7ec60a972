"""The storm of `python -m bench.storm`, a small one: nothing is lost, and what comes twice has a reason."""

from tests.storm import storm


def test_a_small_storm(tmp_path):
    """Every receipt that a client saw is in the mailbox, under one Message-ID."""
    result = storm(tmp_path, messages=200, clients=32, kills=3)
    assert (result.receipts, result.stored, result.delivered) == (200, 200, 200)
    assert (result.lost, result.twice_unexplained, result.other_message_id) == (0, 0, 0)
    # Or there was no storm.
    assert result.kills == 3
    assert min(result.faults.values()) > 0
    assert result.posts > 200
