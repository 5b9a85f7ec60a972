"""Addresses that were, read from `content/verhuisd.txt`.

A line for each: "/oud/ → /nieuw/" ("->" is as good); "#" begins a note.
"""

import re
from dataclasses import dataclass

_LINE = re.compile(r"(?P<old>/\S*)\s*(?:→|->)\s*(?P<new>/\S*)")


@dataclass(frozen=True)
class Move:
    """An address that was, and the one that took its place. Both begin and end with "/"."""

    old: str
    new: str


def read_moves(text):
    """The moves of a file, and the numbers of the lines that are none."""
    moves, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.partition("#")[0].strip()
        found = _LINE.fullmatch(line)
        if found:
            moves.append(Move(_whole(found["old"]), _whole(found["new"])))
        elif line:
            wrong.append(number)
    return tuple(moves), tuple(wrong)


def redirects_text(moves):
    """The moves in the form of Netlify's and Cloudflare's `_redirects`."""
    return "".join(f"{move.old} {move.new} 301\n" for move in moves)


def _whole(address):
    return address if address.endswith("/") or "." in address.rpartition("/")[2] else address + "/"
