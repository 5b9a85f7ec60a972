"""What each kind of git host needs: Sveltia's settings for it, and the headers of the editor's page.

https://sveltiacms.app/en/docs/backends
"""

from contact_api.practice import GIT_HOSTS
from tasks.editor.policy import policy

ADDRESS = "/beheer/"
# What is said of a change in the project's history.
_MESSAGES = {
    "create": "{{collection}} ‘{{slug}}’ toegevoegd",
    "update": "{{collection}} ‘{{slug}}’ gewijzigd",
    "delete": "{{collection}} ‘{{slug}}’ weggehaald",
    "uploadMedia": "Foto {{path}} toegevoegd",
    "deleteMedia": "Foto {{path}} weggehaald",
}
_API = {"github": "/api/v3", "gitlab": "/api/v4", "gitea": "/api/v1"}
# GitHub alone keeps its API, and its users' portraits, on hosts of their own.
_GITHUB_API = "https://api.github.com"
_GITHUB_PORTRAITS = "https://avatars.githubusercontent.com"


def backend(host):
    """Sveltia's backend for this GitHost.

    Signing in is by a token alone. The other way opens a window of the host that must be able to speak to
    this page, so the page could no longer be closed to other origins (Cross-Origin-Opener-Policy).
    """
    found = {
        "name": host.kind,
        "repo": host.project,
        "branch": host.branch,
        "auth_methods": ["token"],
        "commit_messages": _MESSAGES,
    }
    if not _is_github(host):
        found |= {"api_root": host.origin + _API[host.kind], "base_url": host.origin}
    return found


def headers(host):
    """What every answer under ADDRESS carries beside what every page of the site does."""
    return {
        "Content-Security-Policy": _policy(host),
        "X-Robots-Tag": "noindex",
        # No address here carries what is in its file: each is asked for again, and sent when it is another.
        "Cache-Control": "no-cache",
    }


def policy_in_page(host):
    """The same policy within the page, for where no headers of ours are sent; no frame is kept out by it.

    https://www.w3.org/TR/CSP3/#meta-element
    """
    return _policy(host).replace("; frame-ancestors 'none'", "")


def _policy(host):
    if _is_github(host):
        return policy([f"{_GITHUB_API}/"], [_GITHUB_PORTRAITS])
    return policy([f"{host.origin}/api/"], [host.origin])


def _is_github(host):
    return host.origin == GIT_HOSTS["github"]
