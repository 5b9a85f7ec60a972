"""Moments in the practice's own time. Imported by what shows one, since it loads a time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Amsterdam")


def moment(at):
    """Unix seconds as the practice reads them: "21-09-2026 16:13"."""
    return f"{datetime.fromtimestamp(at, HOME):%d-%m-%Y %H:%M}"
