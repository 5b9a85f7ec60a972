"""What a captcha is to the journey: something that judges a token."""

from enum import StrEnum
from typing import Protocol

from contact_api.values import dataclass


class Verdict(StrEnum):
    """PASSED; REFUSED (the visitor tries again); UNREACHABLE or OUR_FAULT (no fault of the visitor)."""

    PASSED = "passed"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    OUR_FAULT = "our_fault"


@dataclass(frozen=True)
class Judgement:
    """A verdict and the codes behind it, for the log. Never the token."""

    verdict: Verdict
    codes: tuple = ()


class CodeCaptcha(Protocol):
    """Judges a code that was retyped. Fails closed: without its store it raises StoreUnavailableError."""

    def verify(self, token: str, typed: str) -> Judgement:
        """Judge what was typed for `token`; a genuine one works once, right or wrong."""

    def age(self, token: str) -> int | None:
        """Whole seconds that somebody had to fill in the form of `token`, None when that is not known."""


class Captcha(Protocol):
    """Judges a token. Never raises: a service that is down is a verdict, and the message is kept."""

    def verify(self, token: str, remote_ip: str) -> Judgement:
        """Judge `token`, solved by a visitor at `remote_ip` ("" when not known)."""
