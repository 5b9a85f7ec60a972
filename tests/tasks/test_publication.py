"""Publishing from the preview's bar, and taking it back: on real repositories and folders."""

import threading
from pathlib import Path

import pytest

from tasks import git_words, revert
from tasks import publication_words as words
from tasks.changes import NOTHING
from tasks.edited import Edit, edits_between, message, texts_of
from tasks.placed import alone
from tasks.publication_record import Record
from tasks.undo_intent import Intent
from tests.publications import Bar, bar_of


@pytest.fixture
def bar(texts):
    return bar_of(texts)


@pytest.fixture
def bar_alone(texts):
    """With texts that are in no repository."""
    return Bar(texts, lambda: None)


def test_what_changed_is_published_committed_and_sent(texts, bar):
    """With a message that says it; the plan tells it before, and after that there is nothing more."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    texts.write("afbeeldingen/tafel.jpg", b"\xff")
    edits = ["Foto tafel.jpg toegevoegd", "Artikel ‘Samen aan tafel’ gewijzigd"]
    plan = bar.publication.plan()
    assert plan == {
        "last": words.NEVER,
        "undo": None,
        "edits": edits,
        "note": "",
        "where": words.TO_REMOTE.format(remote="origin", branch="main"),
        "problems": [],
    }
    state = bar.published()
    said = "Foto tafel.jpg toegevoegd, artikel ‘Samen aan tafel’ gewijzigd"
    assert (state.ok, state.title) == (True, words.PUBLISHED)
    assert state.address == "https://www.praktijk-test.nl"
    assert state.lines == (
        words.PAGES.format(pages=1),
        words.SENT.format(remote="origin", message=said),
    )
    assert state.pages == (("Gewijzigd", "/"),)
    assert [state.step for state in bar.states] == ["connect", "build", "commit", "push", ""]
    assert texts.far_log() == [said, "Begin"]
    after = bar.publication.plan()
    assert (after["edits"], after["note"]) == ([], words.NOTHING_NEW)
    assert after["undo"]["what"] == words.UNDO_TEXTS.format(edits=", ".join(edits))


def test_the_last_publication_is_taken_back(texts, bar):
    """In the texts, on the site and where it was sent; once, and not by its old number."""
    first = texts.far_text("artikelen/a.md")
    texts.change("artikelen/a.md", "Midden", "Anders")
    bar.published()
    number = bar.publication.plan()["undo"]["number"]
    bar.states.clear()
    state = bar.taken_back()
    assert (state.ok, state.title) == (True, words.TAKEN_BACK)
    assert [state.step for state in bar.states] == ["connect", "build", "commit", "push", ""]
    assert "Artikel ‘Samen aan tafel’ gewijzigd" in state.lines[0]
    assert texts.far_log()[0] == "Publicatie teruggenomen: Artikel ‘Samen aan tafel’ gewijzigd"
    assert texts.far_text("artikelen/a.md") == first == bar.site()
    assert texts.git("status", "--porcelain") == ""
    assert bar.publication.plan()["undo"] is None
    assert bar.publication.undo(number)
    assert bar.states[-1].problems == (("", words.NOTHING_TO_TAKE_BACK),)


def test_a_number_of_an_earlier_page_takes_nothing_back(texts, bar):
    """Somebody published in another tab in between."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    bar.published()
    number = bar.publication.plan()["undo"]["number"]
    texts.change("artikelen/a.md", "Anders", "Nog anders")
    bar.published()
    bar.publication.undo(number)
    assert (bar.states[-1].ok, bar.states[-1].problems) == (False, (("", words.ANOTHER),))
    assert len(texts.far_log()) == 3


