"""hCaptcha's siteverify, spoken over the standard library: https://docs.hcaptcha.com/#verify-the-user-response-server-side

Fails open, with a label: a service that can't be asked costs no message. See captcha.Verdict.
"""

import json
from urllib.parse import urlencode

from contact_api import log
from contact_api.captcha import Judgement, Verdict
from contact_api.http_post import post

TIMEOUT_SECONDS = 4
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
# What the visitor mends by solving it again. Every other code, known or not, is for the owner to mend.
VISITOR_CODES = frozenset(
    {
        "missing-input-response",
        "invalid-input-response",
        "expired-input-response",
        "already-seen-response",
        "invalid-or-already-seen-response",
    }
)


class HCaptcha:
    """`Captcha` over HTTP. `hostnames`: where a token may have been solved."""

    def __init__(self, secret, sitekey, verify_url, hostnames, timeout=TIMEOUT_SECONDS):
        self._secret = secret
        self._sitekey = sitekey
        self._url = verify_url
        self._hostnames = hostnames
        self._timeout = timeout

    def verify(self, token, remote_ip):
        judgement = self._judge(token, remote_ip)
        log.event("captcha", service="hcaptcha", verdict=judgement.verdict, codes=judgement.codes)
        return judgement

    def _judge(self, token, remote_ip):
        fields = {"secret": self._secret, "response": token, "sitekey": self._sitekey}
        if remote_ip:
            fields["remoteip"] = remote_ip
        try:
            status, body = post(self._url, urlencode(fields).encode(), HEADERS, self._timeout)
        except Exception as error:
            # Whatever the network does (DNS, TLS, time, a broken answer) is one outcome.
            return Judgement(Verdict.UNREACHABLE, (type(error).__name__,))
        if status != 200:
            return Judgement(Verdict.UNREACHABLE, (f"http-{status}",))
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            return Judgement(Verdict.UNREACHABLE, ("not-json",))
        if not isinstance(answer, dict) or not isinstance(answer.get("success"), bool):
            return Judgement(Verdict.UNREACHABLE, ("not-an-answer",))
        return self._passed(answer) if answer["success"] else _failed(answer)

    def _passed(self, answer):
        hostname = answer.get("hostname")
        if not isinstance(hostname, str) or not hostname:
            return Judgement(Verdict.OUR_FAULT, ("hostname-missing",))
        if hostname.lower() not in self._hostnames:
            return Judgement(Verdict.REFUSED, ("hostname-mismatch",))
        return Judgement(Verdict.PASSED)


def _failed(answer):
    codes = answer.get("error-codes")
    codes = tuple(str(code)[:60] for code in codes) if isinstance(codes, list) else ()
    ours = [code for code in codes if code not in VISITOR_CODES]
    if codes and not ours:
        return Judgement(Verdict.REFUSED, codes)
    return Judgement(Verdict.OUR_FAULT, codes or ("no-error-code",))
