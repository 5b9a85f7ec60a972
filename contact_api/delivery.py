"""From the outbox to the mail server: attempts, backoff, and the end of a message's life.

At-least-once. When it is not known whether the server took a mail, it goes again under the same
Message-ID: a duplicate beats a loss.
"""

import logging
import random
import time

from contact_api.outbox import StoreUnavailableError
from contact_api.transport import Attempt, Fate
from contact_api.values import dataclass

# While a visitor waits; and by the scheduled entry.
INLINE_BUDGET_SECONDS = 5
BUDGET_SECONDS = 30
# Longer than any attempt takes, so nobody else sends a mail that is under way.
LEASE_SECONDS = 60
# RFC 5321 §4.5.4.1: two attempts in the first hour, then every few hours, for 4 to 5 days.
FIRST_WAIT_SECONDS = 15 * 60
LONGEST_WAIT_SECONDS = 4 * 3600
SHORTEST_WAIT_SECONDS = 30
GIVE_UP_SECONDS = 5 * 86400
DAY_SECONDS = 86400

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Round:
    """What one round of delivery did."""

    delivered: int = 0
    waiting: int = 0
    dead: int = 0
    wiped: int = 0


class Delivery:
    """Delivers what is in the outbox. `clock` gives Unix seconds; `jitter(a, b)` a number between."""

    def __init__(self, settings, outbox, transport, clock=time.time, jitter=random.uniform):
        self._settings = settings
        self._outbox = outbox
        self._transport = transport
        self._clock = clock
        self._jitter = jitter

    def lease_end(self):
        """Until when a lease that begins now holds."""
        return self._clock() + LEASE_SECONDS

    def attempt(self, message, budget=INLINE_BUDGET_SECONDS):
        """Try to send a leased message once and write down how it ended. Its Fate."""
        attempt = self._send(message, budget)
        now = self._clock()
        out_of_time = now - message.received_at >= GIVE_UP_SECONDS
        if attempt.fate is Fate.SENT:
            self._outbox.delivered(message.receipt, message.lease, now)
        elif attempt.fate is Fate.PERMANENT or out_of_time:
            self._outbox.dead(message.receipt, message.lease, now, attempt.code)
            log.error("dead letter %s: %s", message.receipt, attempt.code)
            return Fate.PERMANENT
        else:
            at = now + self._wait(message.attempts)
            self._outbox.retry(message.receipt, message.lease, at, attempt.code)
            log.warning("will retry %s: %s", message.receipt, attempt.code)
        return attempt.fate

    def attempt_now(self, receipt):
        """Try this waiting message once, whatever its backoff. Its Fate; None when somebody else holds it."""
        message = self._outbox.lease(receipt, self._clock(), self.lease_end())
        return self.attempt(message, BUDGET_SECONDS) if message else None

    def deliver_due(self, ignore_backoff=False):
        """Try everything that is due, or all that waits, once; then wipe what is old.

        Safe to run twice at once: each message is held by one worker.
        """
        fates = {Fate.SENT: 0, Fate.TEMPORARY: 0, Fate.PERMANENT: 0}
        untried_since = self._clock() if ignore_backoff else None
        while message := self._outbox.lease_next(self._clock(), self.lease_end(), untried_since):
            fates[self.attempt(message, BUDGET_SECONDS)] += 1
        return Round(fates[Fate.SENT], fates[Fate.TEMPORARY], fates[Fate.PERMANENT], self.wipe_old())

    def wipe_old(self):
        """Wipe what was kept as long as the practice says; how many messages that were."""
        now = self._clock()
        kept = self._settings.practice.contact.retention_days * DAY_SECONDS
        return self._outbox.wipe(now - kept, now)

    def _send(self, message, budget):
        try:
            # Loaded here: a request that sends no mail does not pay for the standard library's.
            from contact_api.mail import compose

            settings = self._settings
            mail = compose(message, settings.practice, settings.mail_from, settings.mail_to)
            return self._transport.send(mail, budget)
        except StoreUnavailableError:
            raise
        except Exception as error:
            # One message that trips over a fault of ours must not hold up the others, nor be lost.
            log.error("fault while sending %s: %s", message.receipt, type(error).__name__)
            return Attempt(Fate.TEMPORARY, f"fault-{type(error).__name__}")

    def _wait(self, attempts):
        """Exponential backoff with full jitter: any moment up to a ceiling that doubles."""
        ceiling = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** min(attempts, 10))
        return max(SHORTEST_WAIT_SECONDS, self._jitter(0, ceiling))
