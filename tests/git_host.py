"""What the stand-ins of git hosts share: one project, answered within the browser, for a token alone."""

import hashlib
import json

PROJECT = "/repos/ans/nabij"
# Another origin than the site's: without these the browser gives its answers to nobody.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "authorization, content-type, accept",
}


class GitHost:
    """The project's files at `files`, by name; `commits` holds what was sent, the newest last.

    A host of its own has `TOKEN`, `REFUSED` (what it says without it), and `answer(route)`. What it does not
    know goes to `unknown`.
    """

    TOKEN = REFUSED = ""

    def __init__(self, files):
        self.files = dict(files)
        self.commits = []
        self.unknown = []

    def __call__(self, route):
        """Answer a request of Playwright's, as its `page.route` asks."""
        request = route.request
        if request.method == "OPTIONS":
            return route.fulfill(status=204, headers=CORS)
        if request.headers.get("authorization") != f"token {self.TOKEN}":
            return route.fulfill(status=401, json={"message": self.REFUSED}, headers=CORS)
        return self.answer(route)

    def answer(self, route):
        """Answer a request that has the token."""
        raise NotImplementedError

    @property
    def head(self):
        """The name of the newest commit."""
        return blob_name(json.dumps([len(self.commits), *map(blob_name, self.files.values())]).encode())

    def tree(self):
        """Every file, as both APIs list them."""
        return [
            {"type": "blob", "path": name, "sha": blob_name(data), "size": len(data)}
            for name, data in sorted(self.files.items())
        ]


def blob_name(data):
    """The name that git gives to a file with these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
