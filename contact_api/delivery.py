"""From the outbox to the mail server: attempts, backoff, and the end of a message's life.

At-least-once. When it is not known whether the server took a mail, it goes again under the same
Message-ID: a duplicate beats a loss.
"""

import random
import time

from contact_api import log
from contact_api.backoff import is_out_of_time, wait_seconds
from contact_api.notices import DAY_SECONDS, death_alerts, summary_notice
from contact_api.telling import LEASE_SECONDS, SHORTEST_ATTEMPT_SECONDS, Telling
from contact_api.transport import Attempt, Fate
from contact_api.values import dataclass
from contact_api.visitor_address import needs_smtputf8

# One message: while a visitor waits; and in a round, of which it can't eat the half.
INLINE_BUDGET_SECONDS = 5
BUDGET_SECONDS = 20
# A round ends before the next minute's begins: the shortest schedule of most platforms, whose functions may
# often run for a minute and no longer.
ROUND_SECONDS = 50
# What is left of it for alerts when the messages take all they can.
MESSAGES_SHARE = 0.7
_OUTCOMES = {Fate.SENT: "delivered", Fate.TEMPORARY: "retrying", Fate.PERMANENT: "dead"}


@dataclass(frozen=True)
class Round:
    """What one round of delivery did. `told`: alerts, summaries and confirmations that went."""

    delivered: int = 0
    waiting: int = 0
    dead: int = 0
    wiped: int = 0
    told: int = 0


class Delivery:
    """Delivers what is in the outbox.

    `clock` gives Unix seconds, `timer` seconds that nobody sets; `jitter(a, b)` a number between. `webhook`
    takes alerts, None where the settings name none.
    """

    def __init__(
        self,
        settings,
        outbox,
        transport,
        clock=time.time,
        jitter=random.uniform,
        *,
        webhook=None,
        timer=time.monotonic,
    ):
        self._settings = settings
        self._outbox = outbox
        self._transport = transport
        self._clock = clock
        self._jitter = jitter
        self._timer = timer
        self._telling = Telling(
            settings, outbox, transport, webhook=webhook, clock=clock, jitter=jitter, timer=timer
        )

    def lease_end(self):
        """Until when a lease that begins now holds."""
        return self._clock() + LEASE_SECONDS

    def attempt(self, message, budget=INLINE_BUDGET_SECONDS):
        """Try to send a leased message once and write down how it ended. Its Fate."""
        began = self._timer()
        attempt = self._send(message, budget)
        now, fate = self._clock(), attempt.fate
        if fate is Fate.TEMPORARY and is_out_of_time(message.queued_at, now):
            fate = Fate.PERMANENT
        if fate is Fate.SENT:
            self._outbox.delivered(message.receipt, message.lease, now)
        elif fate is Fate.PERMANENT:
            alerts = death_alerts(self._settings, message, attempt.code, now)
            self._outbox.dead(message.receipt, message.lease, now, attempt.code, alerts)
        else:
            at = now + wait_seconds(message.attempts, self._jitter)
            self._outbox.retry(message.receipt, message.lease, at, attempt.code)
        log.event(
            "delivery",
            receipt=message.receipt,
            outcome=_OUTCOMES[fate],
            code=attempt.code,
            attempts=message.attempts + 1,
            ms=round((self._timer() - began) * 1000),
        )
        return fate

    def attempt_now(self, receipt):
        """Try this waiting message once, whatever its backoff. Its Fate; None when somebody else holds it."""
        message = self._outbox.lease(receipt, self._clock(), self.lease_end())
        return self.attempt(message, BUDGET_SECONDS) if message else None

    def deliver_due(self, ignore_backoff=False, budget=ROUND_SECONDS):
        """Try everything that is due, or all that waits, once; tell what there is to tell; wipe what is old.

        Ends within about `budget` seconds; what is left then is for the next round. Safe to run twice at
        once: each message is held by one worker.
        """
        began = self._timer()
        summary = summary_notice(self._settings.practice.contact.summary, self._clock())
        if summary:
            self._outbox.add_notice(summary, self._clock())
        fates = self._deliver(ignore_backoff, began + MESSAGES_SHARE * budget)
        told = self._telling.tell_due(began + budget)
        return Round(fates[Fate.SENT], fates[Fate.TEMPORARY], fates[Fate.PERMANENT], self.wipe_old(), told)

    def wipe_old(self):
        """Wipe what was kept as long as the practice says; how many messages that were."""
        now = self._clock()
        kept = self._settings.practice.contact.retention_days * DAY_SECONDS
        return self._outbox.wipe(now - kept, now)

    def _deliver(self, ignore_backoff, end):
        fates = {Fate.SENT: 0, Fate.TEMPORARY: 0, Fate.PERMANENT: 0}
        untried_since = self._clock() if ignore_backoff else None
        while (left := end - self._timer()) >= SHORTEST_ATTEMPT_SECONDS:
            message = self._outbox.lease_next(self._clock(), self.lease_end(), untried_since)
            if message is None:
                break
            fates[self.attempt(message, min(BUDGET_SECONDS, left))] += 1
        return fates

    def _send(self, message, budget):
        if message.submission is None:
            return Attempt(Fate.PERMANENT, "damaged-row")
        try:
            mails = self._compose(message)
        except Exception as error:
            # It would trip every time, unseen for days: dead at once, so that the owner is told.
            log.fault(error)
            return Attempt(Fate.PERMANENT, f"fault-{type(error).__name__}")
        try:
            return self._transport.send(mails[0], budget, *mails[1:])
        except Exception as error:
            # One message that trips over a fault of ours must not hold up the others, nor be lost.
            log.fault(error)
            return Attempt(Fate.TEMPORARY, f"fault-{type(error).__name__}")

    def _compose(self, message):
        """The mail; and where that is another, the same for a server that offers SMTPUTF8."""
        # Loaded here: a request that sends no mail does not pay for the standard library's.
        from contact_api.mail import compose

        settings = self._settings
        addresses = settings.practice, settings.mail_from, settings.mail_to
        mail = compose(message, *addresses)
        special = needs_smtputf8(message.submission.email)
        return (mail, compose(message, *addresses, smtputf8=True)) if special else (mail,)
