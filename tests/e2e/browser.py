"""Finds a Chromium for the browser tests, or installs one. Run as a program by `make test`.

Best is the one without windows: the same engine, and a fresh page takes less than half of the processor.
https://packages.debian.org/chromium-headless-shell; it is what Playwright brings too:
https://playwright.dev/python/docs/browsers#chromium-headless-shell.
"""

import os
import shutil
import subprocess
import sys

HEADLESS = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", HEADLESS)
# No look-ups of the browser's own, and no sandbox where the tests run as root (in a container).
ARGUMENTS = (
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-quic", "--no-first-run"),
    *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()),
)


def system_browser():
    """The path of a Chromium of this machine (or the one in `CHROMIUM`), or None for Playwright's own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def quick_browser():
    """The same for tests and for Lighthouse: without windows, where there is one."""
    return os.environ.get("CHROMIUM") or shutil.which(HEADLESS) or system_browser()


def main():
    if os.environ.get("CHROMIUM") or shutil.which(HEADLESS):
        return
    there = system_browser() or _playwrights_own()
    if not there:
        print("Installing a browser for the tests (once) ...", flush=True)
    if _by_apt(there) or there:
        return
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode:
        sys.exit(
            "The tests need Chromium. Install it (Debian, Ubuntu: apt-get install chromium), "
            "or name one: CHROMIUM=/path/to/chrome make test"
        )


def _by_apt(there):
    """Whether one was installed. Beside a browser that is there: the headless one, where Debian has it."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    if not there:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
    elif subprocess.run(["apt-cache", "show", HEADLESS], capture_output=True, check=False).returncode:
        return False
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    return any(
        subprocess.run([*command, name], check=False, env=environ, stdout=subprocess.DEVNULL).returncode == 0
        for name in ((HEADLESS,) if there else (HEADLESS, "chromium"))
    )


def _playwrights_own():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)


if __name__ == "__main__":
    main()