def test_a_text_with_a_fault_changes_nothing(texts, bar):
    """No commit; and an undo that would have one is put back."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    bar.published()
    texts.change("artikelen/a.md", "Anders", "Nog anders")
    bar.fault = "De kop is niet te lezen."
    state = bar.published()
    assert (state.ok, state.title) == (False, words.REFUSED)
    assert state.problems == (("content/artikelen/a.md:3", "De kop is niet te lezen."),)
    assert len(texts.far_log()) == 2
    texts.git("checkout", "--quiet", "--", ".")
    state = bar.taken_back()
    assert (state.ok, state.title) == (False, words.NOT_TAKEN_BACK)
    assert texts.git("status", "--porcelain") == ""
    assert "Anders" in texts.far_text("artikelen/a.md")


def test_what_can_not_be_sent_is_refused_before_anything_is_made(texts, bar):
    """Newer work there; and half a merge, which the plan says too."""
    texts.elsewhere()
    texts.change("artikelen/a.md", "Midden", "Anders")
    state = bar.published()
    assert state.problems == (("", git_words.BEHIND.format(remote="origin")),)
    (texts.folder / ".git" / "MERGE_HEAD").write_text(texts.git("rev-parse", "HEAD"))
    unfinished = git_words.UNFINISHED.format(what="samenvoeging")
    assert bar.publication.plan()["problems"] == [["", unfinished]]
    assert bar.published().problems == (("", unfinished),)
    assert not bar.place.output.exists()


def test_what_was_made_and_not_sent_goes_along_the_next_time(texts, bar):
    """The commit stays; taking back takes back all that went in one publication."""
    hook = texts.far / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    texts.change("artikelen/a.md", "Midden", "Anders")
    state = bar.published()
    assert (state.ok, state.title) == (False, words.NOT_SENT)
    assert state.lines == (words.NOT_SENT_HINT.format(output=bar.place.output),)
    assert bar.publication.plan()["edits"] == ["Artikel ‘Samen aan tafel’ gewijzigd"]
    hook.unlink()
    texts.change("diensten/b.md", "Midden", "Anders")
    assert bar.published().ok
    assert texts.far_log() == [
        "Dienst ‘Coaching’ gewijzigd",
        "Artikel ‘Samen aan tafel’ gewijzigd",
        "Begin",
    ]
    both = "Artikel ‘Samen aan tafel’ gewijzigd, Dienst ‘Coaching’ gewijzigd"
    assert bar.publication.plan()["undo"]["what"] == words.UNDO_TEXTS.format(edits=both)
    assert bar.taken_back().ok
    assert texts.git("diff", "--stat", "HEAD~3") == ""


def test_what_was_not_sent_is_sent_without_anything_new(texts, bar):
    """And that is what it says."""
    hook = texts.far / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    texts.change("artikelen/a.md", "Midden", "Anders")
    bar.published()
    hook.unlink()
    state = bar.published()
    assert state.lines == (
        words.PAGES.format(pages=1),
        words.SENT_BEFORE.format(remote="origin"),
        NOTHING,
    )
    assert len(texts.far_log()) == 2


def test_a_commit_that_is_refused_is_told_as_not_sent(texts, bar):
    """By a hook of who set it up: the site is there, and the texts are as they were."""
    hook = texts.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho nee >&2\nexit 1\n")
    hook.chmod(0o755)
    texts.change("artikelen/a.md", "Midden", "Anders")
    state = bar.published()
    assert (state.title, state.problems) == (words.NOT_SENT, (("", git_words.OTHER.format(said="nee")),))
    assert "Anders" in bar.site()
    assert len(texts.far_log()) == 1


def moved(texts, bar):
    """A publication of which the undo was killed as soon as the branch had moved."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    bar.published()
    record = Record.read(bar.place.var)
    repository = bar.publication.find()
    base = repository.position("HEAD")
    target = revert.reverted(repository, record.commits, "Teruggenomen")
    Intent(record, base, target).write(bar.place.var)
    texts.git("update-ref", "HEAD", target)


def test_an_undo_that_was_killed_is_settled_before_anything_else(texts, bar):
    """When she looks what there is to publish, which tells it until she does; or when she publishes."""
    moved(texts, bar)
    assert bar.publication.plan()["note"] == words.UNDO_FINISHED
    assert "Midden" in (texts.content / "artikelen" / "a.md").read_text()
    assert bar.publication.plan()["note"] == words.UNDO_FINISHED
    bar.published()
    assert bar.publication.plan()["note"] == words.NOTHING_NEW
    moved(texts, bar)
    bar.published()
    assert texts.far_log()[0] == "Teruggenomen"
    assert texts.git("status", "--porcelain") == ""


def test_an_undo_that_can_not_be_settled_yet_waits(texts, bar):
    """Somebody else is at work with git; nothing of it is lost, and it is told when she publishes."""
    moved(texts, bar)
    lock = texts.folder / ".git" / "index.lock"
    lock.touch()
    assert bar.publication.recover() == ""
    assert bar.published().problems == (("", git_words.LOCKED),)
    lock.unlink()
    # The program that made the site for it may still be at work.
    with alone(bar.place.var):
        assert bar.publication.recover() == ""
    assert bar.publication.recover() == words.UNDO_FINISHED


def test_a_publication_that_changed_no_page_is_taken_back_once(texts, bar):
    """Of a draft, say: the site is the same before and after."""
    bar.published()
    texts.change("diensten/b.md", "Midden", "Anders")
    bar.published()
    assert bar.taken_back().ok
    assert bar.publication.plan()["undo"] is None


