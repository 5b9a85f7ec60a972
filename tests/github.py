"""A stand-in for GitHub's APIs, answered within the browser: one project, and every commit to it.

https://docs.github.com/en/graphql and https://docs.github.com/en/rest, as far as Sveltia asks them.
"""

import base64
import json
import re
from urllib.parse import urlsplit

from tests.git_host import CORS, PROJECT, GitHost, blob_name

ORIGIN = "https://api.github.com"
PORTRAITS = "https://avatars.githubusercontent.com"
TOKEN = "github_pat_een-eigen-token"
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


class GitHub(GitHost):
    """Its GraphQL and REST APIs."""

    TOKEN, REFUSED = TOKEN, "Bad credentials"

    def answer(self, route):
        """Answer a request that has the token."""
        request = route.request
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
        tree = {"tree": self.tree(), "truncated": False}
        return {"/user": _USER, f"{PROJECT}/git/trees/{self.head}": tree}.get(path)

    def _graphql(self, query, variables):
        if "createCommitOnBranch" in query:
            return self._commit(variables["input"], _SAVED.findall(query))
        head = {"target": {"oid": self.head, "history": {"nodes": [{"oid": self.head, "message": "Begin"}]}}}
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
        if given["expectedHeadOid"] != self.head:
            return {"data": None, "errors": [{"message": "Expected branch to point to another commit."}]}
        for change in given["fileChanges"]["additions"]:
            self.files[change["path"]] = base64.b64decode(change["contents"])
        for change in given["fileChanges"]["deletions"]:
            del self.files[change["path"]]
        self.commits.append(given)
        named = {alias: {"oid": blob_name(self.files[name])} for alias, name in saved}
        commit = {"oid": self.head, "committedDate": _WRITTEN["committedDate"], **named}
        return {"data": {"createCommitOnBranch": {"commit": commit}}}

    def _blob(self, name):
        return next(data for data in self.files.values() if blob_name(data) == name)
