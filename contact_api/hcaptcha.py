"""hCaptcha's siteverify, spoken over the standard library: https://docs.hcaptcha.com/#verify-the-user-response-server-side

Fails open, with a label: a service that can't be asked costs no message. See captcha.Verdict.
"""

import json
import time
from urllib.parse import urlencode, urlsplit

from contact_api import log
from contact_api.captcha import Judgement, Verdict

TIMEOUT_SECONDS = 4
MOST_BYTES = 64 * 1024
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
        self._url = urlsplit(verify_url)
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
            status, body = self._post(urlencode(fields).encode())
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

    def _post(self, body):
        # Loaded here: a cold start that checks no captcha does not pay for TLS.
        import http.client

        https = self._url.scheme == "https"
        connection_type = http.client.HTTPSConnection if https else http.client.HTTPConnection
        connection = connection_type(self._url.hostname, self._url.port, timeout=self._timeout)
        deadline = time.monotonic() + self._timeout
        try:
            connection.request(
                "POST",
                self._url.path,
                body,
                {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            )
            response = connection.getresponse()
            chunks, size = [], 0
            # The socket's timeout holds for one read; a service that drips must not hold a visitor.
            while chunk := response.read1(8192):
                chunks.append(chunk)
                size += len(chunk)
                if size > MOST_BYTES or time.monotonic() > deadline:
                    raise TimeoutError
            return response.status, b"".join(chunks)
        finally:
            connection.close()


def _failed(answer):
    codes = answer.get("error-codes")
    codes = tuple(str(code)[:60] for code in codes) if isinstance(codes, list) else ()
    ours = [code for code in codes if code not in VISITOR_CODES]
    if codes and not ours:
        return Judgement(Verdict.REFUSED, codes)
    return Judgement(Verdict.OUR_FAULT, codes or ("no-error-code",))