def test_an_undo_of_a_repository_that_is_gone_is_dropped(bar_alone):
    """Or of one that there is no git for any more."""
    Intent(Record(1.0), "1" * 40, "2" * 40).write(bar_alone.place.var)
    assert bar_alone.publication.recover() == words.UNDO_DROPPED
    assert Record.read(bar_alone.place.var) == Record(1.0)


def test_no_site_is_made_for_an_undo_past_new_work(texts, bar):
    """She is asked to publish that first; nothing is begun."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    bar.published()
    texts.change("diensten/b.md", "Midden", "Nieuw werk")
    made = []
    bar.during = lambda: made.append(1)
    state = bar.taken_back()
    assert state.problems == (("", git_words.UNPUBLISHED.format(edits="Dienst ‘Coaching’ gewijzigd")),)
    assert made == []


def test_nobody_settles_an_undo_that_runs(texts, bar):
    """Another tab looks at the plan meanwhile."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    bar.published()
    seen = []
    bar.during = lambda: seen.append((bar.publication.plan()["note"], bar.publication.is_busy()))
    assert bar.taken_back().ok
    assert seen == [(words.NOTHING_NEW, True)]


def test_a_site_is_not_taken_back_while_somebody_publishes(bar_alone, texts):
    """By `make publish`, say."""
    bar_alone.published()
    texts.change("artikelen/a.md", "Midden", "Anders")
    bar_alone.published()
    with alone(bar_alone.place.var) as free:
        assert free
        assert bar_alone.taken_back().problems == (("", words.BUSY),)
    assert "Anders" in bar_alone.site()


def test_a_site_that_is_as_it_was_is_said_to_be(bar_alone):
    """There is nothing to put anywhere."""
    bar_alone.published()
    assert bar_alone.published().lines == (words.PAGES.format(pages=1), NOTHING)


def test_without_an_upstream_the_folder_is_the_end_of_it(texts, bar_alone):
    """It says where it is; the site before it is kept until the next, the texts stay as they are."""
    bar = bar_alone
    assert bar.publication.plan()["note"] == words.FIRST
    assert bar.published().lines[1] == words.IN_FOLDER.format(output=bar.place.output)
    assert bar.publication.plan()["undo"] is None
    first = bar.site()
    texts.change("artikelen/a.md", "Midden", "Anders")
    assert bar.publication.plan()["edits"] == ["Artikel ‘Samen aan tafel’ gewijzigd"]
    bar.published()
    assert bar.publication.plan()["edits"] == []
    state = bar.taken_back()
    assert (state.title, state.lines) == (
        words.TAKEN_BACK,
        (words.SITE_BACK.format(output=bar.place.output),),
    )
    assert bar.site() == first
    assert "Anders" in (texts.content / "artikelen" / "a.md").read_text()
    assert bar.publication.recover() == ""
    plan = bar.publication.plan()
    assert (plan["undo"], plan["edits"]) == (None, ["Artikel ‘Samen aan tafel’ gewijzigd"])
    assert texts.far_log() == ["Begin"]


def test_a_remote_that_the_branch_is_not_tied_to_gets_nothing(texts, bar):
    """And that is said."""
    texts.git("branch", "--unset-upstream")
    assert bar.publication.plan()["where"].startswith(words.NO_UPSTREAM)
    assert bar.published().ok
    assert texts.git("status", "--porcelain") == ""


