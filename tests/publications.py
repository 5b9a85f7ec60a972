"""A publication as the preview's bar begins it, whose site is made without Pelican, for tests."""

import shutil

from tasks import placed
from tasks.changes import Changes
from tasks.edited import texts_of
from tasks.publication import Publication
from tasks.publication_record import Record
from tasks.publish import Place, Published, RefusedError
from tasks.repository import Repository

NOW = 1_790_000_000.0


def bar_of(texts):
    """A Bar over the repository of these Texts."""
    return Bar(texts, lambda: Repository.around(texts.content, texts.practice))


class Bar:
    """A publication whose site is the text of its article; `states` are those that were told."""

    def __init__(self, texts, find):
        self.place = Place(texts.content, texts.folder / "output", texts.folder / "var")
        self.place.var.mkdir(exist_ok=True)
        self.states, self.fault, self.now = [], None, NOW
        self.during = lambda: None
        self.publication = Publication(
            self.place,
            texts.practice,
            self.make,
            find,
            self.states.append,
            lambda: "https://www.praktijk-test.nl",
            lambda: self.now,
        )

    def make(self, say, places):
        """As tasks.publish does it, without Pelican."""
        self.during()
        say("build")
        if self.fault:
            raise RefusedError([("content/artikelen/a.md:3", self.fault)])
        new = self.place.var / "publish"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        content = places.get("content", self.place.content)
        (new / "index.html").write_bytes((content / "artikelen" / "a.md").read_bytes())
        record = Record.read(self.place.var)
        texts = texts_of(content, places.get("praktijk.toml", self.publication.practice))
        self.now += 60
        if placed.same_files(new, self.place.output):
            shutil.rmtree(new)
            record, changed = record.again(self.now, texts), Changes()
        else:
            placed.put(new, self.place.output, self.place.var, "")
            record, changed = record.published(self.now, texts), Changes(changed=("/",))
        record.write(self.place.var)
        return Published(1, changed)

    def published(self):
        """Publish; the last state."""
        assert self.publication.publish()
        return self.states[-1]

    def taken_back(self):
        """Take back what the plan says can be taken back; the last state."""
        assert self.publication.undo(self.publication.plan()["undo"]["number"])
        return self.states[-1]

    def site(self):
        return (self.place.output / "index.html").read_text()
