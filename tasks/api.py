"""`make api`: the endpoint alone, behind waitress, as one's own machine runs it in production."""

import argparse
import sys

import waitress

from contact_api.app import create_app
from contact_api.practice import PracticeError
from contact_api.settings import SettingsError

THREADS = 8


def main():
    parser = argparse.ArgumentParser(prog="make api")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--host", default="127.0.0.1")
    options = parser.parse_args()
    try:
        app = create_app()
    except (SettingsError, PracticeError) as error:
        sys.exit("The endpoint does not start:\n  " + "\n  ".join(error.problems))
    serve(app, options.host, options.port)


def serve(app, host, port):
    """Run `app` until it is stopped. How many proxies to trust is the application's own setting."""
    waitress.serve(
        app, host=host, port=port, threads=THREADS, ident=None, clear_untrusted_proxy_headers=False
    )


if __name__ == "__main__":
    main()
