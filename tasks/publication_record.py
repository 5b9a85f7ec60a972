"""What was published last, kept in a file: the next time can say what is new, and what can be taken back."""

import json
from dataclasses import asdict, dataclass, field, replace

from tasks import whole_file

NAME = "publication.json"


@dataclass(frozen=True)
class Record:
    """`at` is the moment in seconds since 1970, 0 for never; `texts` is what `edited.texts_of` gave then.

    `before` is the same of the publication before it, None for the first; `commits` are those that it sent
    and that touch nothing but texts, the newest first, and `edits` is what they do, in Dutch.
    """

    at: float = 0.0
    texts: dict = field(default_factory=dict)
    before: dict | None = None
    commits: tuple = ()
    edits: tuple = ()

    @classmethod
    def read(cls, var):
        """The one in the folder `var`; an empty one when there is none, or none that can be read."""
        try:
            stored = json.loads((var / NAME).read_bytes())
            sent = (tuple(stored["commits"]), tuple(stored["edits"]))
            return cls(float(stored["at"]), dict(stored["texts"]), stored["before"], *sent)
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def write(self, var):
        """Keep it, whole or not at all."""
        whole_file.write(var / NAME, json.dumps(asdict(self)).encode())

    def published(self, at, texts):
        """The record of a publication after this one."""
        return Record(at, texts, {"at": self.at, "texts": self.texts} if self.at else None)

    def again(self, at, texts):
        """The record after texts were published that make the same site: there is no other to go back to."""
        return replace(self, texts=texts) if self.at else self.published(at, texts)

    def sent(self, at, commits, edits):
        """This publication, sent as these commits."""
        return replace(self, at=at, commits=tuple(commits), edits=tuple(edits))

    def taken_back(self):
        """The publication before this one, which is the last now."""
        return Record(self.before["at"], self.before["texts"]) if self.before else Record()
