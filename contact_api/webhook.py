"""The webhook: a POST of JSON to an address of the owner's, when something is wrong."""

import json

from contact_api.http_post import post
from contact_api.transport import Attempt, Fate


class Webhook:
    """Posts JSON to `url`. Any answer but 2xx is tried again: a mended address must still be told."""

    def __init__(self, url):
        self._url = url

    def send(self, data, budget):
        """Try once, within `budget` seconds. An Attempt; network trouble is no exception."""
        headers = {"Content-Type": "application/json", "User-Agent": "nabij"}
        try:
            status, _ = post(self._url, json.dumps(data).encode(), headers, budget)
        except Exception as error:
            # Whatever the network does (DNS, TLS, time, a broken answer) is one outcome.
            return Attempt(Fate.TEMPORARY, f"webhook-{type(error).__name__}")
        if 200 <= status < 300:
            return Attempt(Fate.SENT)
        return Attempt(Fate.TEMPORARY, f"webhook-{status}")
