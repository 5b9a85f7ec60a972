"""The git repository that the texts are in: what changed, and the few things that a publication does with it.

It touches the coach's own files and no others: paths are always named. What somebody else staged stays so.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from plugins.checks.run import is_scratch
from tasks import git_words
from tasks.edited import CONTENT, PRACTICE, edit_of
from tasks.git_program import Git, GitError

# The name of `how` in an Edit, by the first letter that git gives; a file that changed kind is changed.
_HOW = {"A": "new", "D": "gone"}


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
        self.git = Git(self.top)

    @classmethod
    def around(cls, content, practice):
        """The one that the content folder is in; None where there is none, or no git."""
        there = Git(content).ask("rev-parse", "--show-toplevel") if shutil.which("git") else ""
        if not there:
            return None
        top = Path(there).resolve()
        places = {Path(content).resolve(): CONTENT, Path(practice).resolve(): PRACTICE}
        inside = {path: name for path, name in places.items() if path.is_relative_to(top)}
        return cls(top, {path.relative_to(top).as_posix(): name for path, name in inside.items()})

    def upstream(self):
        """The Upstream of the branch that is checked out; None where it has none."""
        branch = self.git.ask("symbolic-ref", "--quiet", "--short", "HEAD")
        remote = branch and self.git.ask("config", f"branch.{branch}.remote")
        merge = remote and self.git.ask("config", f"branch.{branch}.merge")
        if not merge or remote == ".":
            return None
        name = merge.removeprefix("refs/heads/")
        return Upstream(remote, name, f"refs/remotes/{remote}/{name}")

    def has_remote(self):
        """Whether there is anywhere to send to."""
        return bool(self.git.ask("remote"))

    def position(self, ref):
        """The commit that `ref` is at; "" when it is not known here."""
        return self.git.ask("rev-parse", "--verify", "--quiet", ref)

    def check(self):
        """Raise GitError when this is no moment to commit: half a merge, no branch, nobody's name."""
        if not self.git.ask("symbolic-ref", "--quiet", "HEAD"):
            branch = self.git.ask("for-each-ref", "--count=1", "--format=%(refname:short)", "refs/heads/")
            raise GitError(git_words.DETACHED.format(branch=branch or "main"))
        for name, what in git_words.UNDER_WAY.items():
            if (self.top / self.git.ask("rev-parse", "--git-path", name)).exists():
                raise GitError(git_words.UNFINISHED.format(what=what))
        # Git would make up a name from those of the machine.
        if not self.git.ask("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"):
            raise GitError(git_words.NO_IDENTITY)

    def fetch(self, upstream):
        """Learn what is at the upstream now; GitError when it can't be asked, or has what is not here."""
        self.git.do_far(upstream, "fetch", "--quiet", "--no-tags", upstream.remote, f"+{_spec(upstream)}")
        if self.git.ask("rev-list", "--count", f"HEAD..{upstream.ref}") != "0":
            raise GitError(git_words.BEHIND.format(remote=upstream.remote))

    def push(self, upstream):
        """Send the branch to its upstream, never over what is there."""
        self.git.do_far(upstream, "push", "--quiet", upstream.remote, f"HEAD:refs/heads/{upstream.branch}")

    def edits(self, ref="HEAD"):
        """What differs between `ref` and the files as they are: a tuple of Edits."""
        changed = self._changed(ref) | dict.fromkeys(self._unknown(), "A")
        return tuple(sorted(self._edit(path, letter, ref) for path, letter in self._own(changed).items()))

    def changed_paths(self, *refs):
        """The coach's files that differ between two commits, or between one and the files as they are."""
        return list(self._changed(*refs))

    def commit(self, message):
        """Commit the coach's files as they are, whatever else is staged; the commit, "" if none changed."""
        paths = [self._path(edit.name) for edit in self.edits()]
        if not paths:
            return ""
        # What git knows it finds by itself; what is gone, and staged already, `add` would not find.
        if unknown := self._own(dict.fromkeys(self._unknown(), "A")):
            self.git.do("add", "--", *map(_literal, unknown))
        self.git.do("commit", "--quiet", "--only", "-m", message, "--", *map(_literal, paths))
        return self.git.ask("rev-parse", "HEAD")

    def commits_of_texts(self, ref):
        """The commits since `ref` that touch the coach's files and nothing else, the newest first."""
        found = self.git.ask("rev-list", "--no-merges", f"{ref}..HEAD").split()
        return tuple(commit for commit in found if self._is_of_texts(commit))

    def others_since(self, ref):
        """The first lines of the commits since `ref` that touch other files: they are sent along."""
        found = self.git.ask("rev-list", f"{ref}..HEAD").split()
        return [
            self.git.ask("log", "-1", "--format=%s", each) for each in found if not self._is_of_texts(each)
        ]

    def _changed(self, *refs):
        told = self.git.ask("diff", "--name-status", "--no-renames", "-z", *refs, "--", *self.names).split(
            "\0"
        )
        return dict(zip(told[1::2], told[0::2], strict=False))

    def _unknown(self):
        """The coach's files that git does not know yet."""
        told = self.git.ask("ls-files", "--others", "--exclude-standard", "-z", "--", *self.names)
        return [path for path in told.split("\0") if path]

    def _own(self, changed):
        return {path: letter for path, letter in changed.items() if not is_scratch(path)}

    def _edit(self, path, letter, ref):
        place = self.top / path
        if letter == "D" or not place.is_file():
            data = self.git.run("show", f"{ref}:{path}", text=False).stdout
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
        touched = self.git.ask(
            "diff-tree", "--root", "-m", "--no-commit-id", "--name-only", "-r", "-z", commit
        )
        paths = [path for path in touched.split("\0") if path]
        return all(any(f"{path}/".startswith(f"{own}/") for own in self.names) for path in paths)


def _spec(upstream):
    return f"refs/heads/{upstream.branch}:{upstream.ref}"


def _literal(path):
    """A path that git takes for what it is, whatever stands in it."""
    return f":(top,literal){path}"
