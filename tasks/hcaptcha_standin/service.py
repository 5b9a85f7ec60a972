"""What the stand-in decides: tokens that work once and live 120 seconds, and an answer for every fault.

https://docs.hcaptcha.com/#siteverify-error-codes-table
"""

import ipaddress
import re
import secrets
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime

TOKEN_SECONDS = 120
TEST_SECRET = "0x0000000000000000000000000000000000000000"
TEST_TOKEN = "10000000-aaaa-bbbb-cccc-000000000001"
TEST_HOSTNAME = "dummy-key-pass"
TEST_SITEKEYS = frozenset(
    {
        "10000000-ffff-ffff-ffff-000000000001",
        "20000000-ffff-ffff-ffff-000000000002",
        "30000000-ffff-ffff-ffff-000000000003",
    }
)
# A pair of our own that behaves as a real account does: no token is accepted twice.
SECRET = "0x5741434854574f4f524456414e4e4142494a3031"
SITEKEY = "5741434b-4e41-4249-4a00-000000000001"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass
class _Token:
    sitekey: str
    hostname: str
    issued_at: float
    used: bool = False


class Service:
    """The tokens that were given out. `clock` gives Unix seconds."""

    def __init__(self, clock=time.time):
        self._clock = clock
        self._tokens = {}
        self._lock = threading.Lock()

    def issue(self, sitekey, hostname):
        """A token for a widget that was solved on a page of `hostname`."""
        if sitekey in TEST_SITEKEYS:
            return TEST_TOKEN
        token = "P1_" + secrets.token_urlsafe(48)
        with self._lock:
            self._tokens[token] = _Token(sitekey, hostname, self._clock())
        return token

    def verify(self, fields):
        """The siteverify answer to a form-encoded POST, as a dict."""
        codes = [code for code in (_account_fault(fields), _request_fault(fields)) if code]
        token = fields.get("response", "")
        if codes:
            return refusal(*codes)
        if token == TEST_TOKEN:
            return self._success(TEST_HOSTNAME, self._clock())
        if fields["secret"] == TEST_SECRET:
            return refusal("not-using-dummy-passcode")
        with self._lock:
            return self._use(token, fields.get("sitekey"))

    def _use(self, token, sitekey):
        known = self._tokens.get(token)
        if known is None:
            return refusal("invalid-input-response")
        if sitekey and sitekey != known.sitekey:
            return refusal("sitekey-secret-mismatch")
        if known.used:
            return refusal("already-seen-response")
        if self._clock() - known.issued_at > TOKEN_SECONDS:
            return refusal("expired-input-response")
        known.used = True
        return self._success(known.hostname, known.issued_at)

    def _success(self, hostname, issued_at):
        solved_at = datetime.fromtimestamp(issued_at, UTC)
        return {
            "success": True,
            "challenge_ts": f"{solved_at:%Y-%m-%dT%H:%M:%S.%fZ}",
            "hostname": hostname,
            "credit": False,
        }


def refusal(*codes):
    """A siteverify answer that says no."""
    return {"success": False, "error-codes": list(codes)}


def _account_fault(fields):
    secret, sitekey = fields.get("secret", ""), fields.get("sitekey", "")
    if not secret:
        return "missing-input-secret"
    if secret not in (SECRET, TEST_SECRET):
        return "invalid-input-secret"
    if sitekey and not _UUID.fullmatch(sitekey):
        return "invalid-sitekey"
    own = TEST_SITEKEYS if secret == TEST_SECRET else {SITEKEY}
    if sitekey and sitekey not in own:
        return "sitekey-secret-mismatch"
    return None


def _request_fault(fields):
    if not fields.get("response"):
        return "missing-input-response"
    if "remoteip" in fields:
        try:
            ipaddress.ip_address(fields["remoteip"])
        except ValueError:
            return "invalid-remoteip"
    return None
