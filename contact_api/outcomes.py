"""How a POST can end. Values, not exceptions; `answers` turns them into JSON or HTML."""

from dataclasses import field
from enum import StrEnum

from contact_api.values import dataclass


class Reason(StrEnum):
    """Why a request never became a message. The words are in `messages.OUTCOMES`."""

    FOREIGN_ORIGIN = "foreign_origin"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    MALFORMED = "malformed"
    WRONG_METHOD = "wrong_method"
    NOT_FOUND = "not_found"
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True)
class Accepted:
    """It is on durable storage under `receipt`; `repeated` when it was there already.

    What the visitor sees is the same, whatever the layers that it hit, labelled or held.
    """

    receipt: str
    repeated: bool = False
    label: str = ""
    layers: tuple = ()
    held: bool = False


@dataclass(frozen=True)
class Asked:
    """The visitor wants the form with a code to retype; `values` is what was typed so far."""

    values: dict = field(repr=False)


@dataclass(frozen=True)
class Invalid:
    """The visitor has something to mend. `values` is what was typed, `errors` FieldErrors in form order."""

    values: dict = field(repr=False)
    errors: tuple = ()


@dataclass(frozen=True)
class TooMany:
    """Over the limit of this name: try again in `retry_after` seconds."""

    values: dict = field(repr=False)
    retry_after: int = 60
    limit: str = ""
    layers: tuple = ()


@dataclass(frozen=True)
class Unavailable:
    """The store can't be reached, so nothing was accepted: try again in `retry_after` seconds."""

    values: dict = field(repr=False)
    retry_after: int = 120


@dataclass(frozen=True)
class Rejected:
    """The request itself is not one that we take."""

    reason: Reason


# Every way a POST can end, by the names that the log and the metrics know.
NAMES = ("accepted", "held", "asked", "invalid", "refused", "too_many", "unavailable", *Reason)


def name_of(outcome):
    """One of NAMES. An Invalid is "refused" when it is the captcha that said no."""
    if isinstance(outcome, Accepted):
        return "held" if outcome.held else "accepted"
    if isinstance(outcome, Asked):
        return "asked"
    if isinstance(outcome, Invalid):
        return "refused" if any(error.code == "refused" for error in outcome.errors) else "invalid"
    if isinstance(outcome, TooMany):
        return "too_many"
    return "unavailable" if isinstance(outcome, Unavailable) else str(outcome.reason)
