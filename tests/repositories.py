"""A real git repository with a coach's texts, and a bare one that it is sent to, for tests."""

import os
import shutil
import subprocess

from tests.builders import ROOT, a_practice_file

# Nobody's own settings, and a name for who commits.
ENVIRON = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ans",
    "GIT_AUTHOR_EMAIL": "ans@voorbeeld.nl",
    "GIT_COMMITTER_NAME": "Ans",
    "GIT_COMMITTER_EMAIL": "ans@voorbeeld.nl",
}
# The same, for a process that may have its own.
OWN_ENVIRON = {name: os.environ.get(name, value) for name, value in ENVIRON.items()}
ARTICLE = "---\ntitle: {title}\n---\n\nEerste zin.\n\nMidden.\n\nLaatste zin.\n"


def clone_with(room, folder):
    """A Texts of what is in `folder`: its content and its praktijk.toml."""
    (folder / ".gitignore").write_text("/var/\n/output/\n")
    return Texts(room, folder)


def shipped_texts(room):
    """A Texts of all that ships, of a practice that is filled in."""
    folder = room / "site"
    shutil.copytree(ROOT / "content", folder / "content")
    a_practice_file(folder)
    return clone_with(room, folder)


def small_texts(room):
    """A Texts with two short texts, and a file that is not the coach's."""
    folder = room / "site"
    folder.mkdir(parents=True)
    (folder / "code.py").write_text("print(1)\n")
    (folder / "praktijk.toml").write_text("# De praktijk.\n")
    for name, title in (("artikelen/a.md", "Samen aan tafel"), ("diensten/b.md", "Coaching")):
        path = folder / "content" / name
        path.parent.mkdir(parents=True)
        path.write_text(ARTICLE.format(title=title))
    return clone_with(room, folder)


class Texts:
    """A repository at `folder`, on its branch main, that is sent to the bare one at `far`."""

    def __init__(self, room, folder):
        self.folder, self.far = folder, room / "far.git"
        self.content, self.practice = self.folder / "content", self.folder / "praktijk.toml"
        self._run(room, "init", "--quiet", "--bare", "--initial-branch=main", str(self.far))
        self._run(room, "init", "--quiet", "--initial-branch=main", str(self.folder))
        self.git("remote", "add", "origin", str(self.far))
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", "Begin")
        self.git("push", "--quiet", "--set-upstream", "origin", "main")

    def git(self, *arguments):
        """Run git in the clone; what it says."""
        return self._run(self.folder, *arguments)

    def write(self, name, text):
        """Write a file under content/."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, name, old, new):
        """Replace words in a file under content/."""
        text = (self.content / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def far_log(self):
        """The first lines of the commits that were sent, the newest first."""
        return self._run(self.far, "log", "--format=%s", "main").splitlines()

    def far_files(self):
        """The files that the last commit that was sent touches."""
        return self._run(self.far, "show", "--format=", "--name-only", "main").split()

    def far_text(self, name):
        """A file as it is there."""
        return self._run(self.far, "show", f"main:content/{name}")

    def elsewhere(self):
        """Let somebody else send a commit."""
        other = self.folder.parent / "other"
        self._run(self.folder.parent, "clone", "--quiet", str(self.far), str(other))
        (other / "code.py").write_text("print(2)\n")
        self._run(other, "commit", "--quiet", "-am", "Van een ander")
        self._run(other, "push", "--quiet")

    @staticmethod
    def _run(folder, *arguments):
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            env=os.environ | ENVIRON,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
