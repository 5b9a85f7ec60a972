"""Sends what there is to tell: each kind in its own share of the time, so that none holds up another."""

import random
import time

from contact_api import log
from contact_api.backoff import is_out_of_time, wait_seconds
from contact_api.outbox import NoticeKind, StoreUnavailableError
from contact_api.transport import Attempt, Fate

BUDGET_SECONDS = 10
# Under this no conversation with a mail server comes to an end.
SHORTEST_ATTEMPT_SECONDS = 3
# Longer than any attempt takes.
LEASE_SECONDS = 60
_OUTCOMES = {Fate.SENT: "sent", Fate.TEMPORARY: "retrying", Fate.PERMANENT: "dead"}


class Telling:
    """Tells what is in the outbox. `webhook` is None where the settings name none; `timer` counts seconds."""

    def __init__(
        self,
        settings,
        outbox,
        transport,
        *,
        webhook=None,
        clock=time.time,
        jitter=random.uniform,
        timer=time.monotonic,
    ):
        self._settings = settings
        self._outbox = outbox
        self._transport = transport
        self._webhook = webhook
        self._clock = clock
        self._jitter = jitter
        self._timer = timer

    def tell_due(self, end):
        """Try all that is due once, until `timer` says `end`. How many were sent."""
        sent, kinds = 0, tuple(NoticeKind)
        for place, kind in enumerate(kinds):
            share = self._timer() + (end - self._timer()) / (len(kinds) - place)
            while (left := share - self._timer()) >= SHORTEST_ATTEMPT_SECONDS:
                now = self._clock()
                notice = self._outbox.lease_notice(now, now + LEASE_SECONDS, (kind,))
                if notice is None:
                    break
                sent += self._attempt(notice, min(BUDGET_SECONDS, left)) is Fate.SENT
        return sent

    def _attempt(self, notice, budget):
        began = self._timer()
        attempt = self._send(notice, budget)
        now, fate = self._clock(), attempt.fate
        if fate is Fate.TEMPORARY and is_out_of_time(notice.created_at, now):
            fate = Fate.PERMANENT
        if fate is Fate.SENT:
            self._outbox.notice_sent(notice.key, notice.lease, now)
        elif fate is Fate.PERMANENT:
            self._outbox.notice_dead(notice.key, notice.lease, now, attempt.code)
        else:
            at = now + wait_seconds(notice.attempts, self._jitter)
            self._outbox.notice_retry(notice.key, notice.lease, at, attempt.code)
        log.event(
            "notice",
            kind=notice.kind,
            outcome=_OUTCOMES[fate],
            code=attempt.code,
            attempts=notice.attempts + 1,
            ms=round((self._timer() - began) * 1000),
        )
        return fate

    def _send(self, notice, budget):
        try:
            content = self._content(notice)
        except StoreUnavailableError:
            raise
        except Exception as error:
            # A damaged row, or a fault of ours: to try it again would give the same.
            log.fault(error)
            return Attempt(Fate.PERMANENT, f"fault-{type(error).__name__}")
        if isinstance(content, Attempt):
            return content
        way = self._webhook if notice.kind is NoticeKind.ALERT_WEBHOOK else self._transport
        try:
            return way.send(content, budget)
        except Exception as error:
            log.fault(error)
            return Attempt(Fate.TEMPORARY, f"fault-{type(error).__name__}")

    def _content(self, notice):
        """What to send; or an Attempt, when there is nobody to tell or nothing left to tell of."""
        # Loaded here: a request that tells nothing does not pay for the standard library's mail.
        from contact_api.notice_mail import alert_json, compose_alert, compose_confirmation, compose_summary

        settings, outbox = self._settings, self._outbox
        if notice.kind is NoticeKind.SUMMARY:
            return compose_summary(notice, outbox, settings)
        if notice.kind is NoticeKind.CONFIRMATION:
            message = outbox.find(notice.data["receipt"])
            if message is None or message.submission is None:
                return Attempt(Fate.PERMANENT, "message-gone")
            return compose_confirmation(notice, message, settings)
        if not (self._webhook if notice.kind is NoticeKind.ALERT_WEBHOOK else settings.alert_to):
            return Attempt(Fate.PERMANENT, "no-such-way")
        if notice.kind is NoticeKind.ALERT_WEBHOOK:
            return alert_json(notice, outbox.counts())
        return compose_alert(notice, outbox.counts(), settings)
