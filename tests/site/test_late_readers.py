"""Readers are made when there is something to read, or ahead of it while nobody waits."""

from types import SimpleNamespace

from pelican import contents

from plugins.incremental.late import read_late
from plugins.incremental.texts import Texts


def test_a_process_that_lives_on_makes_the_readers_that_it_will_need():
    """Those of its own texts, not of every kind there is; and each once."""
    made = []

    class Reader:
        enabled = True

        def __init__(self, settings):
            made.append(settings)

    classes = SimpleNamespace(reader_classes={"md": Reader, "rst": Reader, "html": None})
    read_late(classes)
    readers = {ending: kind(ending) for ending, kind in classes.reader_classes.items() if kind}
    generator = SimpleNamespace(path=".", readers=SimpleNamespace(readers=readers))
    session = SimpleNamespace(entries={"article:a.md": None, "page:b.md": None, "page:c.txt": None})
    texts = Texts(session, generator, contents.Article)
    assert made == []
    texts.get_ready()
    texts.get_ready()
    assert made == ["md"]
