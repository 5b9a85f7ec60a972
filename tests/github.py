"""A stand-in for GitHub's APIs, answered within the browser: one project, and every commit to it.

https://docs.github.com/en/graphql and https://docs.github.com/en/rest, as far as Sveltia asks them.
"""

import base64
import json
import re
from urllib.parse import urlsplit

from tests.gitea import CORS, blob_name

ORIGIN = "https://api.github.com"
PORTRAITS = "https://avatars.githubusercontent.com"
TOKEN = "github_pat_een-eigen-token"
PROJECT = "/repos/ans/nabij"
_USER = {
    "id": 1,
    "login": "ans",
    "name": "Ans de Wit",
    "email": "ans@voorbeeld.nl",
    "avatar_url": f"{PORTRAITS}/u/1",
    "html_url": "https://github.com/ans",
}
_WRITTEN = {"author": {**_USER, "user": {"id": 1, "login": "ans"}}, "committedDate": "2026-01-01T00:00:00Z"}
_OBJECTS = re.compile(r'(content_\d+):\s*object\(oid: "(\w+)"\)')
_HISTORIES = re.compile(r"(\w+):\s*ref\(qualifiedName: \$branch\)")
_CHECKS = re.compile(r"(commit_\d+):\s*object\(")
_SAVED = re.compile(r'(\w+): file\(path: "([^"]+)"\)')


class GitHub:
    """The project's files at `files`, by name; `commits` holds what was sent, the newest last."""

    def __init__(self, files):
        self.files = dict(files)
        self.commits = []
        self.unknown = []

    def __call__(self, route):
        """Answer a request of Playwright's, as its `page.route` asks."""
        request = route.request
        if request.method == "OPTIONS":
            return route.fulfill(status=204, headers=CORS)
        if request.headers.get("authorization") != f"token {TOKEN}":
            return route.fulfill(status=401, json={"message": "Bad credentials"}, headers=CORS)
        path = urlsplit(request.url).path
        if path == f"{PROJECT}/collaborators/ans":
            return route.fulfill(status=204, headers=CORS)
        if path.startswith(f"{PROJECT}/git/blobs/"):
            return route.fulfill(body=self._blob(path.rpartition("/")[2]), headers=CORS)
        answer = self._rest(path, request.post_data)
        if answer is None:
            self.unknown.append(f"{request.method} {path} {request.post_data}")
            return route.fulfill(status=404, json={"message": "Not Found"}, headers=CORS)
        return route.fulfill(json=answer, headers=CORS)

    def _rest(self, path, body):
        if path == "/graphql":
            return self._graphql(**json.loads(body))
        tree = [
            {"type": "blob", "path": name, "sha": blob_name(data), "size": len(data)}
            for name, data in self.files.items()
        ]
        known = {"/user": _USER, f"{PROJECT}/git/trees/{self._head}": {"tree": tree, "truncated": False}}
        return known.get(path)

    def _graphql(self, query, variables):
        if "createCommitOnBranch" in query:
            return self._commit(variables["input"], _SAVED.findall(query))
        head = {
            "target": {"oid": self._head, "history": {"nodes": [{"oid": self._head, "message": "Begin"}]}}
        }
        found = {"ref": head} if re.search(r"\{\s*ref\(", query) else {}
        for alias, name in _OBJECTS.findall(query):
            found[alias] = {"text": self._blob(name).decode(), "isTruncated": False}
        for alias in _HISTORIES.findall(query):
            found[alias] = {"target": {"history": {"nodes": [_WRITTEN]}}}
        # Nothing is built of any commit here.
        found |= dict.fromkeys(_CHECKS.findall(query))
        return {"data": {"repository": found}} if found else None

    def _commit(self, given, saved):
        """All of it, on the very commit that was seen last; or an error, which GitHub gives as an answer."""
        if given["expectedHeadOid"] != self._head:
            return {"data": None, "errors": [{"message": "Expected branch to point to another commit."}]}
        for change in given["fileChanges"]["additions"]:
            self.files[change["path"]] = base64.b64decode(change["contents"])
        for change in given["fileChanges"]["deletions"]:
            del self.files[change["path"]]
        self.commits.append(given)
        named = {alias: {"oid": blob_name(self.files[name])} for alias, name in saved}
        commit = {"oid": self._head, "committedDate": _WRITTEN["committedDate"], **named}
        return {"data": {"createCommitOnBranch": {"commit": commit}}}

    def _blob(self, name):
        return next(data for data in self.files.values() if blob_name(data) == name)

    @property
    def _head(self):
        return blob_name(json.dumps([len(self.commits), *map(blob_name, self.files.values())]).encode())
