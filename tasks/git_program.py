"""The program git, run in one repository: its answers as values, its complaints in Dutch."""

import os
import shutil
import signal
import subprocess

from tasks import git_words

LOCAL_SECONDS = 60
REMOTE_SECONDS = 90
# Nobody is there to type an answer, and messages are read.
_ENVIRON = {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}

# Of a hook that runs this, say: they would lead to another repository.
_NOT_OURS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}


class GitError(Exception):
    """Git could not do it, or should not; the text is for the coach."""


class Git:
    """Git in the folder `top`; with `index` that file is its index, and not the repository's."""

    def __init__(self, top, index=None):
        self._top = top
        self._index = {"GIT_INDEX_FILE": str(index)} if index else {}

    def with_index(self, index):
        """The same with an index of its own."""
        return Git(self._top, index)

    def ask(self, *arguments):
        """What git answers, "" when it says no."""
        done = self.run(*arguments)
        return done.stdout.strip("\n") if done is not None and done.returncode == 0 else ""

    def do(self, *arguments, **named):
        """Let git do something; GitError when it does not. What it says is the result."""
        done = self.run(*arguments, **named)
        if done is None or done.returncode:
            said = done.stderr if done else ""
            said = said if isinstance(said, str) else said.decode(errors="replace")
            raise GitError(git_words.explained(said, remote="git", branch=""))
        return done.stdout

    def do_far(self, upstream, *arguments):
        """The same for what asks the Upstream."""
        done = self.run(*arguments, seconds=REMOTE_SECONDS)
        if done is None:
            raise GitError(git_words.TOO_LONG.format(remote=upstream.remote, seconds=REMOTE_SECONDS))
        if done.returncode:
            values = {"remote": upstream.remote, "branch": upstream.branch}
            raise GitError(git_words.explained(done.stderr, **values))

    def run(self, *arguments, seconds=LOCAL_SECONDS, text=True, given=None):
        """The finished process; None when it took too long, and was stopped with all that it started.

        `given` is what it reads, nothing unless said; with `text` False it reads and says bytes.
        """
        process = subprocess.Popen(
            [shutil.which("git"), "-C", str(self._top), *arguments],
            env=_environ() | self._index,
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Whoever ends the preview does not end what git has begun.
            start_new_session=True,
            **({"encoding": "utf-8", "errors": "surrogateescape"} if text else {}),
        )
        try:
            said, complained = process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None
        return subprocess.CompletedProcess(process.args, process.returncode, said, complained)


def _environ():
    environ = {name: value for name, value in os.environ.items() if name not in _NOT_OURS} | _ENVIRON
    # Never a question of ssh, unless somebody chose a command of their own.
    return {"GIT_SSH_COMMAND": "ssh -o BatchMode=yes"} | environ
