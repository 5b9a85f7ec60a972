"""One POST over the standard library, held to a deadline whatever the other side does.

http.client's timeout is for one read: a service that drips would hold a visitor, or a round of delivery.
"""

import io
import time
from urllib.parse import urlsplit

from contact_api.tls import client_context

MOST_BYTES = 64 * 1024


def post(url, body, headers, seconds):
    """POST `body` (bytes) to `url`. The status and the beginning of the answer.

    Raises OSError or http.client.HTTPException for whatever the network does: TimeoutError after `seconds`,
    and for an answer that has no end. Follows no redirect. The look-up of the
    host's name is the system's own.
    """
    # Loaded here: a cold start that posts nothing does not pay for TLS.
    import http.client

    deadline = time.monotonic() + seconds
    parts = urlsplit(url)
    https = parts.scheme == "https"
    if https:
        context = client_context()
        connection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=seconds, context=context)
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=seconds)
    sock = None
    try:
        connection.connect()
        sock = connection.sock
        connection.sock = _Held(sock, deadline)
        path = parts.path or "/"
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, headers)
        response = connection.getresponse()
        answer = response.read(MOST_BYTES + 1)
        if len(answer) > MOST_BYTES:
            raise TimeoutError
        return response.status, answer
    finally:
        connection.close()
        if sock:
            sock.close()


class _Held:
    """A socket as http.client uses it, each call of which gets the time that is left and no more."""

    def __init__(self, connection, deadline):
        self._connection = connection
        self._deadline = deadline

    def sendall(self, data):
        self._allow_what_is_left()
        self._connection.sendall(data)

    def makefile(self, mode):
        return io.BufferedReader(_Reader(self))

    def close(self):
        """Nothing: http.client closes before it reads an answer that ends with the connection."""

    def read_into(self, buffer):
        self._allow_what_is_left()
        return self._connection.recv_into(buffer)

    def _allow_what_is_left(self):
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)


class _Reader(io.RawIOBase):
    def __init__(self, held):
        super().__init__()
        self._held = held

    def readable(self):
        return True

    def readinto(self, buffer):
        return self._held.read_into(buffer)
