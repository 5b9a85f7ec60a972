"""The journey of one message: form → rate limit → idempotency → captcha → outbox → delivery.

Stored means accepted: from there nothing is lost, whatever happens to the mail.
"""

import hashlib
import hmac
import json
import math
import secrets
import time
from dataclasses import asdict, dataclass

from contact_api import log
from contact_api.captcha import Verdict
from contact_api.form import CAPTCHA_FIELD, field_error, read_form
from contact_api.outbox import Label, NewMessage, Repeat, StoreUnavailableError
from contact_api.outcomes import Accepted, Invalid, TooMany, Unavailable
from contact_api.receipts import new_receipt

# The same words within this time are the same message, key or no key.
REPEAT_SECONDS = 24 * 3600
# How long a second click waits for the first one to be stored.
TWIN_SECONDS = 2


@dataclass(frozen=True)
class Journey:
    """All that a message passes on its way. `clock` gives Unix seconds, `pause` waits for seconds."""

    outbox: object
    captcha: object
    rate_limit: object
    delivery: object
    secret_key: bytes
    mail_from: str
    clock: object = time.time
    pause: object = time.sleep

    def submit(self, raw, remote_ip):
        """Take what was sent through the journey. An Accepted, Invalid, TooMany or Unavailable."""
        filled = read_form(raw)
        if filled.errors:
            return Invalid(filled.values, _with_captcha_error(filled))
        try:
            return self._store(filled, remote_ip)
        except StoreUnavailableError as error:
            log.fault(error)
            return Unavailable(filled.values)

    def _store(self, filled, remote_ip):
        wait = self.rate_limit.arrival(remote_ip)
        if wait:
            return TooMany(filled.values, math.ceil(wait))
        fingerprint = self._fingerprint(filled.submission)
        repeat = self._find_repeat(fingerprint, filled)
        if repeat:
            return repeat
        if not filled.captcha_token:
            return Invalid(filled.values, (field_error(CAPTCHA_FIELD, "missing"),))
        judgement = self.captcha.verify(filled.captcha_token, remote_ip)
        if judgement.verdict is Verdict.REFUSED:
            return self._twin(fingerprint, filled, judgement) or Invalid(
                filled.values, (field_error(CAPTCHA_FIELD, "refused"),)
            )
        label = _label(judgement, filled)
        if label and (wait := self.rate_limit.labelled()):
            return TooMany(filled.values, math.ceil(wait))
        return self._accept(filled, fingerprint, label, judgement)

    def _accept(self, filled, fingerprint, label, judgement):
        now = self.clock()
        receipt = new_receipt()
        message = NewMessage(
            receipt=receipt,
            message_id=f"<{receipt}.{secrets.token_hex(8)}@{self.mail_from.rpartition('@')[2]}>",
            submission=filled.submission,
            label=label,
            cause=str(judgement.verdict) if label is Label.UNCHECKED else "",
            fingerprint=fingerprint,
            idempotency_key=filled.idempotency_key,
            received_at=now,
        )
        stored = self.outbox.add(message, now - REPEAT_SECONDS, self.delivery.lease_end())
        if isinstance(stored, Repeat):
            return Accepted(stored.receipt, repeated=True)
        self._deliver(stored)
        return Accepted(receipt)

    def _deliver(self, stored):
        """One attempt at once. The message is safe, so no fault here changes the visitor's answer."""
        try:
            self.delivery.attempt(stored)
        except Exception as error:
            log.fault(error)

    def _find_repeat(self, fingerprint, filled):
        since = self.clock() - REPEAT_SECONDS
        repeat = self.outbox.find_repeat(fingerprint, filled.idempotency_key, since)
        return Accepted(repeat.receipt, repeated=True) if repeat else None

    def _twin(self, fingerprint, filled, judgement):
        """The answer to the first of two clicks, whose captcha used up the token of the second."""
        if not any("already-seen" in code for code in judgement.codes):
            return None
        for _ in range(TWIN_SECONDS * 10):
            if repeat := self._find_repeat(fingerprint, filled):
                return repeat
            self.pause(0.1)
        return None

    def _fingerprint(self, submission):
        """A keyed hash of the words, so that the stored row gives nothing away once they are wiped."""
        content = json.dumps(asdict(submission), sort_keys=True).encode()
        return hmac.new(self.secret_key, content, hashlib.sha256).hexdigest()


def _with_captcha_error(filled):
    """All that is to be mended at once, the captcha too."""
    if filled.captcha_token or any(error.field == CAPTCHA_FIELD for error in filled.errors):
        return filled.errors
    return (*filled.errors, field_error(CAPTCHA_FIELD, "missing"))


def _label(judgement, filled):
    if judgement.verdict is not Verdict.PASSED:
        return Label.UNCHECKED
    return Label.SPAM if filled.honeypot else Label.NONE
