"""The token in the address of the page that shows a receipt: what it shows can't be read from the address.

So a receipt is in no log and in no browser's history; and the page shows it for RECEIPT_SECONDS only.
"""

import secrets
import time

from contact_api.seal import Seal

RECEIPT_SECONDS = 3600
_TIME_BYTES, _NONCE_BYTES = 5, 13


class ReceiptTokens:
    """Hides a receipt in a token and finds it again. `clock` gives Unix seconds."""

    def __init__(self, secret_key, clock=time.time):
        self._seal = Seal(secret_key, "nabij: the page of a receipt, version 1")
        self._clock = clock

    def new(self, receipt):
        """A token for an address; two of one receipt differ."""
        head = int(self._clock()).to_bytes(_TIME_BYTES, "big") + secrets.token_bytes(_NONCE_BYTES)
        return self._seal.close(head + self._mask(head, receipt.encode("ascii")))

    def receipt(self, token):
        """The receipt, None when the token is not ours or too old."""
        body = self._seal.open(token)
        if body is None or self._clock() - int.from_bytes(body[:_TIME_BYTES], "big") > RECEIPT_SECONDS:
            return None
        head, hidden = body[: _TIME_BYTES + _NONCE_BYTES], body[_TIME_BYTES + _NONCE_BYTES :]
        return self._mask(head, hidden).decode("ascii")

    def _mask(self, head, text):
        """`text` under a one-time pad of the keyed hash; the same again takes it off."""
        pad = self._seal.derive("mask", head)
        return bytes(letter ^ over for letter, over in zip(text, pad, strict=False))
