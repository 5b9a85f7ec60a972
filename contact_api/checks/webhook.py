"""The address that alerts go to. A HEAD tells whether somebody is there; an alert itself is not sent."""

import http.client
from urllib.parse import urlsplit

from contact_api.checks.connections import connection_trouble
from contact_api.checks.findings import Area
from contact_api.checks.web import ask


def check_webhook(url):
    """Findings about CONTACT_ALERT_WEBHOOK; only its host is named, for the rest of it may be a secret."""
    area = Area("webhook")
    if not url:
        return [area.skipped("webhook_none")]
    host = urlsplit(url).hostname
    try:
        status, _ = ask("HEAD", url)
    except (OSError, http.client.HTTPException) as error:
        trouble = connection_trouble(error, host)
        return [area.wrong("webhook_away", "webhook_away", host=host, trouble=trouble)]
    # Most take a POST alone and say so to a HEAD (405, 400); a page that is not there is another matter.
    if status in (404, 410) or status >= 500:
        return [area.wrong("webhook_status", "webhook_away", host=host, status=status)]
    return [area.good("webhook", host=host, status=status)]
