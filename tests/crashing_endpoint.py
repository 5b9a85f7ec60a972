"""The endpoint that kills itself at a named step: python -m tests.crashing_endpoint WHEN STEP --port PORT

STEP is a call to what lies outside: hit (the rate limit), verify (the captcha), add (the store), send (the
mail server), delivered (the row). WHEN is "before" or "after" its first call, or "within": the message is
written, and not committed. The process dies as by a power cut: no handler, no tidying up.
"""

import argparse
import os
import signal
from contextlib import contextmanager

import waitress

from contact_api.app import create_app, make_outbox, make_transport
from contact_api.environment import load_settings
from contact_api.hcaptcha import HCaptcha
from contact_api.stores.sqlite_file import SqliteFile
from tasks.api import WAITRESS


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("when", choices=["before", "after", "within"])
    parser.add_argument("step")
    parser.add_argument("--port", type=int)
    options = parser.parse_args()
    settings = load_settings()
    outbox = make_outbox(settings)
    captcha = HCaptcha(
        settings.hcaptcha_secret,
        settings.hcaptcha_sitekey,
        settings.hcaptcha_verify_url,
        settings.hcaptcha_hostnames,
    )
    if options.when == "within":
        outbox._file = DyingFile(settings.store.path)
    app = create_app(
        settings,
        outbox=Dying(outbox, options),
        captcha=Dying(captcha, options),
        transport=Dying(make_transport(settings), options),
    )
    waitress.serve(app, host="127.0.0.1", port=options.port, **WAITRESS)


class Dying:
    """The same thing, deadly at one of its calls."""

    def __init__(self, inner, options):
        self._inner = inner
        self._options = options

    def __getattr__(self, name):
        call = getattr(self._inner, name)
        if name != self._options.step:
            return call

        def deadly(*arguments, **named):
            if self._options.when == "before":
                die()
            result = call(*arguments, **named)
            if self._options.when == "after":
                die()
            return result

        return deadly


class DyingFile(SqliteFile):
    """A store's file, deadly between the message's row and its commit."""

    @contextmanager
    def transaction(self, *arguments, **named):
        with super().transaction(*arguments, **named) as db:
            yield db
            if db.execute("SELECT count(*) FROM messages").fetchone()[0]:
                die()


def die():
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
