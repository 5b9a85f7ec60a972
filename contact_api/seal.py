"""What we hand to a browser and read back: signed, so that nobody else can make or change it."""

import base64
import binascii
import hmac

_SEAL_BYTES = 16


class Seal:
    """Signs with a key that is derived from `secret_key` and serves `purpose` alone."""

    def __init__(self, secret_key, purpose):
        self._key = hmac.digest(secret_key, purpose.encode(), "sha256")

    def close(self, body):
        """`body` (bytes) and its seal as letters that are safe in a URL."""
        return _encode(body + self._seal(body))

    def open(self, token):
        """The body of a token, None unless we made exactly this one."""
        try:
            raw = base64.urlsafe_b64decode(token.encode("ascii") + b"==")
        except (UnicodeEncodeError, binascii.Error):
            return None
        body, seal = raw[:-_SEAL_BYTES], raw[-_SEAL_BYTES:]
        # Base64 can be written in more than one way; ours is one of them.
        if _encode(raw) != token or not hmac.compare_digest(seal, self._seal(body)):
            return None
        return body

    def derive(self, label, body):
        """32 bytes that nobody can tell from `body` without the key; others for each label."""
        return hmac.digest(self._key, label.encode() + b"\n" + body, "sha256")

    def _seal(self, body):
        return self.derive("seal", body)[:_SEAL_BYTES]


def _encode(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
