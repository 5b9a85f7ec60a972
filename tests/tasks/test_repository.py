"""What a publication does with git, on real repositories."""

import os

import pytest

from tasks import git_words
from tasks.edited import Edit
from tasks.git_words import explained, without_secrets
from tasks.repository import GitError, Repository
from tests.repositories import ENVIRON

CHANGED = Edit("content/artikelen/a.md", "changed", "Samen aan tafel")


@pytest.fixture
def repository(texts):
    return Repository.around(texts.content, texts.practice)


def send(repository, message="Bericht"):
    before = repository.upstream().ref
    base = repository.position(before)
    repository.commit(message)
    commits = repository.commits_of_texts(base)
    repository.push(repository.upstream())
    return commits


def test_only_the_coachs_files_are_seen(texts, repository):
    """New, changed and gone; not the code, not what an editor leaves behind, not what git ignores."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    texts.write("afbeeldingen/é foto.jpg", b"\xff\xd8")
    texts.write("artikelen/.a.md.swp", "x")
    texts.write("artikelen/c.md", "---\ntitel: 'Nieuw'\nstatus: concept\n---\n")
    (texts.content / "diensten" / "b.md").unlink()
    texts.practice.write_text("# Anders.\n")
    (texts.folder / "code.py").write_text("print(3)\n")
    (texts.folder / "los.txt").write_text("x")
    assert repository.edits() == (
        Edit("content/afbeeldingen/é foto.jpg", "new"),
        CHANGED,
        Edit("content/artikelen/c.md", "new", "Nieuw", draft=True),
        Edit("content/diensten/b.md", "gone", "Coaching"),
        Edit("praktijk.toml", "changed"),
    )


def test_a_commit_holds_the_coachs_files_alone(texts, repository):
    """What somebody else has staged is not in it, and stays staged."""
    (texts.folder / "code.py").write_text("print(3)\n")
    texts.git("add", "code.py")
    (texts.folder / "README.md").write_text("nog niet klaar")
    texts.change("artikelen/a.md", "Midden", "Anders")
    texts.write("artikelen/[a]*.md", "---\ntitle: Vreemd\n---\n")
    texts.write("artikelen/.a.md.swp", "x")
    (texts.content / "diensten" / "b.md").unlink()
    send(repository, "Drie dingen")
    assert texts.far_log() == ["Drie dingen", "Begin"]
    assert texts.far_files() == [
        "content/artikelen/[a]*.md",
        "content/artikelen/a.md",
        "content/diensten/b.md",
    ]
    assert texts.git("status", "--porcelain").splitlines() == [
        "M  code.py",
        "?? README.md",
        "?? content/artikelen/.a.md.swp",
    ]
    assert repository.commit("Niets") == ""


def test_a_text_with_another_name_is_one_gone_and_one_new(texts, repository):
    """Whoever gave it that, git's own way of telling is another; and what git ignores is not told."""
    texts.git("mv", "content/artikelen/a.md", "content/artikelen/z.md")
    (texts.folder / ".gitignore").write_text("/content/prive/\n")
    texts.write("prive/dagboek.md", "---\ntitle: Dagboek\n---\n")
    assert repository.edits() == (
        Edit("content/artikelen/a.md", "gone", "Samen aan tafel"),
        Edit("content/artikelen/z.md", "new", "Samen aan tafel"),
    )


def test_a_merge_is_not_taken_for_a_publication(texts, repository):
    """What it brings together was; and a commit without a parent touches all that it holds."""
    texts.git("checkout", "--quiet", "-b", "ander")
    texts.change("artikelen/a.md", "Midden", "Anders")
    texts.git("commit", "--quiet", "-am", "Op een andere tak")
    texts.git("checkout", "--quiet", "main")
    texts.git("merge", "--quiet", "--no-ff", "-m", "Samen", "ander")
    base = repository.upstream().ref
    assert repository.commits_of_texts(base) == (texts.git("rev-parse", "ander").strip(),)
    empty = texts.git("hash-object", "-t", "tree", "-w", os.devnull).strip()
    texts.git("update-ref", "refs/heads/leeg", texts.git("commit-tree", "-m", "Leeg", empty).strip())
    assert "Begin" in repository.others_since("leeg")


def test_there_may_be_nowhere_to_send(texts, repository, tmp_path):
    """No repository, no remote, a branch of which git does not know where it goes."""
    assert repository.upstream().remote == "origin"
    texts.git("branch", "--unset-upstream")
    assert (repository.upstream(), repository.has_remote()) == (None, True)
    texts.git("remote", "remove", "origin")
    assert repository.has_remote() is False
    (tmp_path / "nergens").mkdir()
    assert Repository.around(tmp_path / "nergens", texts.practice) is None


