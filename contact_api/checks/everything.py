"""Every check that the settings allow, in the order in which one would mend what is wrong."""

from contact_api.checks.findings import Area
from contact_api.checks.hcaptcha import check_hcaptcha
from contact_api.checks.site import check_endpoint, check_site
from contact_api.checks.smtp import check_smtp
from contact_api.checks.store import check_store
from contact_api.checks.webhook import check_webhook
from contact_api.hcaptcha import HCaptcha
from contact_api.settings import MailFolder, SqliteFile
from contact_api.stores.chosen import make_outbox


def check_everything(settings, now):
    """All Findings about what the settings name."""
    captcha = HCaptcha(
        settings.hcaptcha_secret,
        settings.hcaptcha_sitekey,
        settings.hcaptcha_verify_url,
        settings.hcaptcha_hostnames,
    )
    path = settings.store.path if isinstance(settings.store, SqliteFile) else None
    return [
        *check_store(make_outbox(settings), path, now),
        *_check_mail(settings),
        *check_hcaptcha(captcha),
        *check_webhook(settings.alert_webhook),
        *check_site(settings),
        *check_endpoint(settings.practice.contact.endpoint),
    ]


def _check_mail(settings):
    if isinstance(settings.mail, MailFolder):
        return [Area("smtp").skipped("folder", path=settings.mail.path)]
    recipients = dict.fromkeys(filter(None, (settings.mail_to, settings.alert_to)))
    return check_smtp(settings.mail, settings.mail_from, recipients)
