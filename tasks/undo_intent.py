"""What an undo is about to do, in a file until it is done: if the preview ends, the next one goes on."""

import json
from dataclasses import asdict, dataclass

from tasks import whole_file
from tasks.publication_record import Record

NAME = "undo.json"


@dataclass(frozen=True)
class Intent:
    """To take back the publication of `record`.

    Of texts: the branch goes from the commit `base` to `target`. Of a site: the one that was kept, the folder
    with the inode `site`, comes in the place of the last.
    """

    record: Record
    base: str = ""
    target: str = ""
    site: int = 0

    @classmethod
    def read(cls, var):
        """The one in the folder `var`; None when there is none."""
        try:
            stored = json.loads((var / NAME).read_bytes())
            return cls(Record(**stored.pop("record")), **stored)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, var):
        """Keep it, whole and on the disk before anything is done."""
        whole_file.write(var / NAME, json.dumps(asdict(self)).encode())

    @staticmethod
    def forget(var):
        """It is done, or will not be."""
        (var / NAME).unlink(missing_ok=True)
