"""What a check found: a line for the owner."""

from enum import StrEnum

from contact_api.messages.checks import ADVICE, AREAS, FOUND
from contact_api.values import dataclass


class Verdict(StrEnum):
    """GOOD; WRONG: something to mend; SKIPPED: not looked at, with the reason."""

    GOOD = "good"
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: in which area, how it stands, what was seen, and what to do about it."""

    area: str
    verdict: Verdict
    text: str
    advice: str = ""


class Area:
    """Makes the Findings of one area out of the sentences in `messages.checks`, by their names."""

    def __init__(self, name):
        self._name = AREAS[name]

    def good(self, name, **values):
        """It is as it should be."""
        return Finding(self._name, Verdict.GOOD, FOUND[name].format(**values))

    def skipped(self, name, **values):
        """It was not looked at."""
        return Finding(self._name, Verdict.SKIPPED, FOUND[name].format(**values))

    def wrong(self, name, advice="", **values):
        """It must be mended; `advice` names what to do."""
        told = ADVICE[advice].format(**values) if advice else ""
        return Finding(self._name, Verdict.WRONG, FOUND[name].format(**values), told)
