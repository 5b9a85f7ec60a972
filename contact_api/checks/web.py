"""One request to a web address. Follows no redirect: an address must be right as it stands."""

import http.client
import time
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 10
MOST_BYTES = 1024 * 1024


def ask(method, url, timeout=TIMEOUT_SECONDS):
    """The status and the first megabyte of the body; raises OSError or http.client.HTTPException."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=timeout)
    deadline = time.monotonic() + timeout
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, headers={"User-Agent": "Nabij check-config"})
        response = connection.getresponse()
        body = b""
        while len(body) < MOST_BYTES and (chunk := response.read1(65536)):
            body += chunk
            if time.monotonic() > deadline:
                raise TimeoutError
        return response.status, body
    finally:
        connection.close()
