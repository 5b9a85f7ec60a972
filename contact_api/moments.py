"""Moments in the practice's own time. Imported by what shows one, since it loads a time zone."""

import os
from datetime import datetime

# The folders that zoneinfo would look in anyway; to find them it loads all that Python was built with.
os.environ.setdefault(
    "PYTHONTZPATH", "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"
)

from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Amsterdam")


def moment(at):
    """Unix seconds as the practice reads them: "21-09-2026 16:13"."""
    return f"{datetime.fromtimestamp(at, HOME):%d-%m-%Y %H:%M}"
