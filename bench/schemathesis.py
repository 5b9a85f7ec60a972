"""The endpoint against its own description: python -m bench.schemathesis [EXAMPLES] [SEED]

schemathesis (https://schemathesis.readthedocs.io) makes requests that fit the description and requests that
don't, and holds every answer against it: status, content type, headers, body, whether what is right is taken
and what is wrong refused. Ends with 1 when it finds anything.
"""

import logging
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from bench.schemathesis_hooks import SECRET_KEY
from contact_api import log
from contact_api.app import create_app
from tests import builders
from tests.fakes import FakeCaptcha, FakeTransport
from tests.hostile.forgetful import LIMITS, Forgetful, memory_folder
from tests.servers import serving

EXAMPLES = 1000
METRICS_TOKEN = "made-up-for-the-bench"  # noqa: S105
PHASES = ("examples", "coverage", "fuzzing")
CONFIGURATION = """
hooks = "bench.schemathesis_hooks"
max-redirects = 0
continue-on-failure = true
seed = {seed}
headers = {{ Accept = "{accept}" }}
cache.enabled = false
auth.openapi.metrics_token.bearer = "{token}"
generation.max-examples = {examples}

# What schemathesis expects of who refuses, and 410 for a token that is not ours.
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "406", "409", "410", "415", "422", "428", "429"]
"""


def main():
    # Thousands of log lines are not what this is about.
    logging.getLogger(log.NAME).addHandler(logging.NullHandler())
    numbers = [int(argument) for argument in sys.argv[1:]]
    examples, seed = numbers + [EXAMPLES, 1][len(numbers) :]
    with running() as address:
        found = [attack(address, accept, examples, seed) for accept in ("application/json", "text/html")]
    for each in found:
        sys.stdout.write(each.stdout)
    sys.exit(max(each.returncode for each in found))


@contextmanager
def running():
    """The endpoint behind waitress, with a store that keeps and a captcha that passes; its address."""
    with memory_folder() as folder:
        settings = builders.settings(
            folder, CONTACT_LIMITS=LIMITS, CONTACT_SECRET_KEY=SECRET_KEY, CONTACT_METRICS_TOKEN=METRICS_TOKEN
        )
        outbox = Forgetful(settings.store.path)
        app = create_app(settings, outbox=outbox, captcha=FakeCaptcha(), transport=FakeTransport())
        with serving(app) as address:
            yield address


def attack(address, accept, examples, seed, phases=PHASES):
    """Run schemathesis with every check; what came of it, with its report as `stdout`."""
    with tempfile.TemporaryDirectory() as folder:
        configuration = Path(folder, "schemathesis.toml")
        values = {"accept": accept, "examples": examples, "seed": seed, "token": METRICS_TOKEN}
        configuration.write_text(CONFIGURATION.format(**values), encoding="utf-8")
        program = Path(sys.executable).with_name("schemathesis")
        command = [program, "--no-color", "--config-file", configuration, "run", f"{address}/openapi.json"]
        return subprocess.run(
            [*command, "--phases", ",".join(phases), "--checks", "all"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=builders.ROOT,
            check=False,
        )


if __name__ == "__main__":
    main()
