"""How many messages we take, per visitor and in all. Kept in the outbox, so instances share it.

A visitor's address is stored only as a keyed hash that changes each day.
"""

import hashlib
import hmac
import ipaddress


class RateLimit:
    """Counts in `outbox` buckets; `limits` maps "per_address", "total", "labelled" to a Limit."""

    def __init__(self, outbox, limits, secret_key, clock):
        self._outbox = outbox
        self._limits = limits
        self._key = secret_key
        self._clock = clock

    def arrival(self, remote_ip):
        """Seconds to wait, 0 when the message may go on."""
        return self._hit("per_address", self._bucket(remote_ip)) or self._hit("total", "total")

    def labelled(self):
        """The same for a message that no captcha vouched for."""
        return self._hit("labelled", "labelled")

    def _hit(self, name, bucket):
        limit = self._limits[name]
        return self._outbox.hit(bucket, limit.count, limit.seconds, self._clock())

    def _bucket(self, remote_ip):
        day = int(self._clock() // 86400)
        text = f"{day} {_network(remote_ip)}"
        return "ip:" + hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:32]


def _network(remote_ip):
    """One visitor's network: the address itself, or the /64 that a provider hands out for IPv6."""
    try:
        address = ipaddress.ip_address(remote_ip)
    except ValueError:
        return "unknown"
    if address.version == 6 and not address.ipv4_mapped:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
