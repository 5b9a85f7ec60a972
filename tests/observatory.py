"""Mozilla's HTTP Observatory, as far as a static site's own page can win or lose by it.

https://github.com/mdn/mdn-http-observatory, src/grader/charts.js. A score starts at 100; 100 is an A+. What
depends on the host alone (the redirect to https, being on the preload list) is not asked here.
"""

import re

SIX_MONTHS = 15_768_000
PRIVATE = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")


def score(headers, page):
    """The score of a Page that is sent with these headers."""
    policy = parse_policy(headers.get("Content-Security-Policy", ""))
    judges = (_policy, _framing, _referrer, _transport, _sniffing, _resource, _scripts)
    return 100 + sum(judge(headers, policy, page) for judge in judges)


def parse_policy(text):
    """A policy's directives and their sources; {} unless it is one policy, with each directive once."""
    if "," in text:
        return {}
    parts = [part.split() for part in text.split(";") if part.strip()]
    names = [name for name, *_ in parts]
    return {name: sources for name, *sources in parts} if len(set(names)) == len(names) else {}


def _policy(headers, policy, page):
    if not policy:
        return -25
    sources = [source for found in policy.values() for source in found]
    # Where something may run or be a plug-in; an image may be anything that is not plain http.
    active = [
        source for name in ("script-src", "style-src", "object-src") for source in _effective(policy, name)
    ]
    if {"'unsafe-inline'", "'unsafe-eval'", "data:", "*", "http:", "https:"} & set(active):
        return -20
    if {"*", "http:"} & set(sources) or any(source.startswith("http://") for source in sources):
        return -20
    locked = policy.get("default-src") == ["'none'"]
    closed = {"base-uri", "form-action", "frame-ancestors"} <= policy.keys()
    return 10 if locked and closed else 5


def _effective(policy, name):
    return policy.get(name, policy.get("default-src", ["*"]))


def _framing(headers, policy, page):
    if policy.get("frame-ancestors") == ["'none'"]:
        return 5
    return 0 if headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20


def _referrer(headers, policy, page):
    found = headers.get("Referrer-Policy")
    return 5 if found in PRIVATE else -5 if found else 0


def _transport(headers, policy, page):
    age = re.match(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    return -20 if not age else 0 if int(age[1]) >= SIX_MONTHS else -10


def _sniffing(headers, policy, page):
    return 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5


def _resource(headers, policy, page):
    found = headers.get("Cross-Origin-Resource-Policy")
    return 10 if found in ("same-origin", "same-site") else 0 if found in (None, "cross-origin") else -5


def _scripts(headers, policy, page):
    """Subresource integrity: needed for scripts of another host alone."""
    elsewhere = [src for src in page.attributes("script[src]", "src") if not re.match(r"/[^/]", src)]
    return -5 if elsewhere else 0
