"""The journey of one message: form → rate limit → idempotency → captcha → layers → outbox → delivery.

Stored means accepted: from there nothing is lost, whatever happens to the mail. Where there is no store, the
mail server's word is what counts.
"""

import hashlib
import hmac
import json
import secrets
import time
from dataclasses import asdict

from contact_api import log
from contact_api.captcha import Verdict
from contact_api.form import CAPTCHA_FIELD, CODE_FIELD, field_error, read_form
from contact_api.outbox import Held, Label, NewMessage, Repeat, StoreUnavailableError
from contact_api.outcomes import Accepted, Invalid, TooMany, Unavailable
from contact_api.receipts import new_receipt
from contact_api.spam import Layer, layers_of, shared_letters
from contact_api.transport import Fate
from contact_api.values import dataclass

# The same words within this time are the same message, key or no key.
REPEAT_SECONDS = 24 * 3600
# How long a second click waits for the first one to be stored.
TWIN_SECONDS = 2


@dataclass(frozen=True)
class Journey:
    """All that a message passes on its way. `clock` gives Unix seconds, `pause` waits for seconds.

    `code_captcha` judges what was retyped on our own page. `notices` gives what there is to tell of a
    NewMessage at a time, which is stored with it. `own_hosts` may be linked to.
    """

    outbox: object
    captcha: object
    code_captcha: object
    rate_limit: object
    delivery: object
    secret_key: bytes
    mail_from: str
    notices: object
    own_hosts: frozenset = frozenset()
    clock: object = time.time
    pause: object = time.sleep

    def submit(self, raw, remote_ip):
        """Take what was sent through the journey. An Accepted, Invalid, TooMany or Unavailable."""
        filled = read_form(raw)
        if errors := _with_captcha_error(filled):
            return Invalid(filled.values, errors)
        try:
            return self._take(filled, remote_ip)
        except StoreUnavailableError as error:
            log.fault(error)
            return Unavailable(filled.values)

    def _take(self, filled, remote_ip):
        if over := self.rate_limit.arrival(remote_ip):
            return _too_many(filled, over)
        fingerprint = self._fingerprint(filled.submission)
        if repeat := self._find_repeat(fingerprint, filled):
            return repeat
        by_code = bool(filled.code_token)
        if by_code and (over := self.rate_limit.code_try(remote_ip)):
            return _too_many(filled, over)
        judgement = self._judge(filled, remote_ip)
        if judgement.verdict is Verdict.REFUSED:
            error = field_error(CODE_FIELD if by_code else CAPTCHA_FIELD, "refused")
            return self._twin(fingerprint, filled, judgement) or Invalid(filled.values, (error,))
        if by_code and (over := self.rate_limit.code()):
            return _too_many(filled, over)
        return self._accept(filled, fingerprint, judgement)

    def _judge(self, filled, remote_ip):
        if not filled.code_token:
            return self.captcha.verify(filled.captcha_token, remote_ip)
        judgement = self.code_captcha.verify(filled.code_token, filled.code)
        log.event("captcha", service="code", verdict=judgement.verdict, codes=judgement.codes)
        return judgement

    def _accept(self, filled, fingerprint, judgement):
        layers = self._layers(filled)
        held = Layer.HONEYPOT in layers
        unchecked = judgement.verdict is not Verdict.PASSED
        label = Label.UNCHECKED if unchecked else Label.SPAM if layers else Label.NONE
        # What is held is not mailed; but no captcha vouched for what is unchecked, held or not.
        if (unchecked or (label and not held)) and (over := self.rate_limit.labelled(label)):
            return _too_many(filled, over, layers)
        now = self.clock()
        receipt = new_receipt()
        message = NewMessage(
            receipt=receipt,
            message_id=f"<{receipt}.{secrets.token_hex(8)}@{self.mail_from.rpartition('@')[2]}>",
            submission=filled.submission,
            label=label,
            cause=str(judgement.verdict) if unchecked else "",
            fingerprint=fingerprint,
            idempotency_key=filled.idempotency_key,
            received_at=now,
            layers=layers,
            held=held,
        )
        stored = self.outbox.add(
            message, now - REPEAT_SECONDS, self.delivery.lease_end(), self.notices(message, now)
        )
        if isinstance(stored, Repeat):
            return Accepted(stored.receipt, repeated=True)
        if not isinstance(stored, Held) and not self._deliver(stored):
            return Unavailable(filled.values)
        return Accepted(receipt, label=label, layers=layers, held=isinstance(stored, Held))

    def _layers(self, filled):
        """The names of the layers that it hits, in the order of Layer."""
        hit = set(layers_of(filled, self.own_hosts, self._seconds(filled)))
        letters = shared_letters(filled.submission.bericht)
        if letters and self.rate_limit.is_shared(letters):
            hit.add(Layer.REPEATED)
        return tuple(str(layer) for layer in Layer if layer in hit)

    def _seconds(self, filled):
        """How long the form was open: by our script's word, or by the age of the code that was shown."""
        return self.code_captcha.age(filled.code_token) if filled.code_token else filled.duration

    def _deliver(self, stored):
        """One attempt at once. Whether the message is safe: stored it is, whatever becomes of the mail."""
        fate = None
        try:
            fate = self.delivery.attempt(stored)
        except Exception as error:
            log.fault(error)
        return self.outbox.keeps or fate is Fate.SENT

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
    """All that is to be mended at once, a captcha that was left out too."""
    by_code = bool(filled.code_token)
    name, given = (CODE_FIELD, filled.code) if by_code else (CAPTCHA_FIELD, filled.captcha_token)
    if given or any(error.field == name for error in filled.errors):
        return filled.errors
    return (*filled.errors, field_error(name, "missing"))


def _too_many(filled, over, layers=()):
    return TooMany(filled.values, over.wait, over.limit, layers)
