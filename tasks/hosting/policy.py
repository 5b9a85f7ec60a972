"""The content security policy of a page: nothing, but for what that page is known to need.

https://www.w3.org/TR/CSP3/. What is inline is allowed by its hash: the style, and the speculation rules,
which are data to a browser and script to its policy. Script itself runs on the two pages that have some.
"""

import base64
import hashlib
from urllib.parse import urlsplit

from contact_api.settings import CAPTCHA_HOSTS

NONE, SELF = "'none'", "'self'"
HOME, CONTACT, SEARCH = "/", "/contact/", "/zoeken/"
# Pages that may do more than the others.
WIDENED = frozenset((CONTACT, SEARCH))


def source_of(text):
    """The source expression that allows exactly this inline style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(address, styles, scripts, practice):
    """The policy of the page at `address`, with the sources that its inline styles and scripts need."""
    sources = _own(styles, scripts)
    if address == HOME:
        sources["manifest-src"] = [SELF]
    if address == CONTACT:
        _allow_contact(sources, practice)
    if address == SEARCH:
        # Pagefind runs as WebAssembly: https://pagefind.app/docs/hosting/
        sources["script-src"] = [SELF, "'wasm-unsafe-eval'", *sources["script-src"]]
    return "; ".join(f"{directive} {' '.join(allowed)}" for directive, allowed in sources.items())


def _own(styles, scripts):
    return {
        "default-src": [NONE],
        "style-src": sorted(styles) or [NONE],
        "script-src": sorted(scripts) or [NONE],
        # The icon is in the page itself.
        "img-src": [SELF, "data:"],
        # Lighthouse fetches robots.txt from within the page.
        "connect-src": [SELF],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": [NONE],
    }


def _allow_contact(sources, practice):
    """hCaptcha's hosts as it asks for them (https://docs.hcaptcha.com/#content-security-policy-settings)."""
    endpoint = "{0.scheme}://{0.netloc}".format(urlsplit(practice.contact.endpoint))
    hosts = list(CAPTCHA_HOSTS)
    sources["style-src"] += hosts
    sources["connect-src"] += [endpoint, *hosts]
    sources["script-src"] += hosts
    sources["frame-src"] = hosts
    # The endpoint's answer to a form leads back here, and a browser checks that step too.
    sources["form-action"] = [SELF, endpoint]
