"""Drafts and texts of a later date: in the preview at their own address with a ribbon, live under no address.

Pelican writes drafts to a public folder, and treats a future date as a draft only when it is asked to.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from pelican import contents, signals


def mark(content):
    """Give an article or page `awaits`: "draft", "date", or "" for what is public."""
    if not isinstance(content, contents.Article | contents.Page):
        return
    content.awaits = _awaits(content)
    if content.awaits:
        preview = content.settings["PREVIEW"]
        content.override_save_as = _own_save_as(content) if preview else ""
        content.override_url = content.override_save_as.removesuffix("index.html")


def _awaits(content):
    date = getattr(content, "date", None)
    if isinstance(content, contents.Article) and date and date > _now(content):
        return "date"
    return "draft" if content.status == "draft" else ""


def _now(content):
    return datetime.now(ZoneInfo(content.settings["TIMEZONE"]))


def _own_save_as(content):
    """Where it will stand once it is public."""
    name = "ARTICLE" if isinstance(content, contents.Article) else "PAGE"
    own = getattr(content, "override_save_as", None)
    return own or content.settings[f"{name}_SAVE_AS"].format(**content.url_format)


def register():
    signals.content_object_init.connect(mark)
