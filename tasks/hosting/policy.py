"""The content security policy of a page: nothing, but for what that page is known to need.

https://www.w3.org/TR/CSP3/. Style is allowed by its hash; script only on the two pages that have one.
"""

import base64
import hashlib
from urllib.parse import urlsplit

from contact_api.settings import CAPTCHA_HOSTS

NONE, SELF = "'none'", "'self'"
CONTACT, SEARCH = "/contact/", "/zoeken/"
# Pages that may do more than the others.
WIDENED = frozenset((CONTACT, SEARCH))


def style_hash(style):
    """The source expression that allows exactly this inline style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


def policy(address, hashes, practice):
    """The policy of the page at `address`, whose inline styles have these hashes."""
    sources = _own(hashes)
    if address == CONTACT:
        _allow_contact(sources, practice)
    if address == SEARCH:
        # Pagefind runs as WebAssembly: https://pagefind.app/docs/hosting/
        sources["script-src"] = [SELF, "'wasm-unsafe-eval'"]
    return "; ".join(f"{directive} {' '.join(allowed)}" for directive, allowed in sources.items())


def _own(hashes):
    return {
        "default-src": [NONE],
        "style-src": sorted(hashes) or [NONE],
        "img-src": [SELF],
        # Lighthouse fetches robots.txt from within the page.
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
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
    sources["script-src"] = [SELF, *hosts]
    sources["frame-src"] = hosts
    # The endpoint's answer to a form leads back here, and a browser checks that step too.
    sources["form-action"] = [SELF, endpoint]
