"""Vercel: `app` is the WSGI application; a cron job asks for /deliver, with the secret that Vercel gives it.

https://vercel.com/docs/cron-jobs/manage-cron-jobs#securing-cron-jobs
"""

import hmac
import os

from contact_api.client_address import PLATFORM_ADDRESS
from contact_api.settings import SettingsError
from contact_api.start import start

DELIVER = "/deliver"

_endpoint = start()
_secret = os.environ.get("CRON_SECRET", "")
if len(_secret) < 16:
    raise SettingsError(["CRON_SECRET must have at least 16 characters"])


def app(environ, start_response):
    """A request, or the schedule's."""
    if environ["PATH_INFO"] == DELIVER:
        return _deliver(environ, start_response)
    # Vercel writes this header itself, over whatever the sender put there.
    environ[PLATFORM_ADDRESS] = environ.get("HTTP_X_VERCEL_FORWARDED_FOR", "")
    return _endpoint(environ, start_response)


def _deliver(environ, start_response):
    given = environ.get("HTTP_AUTHORIZATION", "")
    allowed = hmac.compare_digest(given.encode("utf-8"), f"Bearer {_secret}".encode())
    if allowed:
        _endpoint.extensions["contact_api"].delivery.deliver_due()
    start_response("204 No Content" if allowed else "401 Unauthorized", [("Content-Length", "0")])
    return []
