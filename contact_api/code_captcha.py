"""A code to retype, for who has no JavaScript or wants no hCaptcha.

Stateless: a signed token is all there is. It says when it was made and nothing of its digits, which come from
it and the secret key, by way of a key that serves this alone. It lives TOKEN_SECONDS and works once, right or
wrong, so that one picture gives one guess.
"""

import hmac
import secrets
import time
import unicodedata

from contact_api.captcha import Judgement, Verdict
from contact_api.seal import Seal

TOKEN_SECONDS = 600
DIGITS = 6
# Another instance's clock may be this far ahead of ours.
_SKEW_SECONDS = 60
# A used token is remembered for so much longer than it lives: a clock may be set back.
_MEMORY_SECONDS = 3600
_TIME_BYTES, _NONCE_BYTES = 5, 11


class CodeCaptcha:
    """Makes tokens and judges what was retyped. `clock` gives Unix seconds; `outbox` knows what was used.

    Fails closed: without its store `verify` raises StoreUnavailableError.
    """

    def __init__(self, secret_key, outbox, clock=time.time):
        self._seal = Seal(secret_key, "nabij: a code to retype, version 1")
        self._outbox = outbox
        self._clock = clock

    def new(self, empty=True):
        """A token of 44 letters that are safe in a URL. `empty`: its form is still to be filled in."""
        made = int(self._clock()).to_bytes(_TIME_BYTES, "big")
        return self._seal.close(made + bytes([empty]) + secrets.token_bytes(_NONCE_BYTES))

    def digits(self, token):
        """The DIGITS digits that belong to `token`, None when it is not ours or too old."""
        body = self._seal.open(token)
        return None if body is None or self._is_over(body) else self._digits(body)

    def seed(self, token, medium):
        """32 bytes that nobody can tell from the token of ours, the same each time for one medium."""
        return self._seal.derive(f"seed of {medium}", self._seal.open(token))

    def verify(self, token, typed):
        """PASSED or REFUSED, with a code for the log. Any verdict on a live token uses it up."""
        body = self._seal.open(token)
        if body is None:
            return Judgement(Verdict.REFUSED, ("forged",))
        if self._is_over(body):
            return Judgement(Verdict.REFUSED, ("expired",))
        until = _made(body) + TOKEN_SECONDS + _MEMORY_SECONDS
        if not self._outbox.use_once(f"code:{body.hex()}", until, self._clock()):
            return Judgement(Verdict.REFUSED, ("already-seen",))
        if not hmac.compare_digest(read_digits(typed).encode(errors="replace"), self._digits(body).encode()):
            return Judgement(Verdict.REFUSED, ("wrong",))
        return Judgement(Verdict.PASSED)

    def age(self, token):
        """Whole seconds since an empty form was shown with `token`; None for a filled one, or no token."""
        body = self._seal.open(token)
        if body is None or not body[_TIME_BYTES]:
            return None
        return max(0, int(self._clock()) - _made(body))

    def _is_over(self, body):
        return not -_SKEW_SECONDS <= self._clock() - _made(body) <= TOKEN_SECONDS

    def _digits(self, body):
        number = int.from_bytes(self._seal.derive("digits", body), "big")
        return f"{number % 10**DIGITS:0{DIGITS}}"


def read_digits(typed):
    """What was typed, as plain digits: of any script or width, without spaces, dashes and dots."""
    kept = (letter for letter in typed if unicodedata.category(letter) not in ("Zs", "Pd", "Cc", "Cf", "Po"))
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in kept)


def _made(body):
    return int.from_bytes(body[:_TIME_BYTES], "big")
