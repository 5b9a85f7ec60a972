"""What a finished site needs on its host: headers for each page, and compressed copies beside its files."""

from tasks.hosting.compressed import compress
from tasks.hosting.configuration import NGINX, render, write

__all__ = ["NGINX", "prepare", "render"]


def prepare(folder, practice):
    """Make the site built into `folder` ready for any static host; the rules that it is to be served by."""
    rules = write(folder, practice)
    compress(folder)
    return rules
