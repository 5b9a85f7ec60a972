"""What there is to tell, to whom, and when: alerts, the summary, the confirmation.

A notice holds receipts, codes and times, never what a person wrote: whoever sends it looks that up then.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from contact_api.captcha import Verdict
from contact_api.outbox import Label, Notice, NoticeKind
from contact_api.values import dataclass
from contact_api.visitor_address import hides_a_header, needs_smtputf8

SUMMARY_HOUR = 7
_DAYS = {"daily": 1, "weekly": 7}
DAY_SECONDS = 86400


@dataclass(frozen=True)
class Period:
    """What a summary is about, from its first second up to its last; Unix seconds. `day` names it."""

    day: str
    since: float
    until: float


def death_alerts(settings, message, code, now):
    """That a message died: by each way of alerting that the settings name, each on its own."""
    told = {
        "about": "dead",
        "receipt": message.receipt,
        "code": code,
        "attempts": message.attempts + 1,
        "at": now,
    }
    # A message that was sent again by the owner may die again: that is to be told too.
    return _alerts(settings, f"dead:{message.receipt}:{message.attempts + 1}", told)


def arrival_notices(settings, outbox, message, now):
    """What to tell when a NewMessage arrives; stored with it. May raise StoreUnavailableError.

    The owner, once a day, of a captcha that fails by a fault of ours; the visitor, if the practice wants
    it, that the message was received.
    """
    if message.label is Label.UNCHECKED and message.cause == Verdict.OUR_FAULT:
        day = f"{datetime.fromtimestamp(now, _home()):%Y-%m-%d}"
        told = {"about": "captcha_fault", "receipt": message.receipt, "code": message.cause, "at": now}
        return _alerts(settings, f"captcha_fault:{day}", told)
    if _may_confirm(settings, outbox, message, now):
        key = f"confirmation:{message.receipt}"
        return (Notice(key, NoticeKind.CONFIRMATION, {"receipt": message.receipt}),)
    return ()


def summary_notice(frequency, now):
    """The summary that was due last: "daily" or "weekly". None for "off". Its key makes it one for all."""
    period = last_period(frequency, now)
    if period is None:
        return None
    told = {"since": period.since, "until": period.until, "frequency": frequency}
    return Notice(f"summary:{period.day}", NoticeKind.SUMMARY, told)


def last_period(frequency, now):
    """The last whole Period before `now`: from seven to seven in the morning, Dutch time; weeks from Monday.

    A day in it may have 23 or 25 hours. None for "off".
    """
    if frequency not in _DAYS:
        return None
    days = _DAYS[frequency]
    today = datetime.fromtimestamp(now, _home())
    end = today.replace(hour=SUMMARY_HOUR, minute=0, second=0, microsecond=0, fold=0)
    if frequency == "weekly":
        end -= timedelta(days=end.weekday())
    if end > today:
        end -= timedelta(days=days)
    begin = end - timedelta(days=days)
    return Period(f"{end:%Y-%m-%d}", begin.timestamp(), end.timestamp())


def _alerts(settings, key, told):
    ways = ((NoticeKind.ALERT_WEBHOOK, settings.alert_webhook), (NoticeKind.ALERT_MAIL, settings.alert_to))
    return tuple(Notice(f"{key}:{kind}", kind, told) for kind, way in ways if way)


def _may_confirm(settings, outbox, message, now):
    """Only to who passed the captcha with a message like any other, and to one address once a day.

    Anybody can type in anybody's address: what is sent there must be of no use to who does.
    """
    if not settings.practice.contact.confirmation or message.label or message.layers or message.held:
        return False
    email = message.submission.email
    if needs_smtputf8(email) or hides_a_header(email):
        return False
    local, _, host = email.casefold().rpartition("@")
    # ans+1@ and ans+2@ are one mailbox.
    text = f"confirmation {local.partition('+')[0]}@{host}"
    bucket = hmac.new(settings.secret_key, text.encode(), hashlib.sha256).hexdigest()[:32]
    return outbox.hit(f"confirmation:{bucket}", 1, DAY_SECONDS, now) == 0


def _home():
    # Loaded here: a message that brings nothing to tell does not pay for a time zone.
    from contact_api.moments import HOME

    return HOME
