"""`make api`: the endpoint alone, behind waitress, as one's own machine runs it in production."""

import argparse
import sys

import waitress

from contact_api.app import create_app
from contact_api.practice import PracticeError
from contact_api.settings import SettingsError

# How waitress runs the endpoint, here and in the preview: it names itself to nobody, and leaves it to the
# application's own setting how many proxies to trust. What is a little too large gets an answer in the
# application's own words; of what is far too large (by default a gigabyte) nothing is read or kept.
WAITRESS = {
    "threads": 8,
    "ident": None,
    "clear_untrusted_proxy_headers": False,
    "max_request_header_size": 32 * 1024,
    "max_request_body_size": 1024 * 1024,
    # Seconds that a connection may be silent, whoever drips a request into it.
    "channel_timeout": 30,
    "cleanup_interval": 10,
}


def main():
    parser = argparse.ArgumentParser(prog="make api")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--host", default="127.0.0.1")
    options = parser.parse_args()
    try:
        app = create_app()
    except (SettingsError, PracticeError) as error:
        sys.exit("The endpoint does not start:\n  " + "\n  ".join(error.problems))
    waitress.serve(app, host=options.host, port=options.port, **WAITRESS)


if __name__ == "__main__":
    main()
