"""Lighthouse on one page: https://github.com/GoogleChrome/lighthouse. Fetched by npm, once, into var/."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

from tests.e2e.browser import quick_browser
from tests.npm import folder_of, npm_install

# The newest that runs on Node 18 and 20.
PACKAGE = "lighthouse@12.8.2"
PROGRAM = folder_of(PACKAGE) / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TRIES = 3
FORMS = {"mobile": (), "desktop": ("--preset=desktop",)}


@dataclass(frozen=True)
class Result:
    """Scores of 100 in the order of CATEGORIES; LCP and TBT in ms (simulated), CLS; what costs points."""

    scores: tuple
    lcp: float
    cls: float
    tbt: float
    failed: tuple


def install():
    """Fetch Lighthouse unless it is there."""
    if PROGRAM.exists():
        return
    if not shutil.which("npm"):
        sys.exit("Lighthouse needs Node 18.20 or newer and npm: https://nodejs.org/ (or use --weights).")
    print(f"Fetching {PACKAGE} into var/ (once) ...", flush=True)
    if not npm_install(PACKAGE):
        sys.exit(f"npm could not fetch {PACKAGE}.")


def measure(address, form):
    """One run, "mobile" or "desktop"; its Result."""
    command = [PROGRAM, address, "--quiet", "--output=json", *FORMS[form]]
    command += ["--chrome-flags=--headless --no-sandbox", f"--only-categories={','.join(CATEGORIES)}"]
    # A browser with windows draws its own bars too, shown or not. On two processors the page waits for that,
    # and Lighthouse counts it as the page's, four times over.
    environ = os.environ | ({"CHROME_PATH": browser} if (browser := quick_browser()) else {})
    # On a busy machine it now and then sees no page at all, and says to run it again.
    for _ in range(TRIES):
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        if not done.returncode:
            return result(json.loads(done.stdout))
    sys.exit(done.stderr)


def result(report):
    """The Result in Lighthouse's own report."""
    audits = report["audits"]
    lcp, cls, tbt = (
        audits[name]["numericValue"]
        for name in ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
    )
    weighed = {
        reference["id"]
        for name in CATEGORIES
        for reference in report["categories"][name]["auditRefs"]
        if reference["weight"]
    }
    failed = (name for name, audit in audits.items() if name in weighed and (audit["score"] or 0) < 0.9)
    scored = (name for name in failed if audits[name]["scoreDisplayMode"] in ("binary", "numeric"))
    scores = tuple(round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES)
    return Result(scores, lcp, cls, tbt, tuple(sorted(scored)))
