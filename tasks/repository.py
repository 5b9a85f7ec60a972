"""The git repository that the texts are in: what changed, and the few things that a publication does with it.

It touches the coach's own files and no others: paths are always named. What somebody else staged stays so.
"""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from plugins.checks.run import is_scratch
from tasks import git_words
from tasks.edited import edit_of

LOCAL_SECONDS = 60
REMOTE_SECONDS = 90
# The name of `how` in an Edit, by the first letter that git gives; a file that changed kind is changed.
_HOW = {"A": "new", "D": "gone"}
# Nobody is there to type an answer, and messages are read.
_ENVIRON = {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}

# Of a hook that runs this, say: they would lead to another repository.
_NOT_OURS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}


class GitError(Exception):
    """Git could not do it, or should not; the text is for the coach."""


@dataclass(frozen=True)
class Upstream:
    """Where the branch goes: `remote` by its name, `branch` there, and `ref`, what is known of it here."""

    remote: str
    branch: str
    ref: str


class Repository:
    """The repository at `top`. `paths` are the coach's own, from there: the content folder and praktijk.toml.

    `names` maps each of them to what it is called in an Edit.
    """

    def __init__(self, top, names):
        self.top = Path(top)
        self.names = names

    @classmethod
    def around(cls, content, practice):
        """The one that the content folder is in; None where there is none, or no git."""
        there = cls(content, {})._ask("rev-parse", "--show-toplevel") if shutil.which("git") else ""
        if not there:
            return None
        top = Path(there).resolve()
        places = {Path(content).resolve(): "content", Path(practice).resolve(): "praktijk.toml"}
        inside = {path: name for path, name in places.items() if path.is_relative_to(top)}
        return cls(top, {path.relative_to(top).as_posix(): name for path, name in inside.items()})

    def upstream(self):
        """The Upstream of the branch that is checked out; None where it has none."""
        branch = self._ask("symbolic-ref", "--quiet", "--short", "HEAD")
        remote = branch and self._ask("config", f"branch.{branch}.remote")
        merge = remote and self._ask("config", f"branch.{branch}.merge")
        if not merge or remote == ".":
            return None
        name = merge.removeprefix("refs/heads/")
        return Upstream(remote, name, f"refs/remotes/{remote}/{name}")

    def has_remote(self):
        """Whether there is anywhere to send to."""
        return bool(self._ask("remote"))

    def position(self, ref):
        """The commit that `ref` is at; "" when it is not known here."""
        return self._ask("rev-parse", "--verify", "--quiet", ref)

    def check(self):
        """Raise GitError when this is no moment to commit: half a merge, no branch, nobody's name."""
        if not self._ask("symbolic-ref", "--quiet", "HEAD"):
            branch = self._ask("for-each-ref", "--count=1", "--format=%(refname:short)", "refs/heads/")
            raise GitError(git_words.DETACHED.format(branch=branch or "main"))
        for name, what in git_words.UNDER_WAY.items():
            if (self.top / self._ask("rev-parse", "--git-path", name)).exists():
                raise GitError(git_words.UNFINISHED.format(what=what))
        # Git would make up a name from those of the machine.
        if not self._ask("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"):
            raise GitError(git_words.NO_IDENTITY)

    def fetch(self, upstream):
        """Learn what is at the upstream now; GitError when it can't be asked, or has what is not here."""
        self._do_far(upstream, "fetch", "--quiet", "--no-tags", upstream.remote, f"+{_spec(upstream)}")
        if self._ask("rev-list", "--count", f"HEAD..{upstream.ref}") != "0":
            raise GitError(git_words.BEHIND.format(remote=upstream.remote))

    def push(self, upstream):
        """Send the branch to its upstream, never over what is there."""
        self._do_far(upstream, "push", "--quiet", upstream.remote, f"HEAD:refs/heads/{upstream.branch}")

    def edits(self, ref="HEAD"):
        """What differs between `ref` and the files as they are: a tuple of Edits."""
        paths = list(self.names)
        told = self._ask("diff", "--name-status", "--no-renames", "-z", ref, "--", *paths).split("\0")
        changed = dict(zip(told[1::2], told[0::2], strict=False))
        new = self._ask("ls-files", "--others", "--exclude-standard", "-z", "--", *paths).split("\0")
        changed |= dict.fromkeys(filter(None, new), "A")
        return tuple(sorted(self._edit(path, letter, ref) for path, letter in self._own(changed).items()))

    def commit(self, message):
        """Commit the coach's files as they are, whatever else is staged; the commit, "" if none changed."""
        paths = [self._path(edit.name) for edit in self.edits()]
        if not paths:
            return ""
        self._do("add", "--all", "--", *map(_literal, paths))
        self._do("commit", "--quiet", "--only", "-m", message, "--", *map(_literal, paths))
        return self._ask("rev-parse", "HEAD")

    def commits_of_texts(self, ref):
        """The commits since `ref` that touch the coach's files and nothing else, the newest first."""
        found = self._ask("rev-list", "--no-merges", f"{ref}..HEAD").split()
        return tuple(commit for commit in found if self._is_of_texts(commit))

    def others_since(self, ref):
        """The first lines of the commits since `ref` that touch other files: they are sent along."""
        found = self._ask("rev-list", f"{ref}..HEAD").split()
        return [self._ask("log", "-1", "--format=%s", each) for each in found if not self._is_of_texts(each)]

    def revert(self, commits):
        """Take these commits back in the files, and commit nothing yet; GitError if it is not clean to do."""
        if staged := self._ask("diff", "--cached", "--name-only").splitlines():
            raise GitError(git_words.STAGED.format(files=", ".join(staged[:3])))
        if edits := self.edits():
            raise GitError(git_words.UNPUBLISHED.format(edits=", ".join(map(str, edits[:3]))))
        for commit in commits:
            if self._run("revert", "--no-commit", commit).returncode:
                self.put_back()
                raise GitError(git_words.OVERLAPS)

    def put_back(self):
        """The files and what is staged as they were before `revert`."""
        self._do("reset", "--quiet", "--merge")

    def commit_revert(self, message):
        """Commit what `revert` did."""
        self._do("commit", "--quiet", "-m", message)

    def _own(self, changed):
        return {path: letter for path, letter in changed.items() if not is_scratch(path)}

    def _edit(self, path, letter, ref):
        place = self.top / path
        if letter == "D" or not place.is_file():
            data = self._run("show", f"{ref}:{path}", text=False).stdout
        else:
            data = place.read_bytes()
        own = next(own for own in self.names if path == own or path.startswith(f"{own}/"))
        return edit_of(self.names[own] + path.removeprefix(own), _HOW.get(letter[:1], "changed"), data)

    def _path(self, name):
        own, called = next(
            (own, called) for own, called in self.names.items() if f"{name}/".startswith(f"{called}/")
        )
        return own + name.removeprefix(called)

    def _is_of_texts(self, commit):
        touched = self._ask("diff-tree", "--root", "-m", "--no-commit-id", "--name-only", "-r", "-z", commit)
        paths = [path for path in touched.split("\0") if path]
        return all(any(f"{path}/".startswith(f"{own}/") for own in self.names) for path in paths)

    def _do_far(self, upstream, *arguments):
        done = self._run(*arguments, seconds=REMOTE_SECONDS)
        if done is None:
            raise GitError(git_words.TOO_LONG.format(remote=upstream.remote, seconds=REMOTE_SECONDS))
        if done.returncode:
            values = {"remote": upstream.remote, "branch": upstream.branch}
            raise GitError(git_words.explained(done.stderr, **values))

    def _do(self, *arguments):
        done = self._run(*arguments)
        if done is None or done.returncode:
            raise GitError(git_words.explained(done.stderr if done else "", remote="git", branch=""))

    def _ask(self, *arguments):
        """What git answers, "" when it says no."""
        done = self._run(*arguments)
        return done.stdout.strip("\n") if done is not None and done.returncode == 0 else ""

    def _run(self, *arguments, seconds=LOCAL_SECONDS, text=True):
        """The finished process; None when it took too long, and was stopped with all that it started."""
        process = subprocess.Popen(
            [shutil.which("git"), "-C", str(self.top), *arguments],
            env=_environ(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            **({"encoding": "utf-8", "errors": "surrogateescape"} if text else {}),
        )
        try:
            said, complained = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None
        return subprocess.CompletedProcess(process.args, process.returncode, said, complained)


def _environ():
    environ = {name: value for name, value in os.environ.items() if name not in _NOT_OURS} | _ENVIRON
    # Never a question of ssh, unless somebody chose a command of their own.
    return {"GIT_SSH_COMMAND": "ssh -o BatchMode=yes"} | environ


def _spec(upstream):
    return f"refs/heads/{upstream.branch}:{upstream.ref}"


def _literal(path):
    """A path that git takes for what it is, whatever stands in it."""
    return f":(top,literal){path}"
