"""Pagefind as a process that is told of one page after another (`pagefind --service`).

It numbers pages in the order that it meets them. By itself it goes through a folder as the file system lists
it, which depends on what was written there before; told in an order of ours, the index of the same pages is
the same. The messages are those of Pagefind's own package for Python, which waits 0.1 s for each answer.
"""

import base64
import json
import subprocess
from contextlib import suppress


class PagefindError(Exception):
    """What Pagefind said, or that it is not there."""


class Pagefind:
    """One index, in memory, while the block lasts. Every method raises PagefindError."""

    def __enter__(self):
        # Takes 0.04 s, and most builds make no index.
        from pagefind.service import get_executable

        program = get_executable()
        if program is None:
            raise PagefindError("pagefind is not installed")
        try:
            self._process = subprocess.Popen(  # noqa: S603 - a program of our own environment
                [program, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise PagefindError(str(error)) from error
        try:
            self._index = self._ask(type="NewIndex", config={})["index_id"]
        except PagefindError:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind, error, trace):
        with suppress(OSError):
            self._process.stdin.close()
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def add(self, name, html):
        """Take a page in: its file, from the root of the site, and its text."""
        self._ask(type="AddFile", index_id=self._index, file_path=name, file_contents=html)

    def files(self):
        """The whole bundle, as {name: bytes}."""
        found = self._ask(type="GetFiles", index_id=self._index)["files"]
        return {file["path"]: base64.b64decode(file["content"]) for file in found}

    def _ask(self, **payload):
        question = json.dumps({"message_id": 1, "payload": payload}).encode()
        try:
            self._process.stdin.write(base64.b64encode(question) + b",")
            self._process.stdin.flush()
            answer = json.loads(base64.b64decode(self._read()))["payload"]
        except (OSError, ValueError) as error:
            raise PagefindError(f"pagefind ended: {error}") from error
        if answer["type"] == "Error":
            raise PagefindError(answer["message"])
        return answer

    def _read(self):
        """All up to the comma that ends an answer."""
        parts = []
        while not parts or not parts[-1].endswith(b","):
            part = self._process.stdout.read1(1 << 20)
            if not part:
                raise OSError("no answer")
            parts.append(part)
        return b"".join(parts)[:-1]
