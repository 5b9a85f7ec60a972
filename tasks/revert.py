"""Commits taken back: in a commit that is made beside the files, and put under them in one step.

Git's own revert works in the files, and a process that ends in the middle leaves them, and the repository,
half done. Here nothing of the coach is touched until the branch moves, and what is to follow then can be
done again.
"""

import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tasks import git_words, whole_file
from tasks.git_program import GitError

# Settings of who works here say nothing to `diff-tree`, and much to `apply`.
_DIFF = ("--no-commit-id", "--patch", "--binary", "--full-index")
_APPLY = ("-c", "apply.whitespace=nowarn", "apply", "--cached", "--3way", "--reverse")


def reverted(repository, commits, message):
    """A commit on top of HEAD that takes back these, the newest first; no branch knows it yet.

    GitError when they can't be taken out of what came after.
    """
    with _index(repository, "HEAD") as git:
        for commit in commits:
            patch = git.run("diff-tree", *_DIFF, commit, text=False).stdout
            if patch and git.run(*_APPLY, given=patch, text=False).returncode:
                raise GitError(git_words.OVERLAPS)
        tree = git.do("write-tree").strip()
    signed = ["-S"] if repository.git.ask("config", "--type=bool", "commit.gpgsign") == "true" else []
    return repository.git.do("commit-tree", *signed, "-p", "HEAD", "-m", message, tree).strip()


@contextmanager
def laid_out(repository, commit, room):
    """The coach's files as they are in `commit`, in the folder `room` of their own, until the block ends.

    What an Edit calls them, with the place of each.
    """
    shutil.rmtree(room, ignore_errors=True)
    try:
        with _index(repository, commit) as git:
            listed = git.do("ls-files", "-z", "--", *repository.names, text=False)
            git.do("checkout-index", "-z", "--stdin", f"--prefix={room}/", given=listed, text=False)
        yield {called: room / own for own, called in repository.names.items()}
    finally:
        shutil.rmtree(room, ignore_errors=True)


def check_untouched(repository):
    """GitError when the coach changed something since the last commit: she says first what becomes of it."""
    if edits := repository.edits():
        raise GitError(git_words.UNPUBLISHED.format(edits=", ".join(map(str, edits[:3]))))


def move(repository, base, commit):
    """Let the branch, which is at `base`, go to `commit`, and the coach's files with it.

    When it ends in between, `bring` does the rest.
    """
    check_untouched(repository)
    repository.git.do("update-ref", "-m", "preview: publication taken back", "HEAD", commit, base)
    bring(repository, base, commit)


def bring(repository, base, commit):
    """The coach's files from `base` to `commit`, each whole; one that is as in neither is left alone."""
    paths = repository.changed_paths(base, commit)
    elsewhere = set(repository.changed_paths(base))
    for path in paths:
        whole_file.tidy(repository.top / path)
        if path not in elsewhere:
            _bring_one(repository, path, base, commit)
    if paths:
        repository.git.do("reset", "--quiet", "--", *(f":(top,literal){path}" for path in paths))


def _bring_one(repository, path, base, commit):
    place = repository.top / path
    found = repository.git.run("cat-file", "--filters", f"{commit}:{path}", text=False)
    if found.returncode:
        place.unlink(missing_ok=True)
    elif not place.exists() or repository.git.ask("cat-file", "-t", f"{base}:{path}"):
        whole_file.write(place, found.stdout)


@contextmanager
def _index(repository, commit):
    """Git with an index of its own that holds `commit`."""
    with TemporaryDirectory() as folder:
        git = repository.git.with_index(Path(folder) / "index")
        git.do("read-tree", commit)
        yield git
