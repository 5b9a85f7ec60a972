"""How many messages we take, per visitor and in all. Kept in the outbox, so instances share it.

A visitor's address is stored only as a keyed hash that changes each day.
"""

import hashlib
import hmac
import ipaddress
import math

from contact_api.values import dataclass

# A text that so many have sent within a day is no longer anybody's own.
SHARED_COUNT = 2
DAY_SECONDS = 86400


@dataclass(frozen=True)
class Over:
    """The limit of this name was reached; there is room again in `wait` seconds."""

    limit: str
    wait: int


class RateLimit:
    """Counts in `outbox` buckets; `limits` maps the names in CONTACT_LIMITS to a Limit.

    Each method counts one use and gives an Over, or None when it is within the limit.
    """

    def __init__(self, outbox, limits, secret_key, clock):
        self._outbox = outbox
        self._limits = limits
        self._key = secret_key
        self._clock = clock

    def arrival(self, remote_ip):
        """A message, of one visitor and in all."""
        return self._hit("per_address", f"ip:{self._visitor(remote_ip)}") or self._hit("total", "total")

    def labelled(self, label):
        """A message that is delivered with this label. One label's flood leaves the others their room."""
        return self._hit("labelled", f"labelled:{label}")

    def code_try(self, remote_ip):
        """A code that a visitor retyped, right or wrong."""
        return self._hit("code_tries", f"code:{self._visitor(remote_ip)}")

    def code(self):
        """A message that a retyped code let in: no easier to break by volume than hCaptcha."""
        return self._hit("code", "code")

    def is_shared(self, letters):
        """Whether this text came more than SHARED_COUNT times within a day, whoever sent it."""
        bucket = f"text:{self._hash(letters)}"
        return self._outbox.hit(bucket, SHARED_COUNT, DAY_SECONDS, self._clock()) > 0

    def _hit(self, name, bucket):
        limit = self._limits[name]
        wait = self._outbox.hit(bucket, limit.count, limit.seconds, self._clock())
        return Over(name, math.ceil(wait)) if wait else None

    def _visitor(self, remote_ip):
        day = int(self._clock() // DAY_SECONDS)
        return self._hash(f"{day} {_network(remote_ip)}")

    def _hash(self, text):
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:32]


def _network(remote_ip):
    """One visitor's network: the address itself, or the /64 that a provider hands out for IPv6."""
    try:
        address = ipaddress.ip_address(remote_ip)
    except ValueError:
        return "unknown"
    if address.version == 6 and not address.ipv4_mapped:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
