"""Looking for what was erased: in the store's own bytes, and in the messages that it still holds.

What is looked for are pieces: the address, the number, and short stretches of the text, since a database
cuts what is long into pages.
"""

import re
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

# Shorter ones may stand there by chance; longer ones may lie over the edge of a page.
SHORTEST_PIECE = 8
LONGEST_PIECE = 32
MOST_PIECES = 12
_CHUNK = 1 << 20


def pieces_of(submission):
    """The address, the number and stretches from the whole of the text, as they are in JSON too."""
    # JSON writes a quote, a backslash and a line end in another way.
    parts = [part.strip() for part in re.split(r'[\s]*[\n\t"\\][\s]*', submission.bericht)]
    long_enough = [
        part[start : start + LONGEST_PIECE]
        for part in parts
        for start in range(0, len(part), LONGEST_PIECE)
        if len(part[start : start + LONGEST_PIECE]) >= SHORTEST_PIECE
    ]
    every = max(1, -(-len(long_enough) // MOST_PIECES))
    named = [value for value in (submission.email, submission.telefoon) if len(value) >= SHORTEST_PIECE]
    return tuple(dict.fromkeys([*named, *long_enough[::every]]))


def files_of(path):
    """The store's file and those that SQLite keeps beside it, as far as they are there."""
    names = (path.name + end for end in ("", "-wal", "-journal", "-shm"))
    return [found for name in names if (found := Path(path).with_name(name)).exists()]


def pieces_in_files(pieces, paths):
    """Those of `pieces` whose bytes are in one of the files, in capitals or not."""
    if not pieces:
        return set()
    wanted = {piece.encode().lower(): piece for piece in pieces}
    longest = max(map(len, wanted))
    found = set()
    for path in paths:
        # A file beside the store may go while it is looked at: then it holds nothing.
        with suppress(FileNotFoundError), path.open("rb") as stream:
            rest = b""
            while chunk := stream.read(_CHUNK):
                seen = (rest + chunk).lower()
                found |= {piece for raw, piece in wanted.items() if raw in seen}
                rest = seen[-longest:]
    return found


def pieces_in_messages(pieces, messages):
    """Each of `pieces` that a message still holds → the receipts of those messages."""
    found = {}
    for message in messages:
        if message.submission is None:
            continue
        said = "\n".join(asdict(message.submission).values()).casefold()
        for piece in pieces:
            if piece.casefold() in said:
                found.setdefault(piece, []).append(message.receipt)
    return found