def test_the_plan_says_when_and_what_was_published(texts, bar):
    """By the clock; its number is that of its newest commit. Without its upstream it can't be taken back."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    bar.published()
    plan = bar.publication.plan()
    when = words.when(bar.now, bar.now)
    assert plan["last"] == words.LAST.format(when=when)
    assert (plan["undo"]["number"], plan["undo"]["when"]) == (texts.git("rev-parse", "HEAD").strip(), when)
    texts.git("branch", "--unset-upstream")
    assert bar.publication.plan()["undo"] is None


def test_the_plan_names_the_work_of_others_that_goes_along(texts, bar):
    """By the first line of each commit."""
    (texts.folder / "code.py").write_text("print(3)\n")
    texts.git("commit", "--quiet", "-am", "Andere code")
    assert bar.publication.plan()["where"].endswith(words.ALONG.format(names="Andere code"))


def test_a_plan_without_knowledge_of_the_upstream_compares_with_what_is_here(texts, bar):
    """As after a fresh set-up: nothing was fetched yet."""
    texts.git("update-ref", "-d", "refs/remotes/origin/main")
    texts.change("artikelen/a.md", "Midden", "Anders")
    assert bar.publication.plan()["edits"] == ["Artikel ‘Samen aan tafel’ gewijzigd"]


def test_a_repository_without_a_remote_is_not_said_to_lack_a_tie(texts, bar):
    """There is nothing that it could be tied to."""
    texts.git("remote", "remove", "origin")
    assert bar.publication.plan()["where"] == words.TO_FOLDER.format(output=bar.place.output)


def test_a_site_of_which_nothing_is_known_is_not_taken_back(texts, bar_alone):
    """What it was published from is not written down any more."""
    bar_alone.published()
    texts.change("artikelen/a.md", "Midden", "Anders")
    bar_alone.published()
    assert bar_alone.publication.plan()["undo"]
    (bar_alone.place.var / "publication.json").unlink()
    assert bar_alone.publication.plan()["undo"] is None


def test_a_record_knows_the_one_before_it():
    """The first has none; one that changed no page stays; one that was sent has its own moment."""
    first = Record().published(1.0, {"a": 1})
    assert first == Record(1.0, {"a": 1})
    second = first.published(2.0, {"a": 2})
    assert second.taken_back() == first
    assert first.taken_back() == Record()
    assert second.again(3.0, {"a": 3}) == Record(2.0, {"a": 3}, second.before)
    assert Record().again(3.0, {"a": 3}) == Record(3.0, {"a": 3})
    assert second.sent(4.0, ["c"], ["e"]) == Record(4.0, {"a": 2}, second.before, ("c",), ("e",))


def test_one_at_a_time(texts, bar):
    """A second click while it runs does nothing; a third, after it, does."""
    answers = []
    second = threading.Thread(target=lambda: answers.append(bar.publication.publish()))

    def during():
        second.start()
        second.join(10)
        answers.append(bar.publication.undo("1"))

    bar.during = during
    bar.published()
    assert answers == [False, False]
    bar.during = lambda: None
    assert bar.published().ok


def test_a_surprise_is_told_and_does_not_hold_the_next(texts, bar):
    """Whoever started it hears the exception too."""

    def during():
        raise OSError("disk")

    bar.during = during
    with pytest.raises(OSError, match="disk"):
        bar.publication.publish()
    assert bar.states[-1].problems == (("", words.STOPPED),)
    bar.during = lambda: None
    assert bar.published().ok


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([Edit("content/diensten/b.md", "gone", "Coaching")], "Dienst ‘Coaching’ weggehaald"),
        ([Edit("content/artikelen/c.md", "new", "C", draft=True)], "Artikel ‘C’ toegevoegd (concept)"),
        ([Edit("praktijk.toml", "changed")], "Gegevens van de praktijk gewijzigd"),
        ([Edit("content/extra/a.pdf", "new")], "Bestand a.pdf toegevoegd"),
        ([Edit("content/woordenlijst.txt", "changed")], "Woordenlijst gewijzigd"),
        (
            [Edit(f"content/artikelen/{name}.md", "changed", name) for name in "abc"],
            "3 artikelen gewijzigd\n\n"
            "- Artikel ‘a’ gewijzigd\n- Artikel ‘b’ gewijzigd\n- Artikel ‘c’ gewijzigd",
        ),
        (
            [Edit("content/artikelen/a.md", "changed", "x" * 90)],
            f"Artikel ‘{'x' * 62}…\n\nArtikel ‘{'x' * 90}’ gewijzigd",
        ),
    ],
)
def test_a_message_says_what_changed(edits, said):
    """In a first line that git's lists show whole."""
    assert message(edits) == said
    assert len(said.split("\n")[0]) <= 72


def test_two_moments_are_compared_by_their_bytes(tmp_path):
    """With titles from before and after; a file that an editor leaves is none."""
    content, practice = tmp_path / "content", tmp_path / "praktijk.toml"
    (content / "artikelen").mkdir(parents=True)
    practice.write_text("a")
    for name in ("weg.md", "blijft.md", "anders.md"):
        (content / "artikelen" / name).write_text(f'---\r\ntitel: "{name}"\r\n---\r\n')
    before = texts_of(content, practice)
    (content / "artikelen" / "weg.md").unlink()
    (content / "artikelen" / "anders.md").write_bytes(b"---\ntitle: [kapot\n---\n\xff")
    Path(content / "artikelen" / ".nieuw.md.swp").touch()
    (content / "artikelen" / "kaal.md").write_text("Geen kop.")
    assert edits_between(before, texts_of(content, practice)) == (
        Edit("content/artikelen/anders.md", "changed", "[kapot"),
        Edit("content/artikelen/kaal.md", "new", "kaal.md"),
        Edit("content/artikelen/weg.md", "gone", "weg.md"),
    )


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"at": 1}', b"\xff"])
def test_a_record_that_can_not_be_read_is_none(tmp_path, damage):
    """As if nothing had been published."""
    (tmp_path / "publication.json").write_bytes(damage)
    assert Record.read(tmp_path) == Record()
