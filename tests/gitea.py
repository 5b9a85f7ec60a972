"""A stand-in for Gitea's REST API, answered within the browser: one project, and every commit to it.

https://docs.gitea.com/api/. What it does not know it refuses, so that a new question shows.
"""

import base64
import json
from urllib.parse import unquote, urlsplit

from tests.git_host import CORS, PROJECT, GitHost, blob_name

ORIGIN = "https://git.praktijk-test.nl"
TOKEN = "een-eigen-token"
_USER = {"id": 1, "login": "ans", "full_name": "Ans de Wit", "email": "ans@voorbeeld.nl", "avatar_url": ""}


class Gitea(GitHost):
    """Its REST API."""

    TOKEN, REFUSED = TOKEN, "token is required"

    def answer(self, route):
        """Answer a request that has the token."""
        request = route.request
        parts = urlsplit(request.url)
        path = unquote(parts.path).removeprefix("/api/v1")
        if path.startswith(f"{PROJECT}/media/main/"):
            data = self.files[path.removeprefix(f"{PROJECT}/media/main/")]
            return route.fulfill(status=200, body=data, headers=CORS)
        body = json.loads(request.post_data) if request.post_data else None
        status, answer = self._answer(request.method, path, body)
        if status == 404:
            self.unknown.append(f"{request.method} {path}")
        return route.fulfill(status=status, json=answer, headers=CORS)

    def _answer(self, method, path, body):
        if method == "POST":
            found = {f"{PROJECT}/file-contents": self._contents, f"{PROJECT}/contents": self._commit}
            return found[path](body) if path in found else (404, {"message": "not found"})
        known = {
            "/version": {"version": "1.24.0"},
            "/user": _USER,
            "/settings/api": {"default_paging_num": 30, "default_max_blob_size": 10_485_760},
            PROJECT: {"default_branch": "main", "permissions": {"pull": True, "push": True}},
            f"{PROJECT}/branches/main": {
                "commit": {"id": self.head, "message": "Begin"},
                "user_can_push": True,
                "user_can_merge": True,
            },
            f"{PROJECT}/git/trees/{self.head}": {"truncated": False, "tree": self.tree()},
        }
        return (200, known[path]) if path in known else (404, {"message": "not found"})

    def _contents(self, body):
        return 200, [
            {"path": name, "encoding": "base64", "content": base64.b64encode(self.files[name]).decode()}
            for name in body["files"]
        ]

    def _commit(self, body):
        """All of it or nothing: a file that is another than the one that was changed is refused."""
        for change in body["files"]:
            old = self.files.get(change.get("from_path") or change["path"])
            if change.get("sha") != (None if old is None else blob_name(old)):
                return 422, {"message": "sha does not match"}
        saved = []
        for change in body["files"]:
            name = change["path"]
            if change["operation"] == "delete":
                del self.files[name]
                saved.append(None)
                continue
            self.files[name] = base64.b64decode(change["content"])
            saved.append({"path": name, "sha": blob_name(self.files[name])})
        self.commits.append(body)
        return 201, {"commit": {"sha": self.head, "created": "2026-01-01T00:00:00Z"}, "files": saved}
