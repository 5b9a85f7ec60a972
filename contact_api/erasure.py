"""Erasing messages on request (GDPR, article 17), and the proof that they are gone."""

from contact_api.outbox import State, StoreUnavailableError
from contact_api.settings import SqliteFile
from contact_api.traces import files_of, pieces_in_files, pieces_in_messages, pieces_of
from contact_api.values import dataclass

# How often to ask a store that could not clear its log since somebody was reading: each waits by itself.
TRIES = 3


@dataclass(frozen=True)
class Erased:
    """One message that was erased: what it was, as a StoredMessage, and whether it is gone."""

    before: object
    gone: bool


@dataclass(frozen=True)
class Proof:
    """What was erased, and what was looked for afterwards.

    `sought` pieces were looked for; `found_before` were in the store before and `left` are in it still,
    though no other message holds them; `shared` are the receipts of other messages that hold one. `files`
    names the files whose bytes were read; without any, only the store itself was asked.
    """

    erased: tuple
    sought: int
    found_before: int
    left: int
    shared: tuple
    files: tuple

    @property
    def holds(self):
        """Whether all of it is gone."""
        return self.left == 0 and all(each.gone for each in self.erased)


def erase(outbox, store, messages, now):
    """Erase these StoredMessages from `outbox`, which keeps them in `store` (of the settings). The Proof."""
    texts = [message.submission for message in messages if message.submission]
    # The same but for capitals is the same.
    pieces = {piece.encode().lower(): piece for submission in texts for piece in pieces_of(submission)}
    pieces = tuple(pieces.values())
    before, _ = _in_files(pieces, outbox, store)
    before |= pieces_in_messages(pieces, outbox.messages()).keys()
    erased = tuple(Erased(message, _erase(outbox, message.receipt, now)) for message in messages)
    elsewhere = pieces_in_messages(pieces, outbox.messages())
    left, files = _in_files(pieces, outbox, store)
    return Proof(
        erased=erased,
        sought=len(pieces),
        found_before=len(before),
        left=len(left - elsewhere.keys()),
        shared=tuple(sorted({receipt for receipts in elsewhere.values() for receipt in receipts})),
        files=tuple(path.name for path in files),
    )


def _in_files(pieces, outbox, store):
    """The pieces in the bytes of a SQLite file, and the files that were read; nothing for another store."""
    if not isinstance(store, SqliteFile):
        return set(), []
    # Whoever closes a file gives up every lock that its process has on it, SQLite's own too: so nothing may
    # be open meanwhile. https://www.sqlite.org/howtocorrupt.html, section 2.2.
    outbox.close()
    files = files_of(store.path)
    return pieces_in_files(pieces, files), files


def _erase(outbox, receipt, now):
    for left in reversed(range(TRIES)):
        try:
            outbox.erase(receipt, now)
            break
        except StoreUnavailableError:
            if not left:
                raise
    found = outbox.find(receipt)
    return found.state is State.ERASED and found.submission is None