def test_another_repository_of_whoever_runs_this_is_left_alone(texts, repository, monkeypatch):
    """A hook of git says which one it belongs to, and that is handed down."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    for name, value in (("GIT_DIR", texts.far), ("GIT_INDEX_FILE", texts.far / "index")):
        monkeypatch.setenv(name, str(value))
    assert Repository.around(texts.content, texts.practice).edits() == (CHANGED,)
    assert repository.upstream().remote == "origin"


def test_a_name_that_is_no_text_is_a_name_all_the_same(texts, repository):
    """From an old camera, say; where a disk takes it."""
    name = os.fsdecode(b"\xff.jpg")
    try:
        texts.write(f"afbeeldingen/{name}", b"\xff")
    except OSError:
        pytest.skip("this disk takes no such name")
    assert repository.edits() == (Edit(f"content/afbeeldingen/{name}", "new"),)


def test_a_branch_that_follows_one_here_is_sent_nowhere(texts, repository):
    """Git calls that a remote with the name of a dot."""
    texts.git("branch", "ander")
    texts.git("branch", "--quiet", "--set-upstream-to=ander")
    assert repository.upstream() is None


def test_texts_in_another_folder_than_the_settings(texts, tmp_path):
    """praktijk.toml outside the repository is not of it; content may have any place and name."""
    (texts.folder / "site").mkdir()
    (texts.folder / "content").rename(texts.folder / "site" / "teksten")
    repository = Repository.around(texts.folder / "site" / "teksten", tmp_path / "praktijk.toml")
    assert repository.names == {"site/teksten": "content"}
    assert Edit("content/artikelen/a.md", "new", "Samen aan tafel") in repository.edits()
    repository.commit("Verhuisd")
    assert "site/teksten/artikelen/a.md" in texts.git("ls-files")


@pytest.mark.parametrize("case", ["detached", "merge", "revert", "nobody"])
def test_no_commit_is_made_at_a_wrong_moment(texts, repository, monkeypatch, case):
    """Each is said in Dutch, with what to do."""
    repository.check()
    if case == "detached":
        texts.git("checkout", "--quiet", "--detach")
        said = "git switch main"
    elif case == "nobody":
        for name in ENVIRON:
            if "NAME" in name or "EMAIL" in name:
                monkeypatch.delenv(name)
        # Of which git would make something, with the name of whoever is logged in.
        monkeypatch.setenv("EMAIL", "iemand@voorbeeld.nl")
        said = git_words.NO_IDENTITY
    else:
        (texts.folder / ".git" / f"{case.upper()}_HEAD").write_text(texts.git("rev-parse", "HEAD"))
        said = {"merge": "een samenvoeging begonnen", "revert": "een terugdraaiing begonnen"}[case]
    with pytest.raises(GitError) as refused:
        repository.check()
    assert said in str(refused.value)


def test_newer_work_elsewhere_is_never_written_over(texts, repository):
    """It is seen before anything is made, and by the push itself when it comes in between."""
    repository.fetch(repository.upstream())
    texts.elsewhere()
    texts.change("artikelen/a.md", "Midden", "Anders")
    with pytest.raises(GitError) as refused:
        send(repository)
    assert str(refused.value) == git_words.BEHIND.format(remote="origin")
    with pytest.raises(GitError, match="Op origin staat nieuwer werk"):
        repository.fetch(repository.upstream())
    assert texts.far_log() == ["Van een ander", "Begin"]


def test_a_history_that_was_written_anew_elsewhere_is_newer_work(texts, repository):
    """It is known here what is there, and nothing else comes along."""
    other = texts.folder.parent / "other"
    texts.git("clone", "--quiet", str(texts.far), str(other))
    texts.git("-C", str(other), "commit", "--quiet", "--amend", "-m", "Anders begonnen")
    texts.git("-C", str(other), "tag", "v1")
    texts.git("-C", str(other), "push", "--quiet", "--force", "--tags", "origin", "main")
    with pytest.raises(GitError) as refused:
        repository.fetch(repository.upstream())
    assert str(refused.value) == git_words.BEHIND.format(remote="origin")
    assert texts.git("log", "-1", "--format=%s", "origin/main").strip() == "Anders begonnen"
    assert texts.git("tag") == ""


def test_a_server_that_can_not_be_reached_or_refuses(texts, repository):
    """Each in words of its own, none with what an address may hold."""
    refusing = texts.far / "hooks" / "pre-receive"
    refusing.write_text("#!/bin/sh\necho 'eerst vragen' >&2\nexit 1\n")
    refusing.chmod(0o755)
    texts.change("artikelen/a.md", "Midden", "Anders")
    with pytest.raises(GitError, match="origin neemt dit niet aan"):
        send(repository)
    texts.git("remote", "set-url", "origin", "http://ans:geheim@127.0.0.1:1/a.git")
    with pytest.raises(GitError) as refused:
        repository.push(repository.upstream())
    assert str(refused.value) == git_words.NO_CONNECTION.format(remote="origin")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("fatal: could not read Username for 'https://h': terminal prompts disabled", git_words.NOT_LET_IN),
        ("git@h: Permission denied (publickey).\nfatal: Could not read from remote", git_words.NOT_LET_IN),
        ("ssh: Could not resolve hostname h\nfatal: Could not read from remote", git_words.NO_CONNECTION),
        (" ! [rejected]  HEAD -> main (fetch first)\nerror: failed to push some refs", git_words.BEHIND),
        ("fatal: Unable to create '/a/.git/index.lock': File exists.", git_words.LOCKED),
        ("fatal: couldn't find remote ref refs/heads/main", git_words.NO_BRANCH),
    ],
)
def test_what_git_says_is_said_in_dutch(said, words):
    """By its cause."""
    assert explained(said, remote="origin", branch="main") == words.format(remote="origin", branch="main")


def test_a_password_in_an_address_is_not_said():
    """Whatever git complains of."""
    said = "fatal: vreemd: https://ans:geheim@h/a.git"
    assert explained(said, remote="origin", branch="main") == "Git kon dit niet doen: vreemd: https://h/a.git"
    assert without_secrets("http://geheim@h ssh://git@h") == "http://h ssh://h"
