"""Gives a preview its editor."""

from contact_api.practice import practice_path
from tasks.build import ROOT
from tasks.editor import desk
from tasks.editor.folder import Folder
from tasks.editor.pages import Pages


def attach(server, content, var=ROOT / "var"):
    """Let the PreviewServer `server` have the editor at /beheer/, over `content` and praktijk.toml.

    `var` is where the editor's package is looked for, at each request: it may come later.
    """
    practice = practice_path().resolve()
    Pages(var, content, practice, server.guard, f"http://localhost:{server.guard.port}").add_to(server.routes)
    desk.add_to(server.routes, Folder(content, practice))
