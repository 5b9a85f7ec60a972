"""Programs that come by npm, for tests and measurements alone: fetched once, each into its own folder."""

import subprocess

from tests.builders import ROOT


def folder_of(package):
    """Where `npm_install` puts a package, by its name and version."""
    return ROOT / "var" / package


def npm_install(package, *others):
    """Fetch a pinned package ("name@1.2.3"), with `others` beside it in its folder; whether that worked.

    Without scripts: what a package would run of its own accord on this machine is not asked for.
    """
    options = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder_of(package))
    return subprocess.run(["npm", "install", *options, package, *others], check=False).returncode == 0
