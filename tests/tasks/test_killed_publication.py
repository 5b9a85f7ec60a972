"""SIGKILL at each step of publishing and of taking back: nothing is left half done, and all can go on."""

import shutil
from functools import partial
from itertools import count

import pytest

from tasks import publication_words as words
from tasks.publication_record import Record
from tests.killed import killed_before
from tests.publications import Bar, bar_of
from tests.repositories import ENVIRON, small_texts

# Of somebody else: staged, and not known to git.
OTHERS = "M  code.py\n?? README.md\n"


@pytest.fixture
def texts(room):
    """One that changes, one that comes, one that goes, beside somebody else's work."""
    texts = small_texts(room)
    (texts.folder / "code.py").write_text("print(2)\n")
    texts.git("add", "code.py")
    (texts.folder / "README.md").write_text("nog niet klaar")
    return texts


def edit(texts):
    texts.change("artikelen/a.md", "Midden", "Anders")
    texts.write("artikelen/c.md", "---\ntitle: C\n---\n")
    (texts.content / "diensten" / "b.md").unlink()


def alone(texts):
    """A Bar over texts that are in no repository."""
    return Bar(texts, nothing)


def nothing():
    return None


def publish(make_bar, texts):
    make_bar(texts).publication.publish()


def take_back(make_bar, texts):
    publication = make_bar(texts).publication
    publication.undo(publication.plan()["undo"]["number"])


def kills(room, call, make_bar, texts):
    """Whether it was killed, each time before a later step, on the same files; in the end it was not."""
    shutil.copytree(room, room.with_name("before"), symlinks=True)
    for number in count(1):
        shutil.rmtree(room)
        shutil.copytree(room.with_name("before"), room, symlinks=True)
        killed = killed_before(number, room, ENVIRON, partial(call, make_bar, texts))
        yield killed
        if not killed:
            break


def files(texts):
    """The coach's own, by their names."""
    found = {
        path.relative_to(texts.content).as_posix(): path.read_bytes()
        for path in texts.content.rglob("*")
        if path.is_file()
    }
    return found | {"praktijk.toml": texts.practice.read_bytes()}


def test_a_killed_undo_is_whole_or_was_not_there(room, texts):
    """The texts are as before it or as after it; the next preview says which, and goes on from there."""
    before = files(texts)
    bar = bar_of(texts)
    edit(texts)
    bar.published()
    after, log = files(texts), texts.far_log()
    undone = words.TAKEN_BACK_MESSAGE.format(edits=words.listed(Record.read(bar.place.var).edits))
    said = []
    for killed in kills(room, take_back, bar_of, texts):
        bar = bar_of(texts)
        said.append(bar.publication.recover())
        # Nor is anything of it left beside the texts.
        assert not {"undo", "undo.json"} & {path.name for path in bar.place.var.iterdir()}
        bar.publication.find().check()
        assert texts.git("status", "--porcelain") == OTHERS
        assert files(texts) in (before, after)
        plan = bar.publication.plan()
        assert plan["note"].startswith(said[-1])
        if files(texts) == after:
            # It can be asked again.
            assert killed
            assert said[-1] in ("", words.UNDO_DROPPED)
            assert texts.far_log() == log
            assert bar.taken_back().ok
        else:
            assert plan["undo"] is None
            assert bar.published().ok
        assert texts.far_log() == [undone, *log]
        assert files(texts) == before
        assert texts.git("status", "--porcelain") == OTHERS
    # Before anything, before the branch moved, after it, and after all.
    assert list(dict.fromkeys(said)) == ["", words.UNDO_DROPPED, words.UNDO_FINISHED]


def test_a_killed_publication_goes_along_the_next_time(room, texts):
    """Nothing is lost, nothing is sent twice, and all of it can be taken back."""
    before = files(texts)
    edit(texts)
    after = files(texts)
    sent = set()
    for _ in kills(room, publish, bar_of, texts):
        bar = bar_of(texts)
        bar.publication.find().check()
        assert files(texts) == after
        sent.add(len(texts.far_log()))
        assert bar.published().ok
        assert len(texts.far_log()) == 2
        assert bar.publication.plan()["edits"] == []
        assert bar.taken_back().ok
        assert files(texts) == before
        assert len(texts.far_log()) == 3
        assert texts.git("status", "--porcelain") == OTHERS
    assert sent == {1, 2}


def test_a_killed_undo_of_a_site_is_whole_or_was_not_there(room, texts):
    """The site of before it or of after it; and it is not taken back twice."""
    bar = alone(texts)
    bar.published()
    first = bar.site()
    texts.change("artikelen/a.md", "Midden", "Anders")
    bar.published()
    second, said = bar.site(), []
    for _ in kills(room, take_back, alone, texts):
        bar = alone(texts)
        said.append(bar.publication.recover())
        assert bar.site() in (first, second)
        if bar.site() == second:
            assert bar.taken_back().ok
        assert bar.site() == first
        assert bar.publication.plan()["undo"] is None
    finished = words.UNDO_OF_SITE_FINISHED.format(output=bar.place.output)
    assert set(said) == {"", words.UNDO_DROPPED, finished}
