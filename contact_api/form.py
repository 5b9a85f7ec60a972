"""What a message consists of, and the rules that it must meet. The same for every content type."""

import re
import unicodedata
from dataclasses import field, fields

from contact_api.messages import FIELD_NOT_TEXT, FIELD_TWICE, FIELDS, REACH, SUBJECTS
from contact_api.values import dataclass

CAPTCHA_FIELD = "h-captcha-response"
KEY_FIELD = "sleutel"
HONEYPOT_FIELD = "website"
# What the endpoint's own page sends instead of an hCaptcha token: what was retyped, and what it is to be.
CODE_FIELD = "code"
CODE_TOKEN_FIELD = "code_token"  # noqa: S105 - the name of a field
# Whole seconds from the first touch of the form to sending, written by our script.
DURATION_FIELD = "duur"

# The most characters that a field may hold. RFC 5321 §4.5.3.1.3 sets the limit for an address.
LIMITS = {
    "naam": 100,
    "email": 254,
    "telefoon": 25,
    "onderwerp": 40,
    "bereikbaar": 20,
    "bericht": 5000,
    CAPTCHA_FIELD: 8192,
    CODE_FIELD: 20,
    CODE_TOKEN_FIELD: 300,
    KEY_FIELD: 64,
    HONEYPOT_FIELD: 2000,
    DURATION_FIELD: 10,
}
REQUIRED = ("naam", "email", "onderwerp", "bereikbaar", "bericht")
CHOICES = {"onderwerp": SUBJECTS, "bereikbaar": REACH}

# HTML's own definition of a valid address, widened to letters outside ASCII, and with a dot in the host:
# https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(rf"[\w.!#$%&'*+/=?^`{{|}}~-]{{1,64}}@(?:{_LABEL}\.)+{_LABEL}")
_PHONE = re.compile(r"\+?[0-9 ().\-/–]+")
# Direction overrides and isolates can make a text read other than it is (Unicode TR 36 §3.8).
_INVISIBLE = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Repeated(tuple):
    """The values of a field that was sent more than once."""


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field: its name, a stable code, and a Dutch sentence."""

    field: str
    code: str
    message: str


@dataclass(frozen=True)
class Submission:
    """A message that meets the rules. All text is NFC, stripped, with "\\n" as its only line end."""

    naam: str
    email: str
    telefoon: str
    onderwerp: str
    bereikbaar: str
    bericht: str

    @classmethod
    def field_names(cls):
        """The names of the fields that the visitor fills in, in the order of the form."""
        return tuple(field.name for field in fields(cls))


@dataclass(frozen=True)
class Filled:
    """A form as it came in, cleaned. `errors` is empty when `submission` is there.

    `values` holds every field that the visitor typed, right or wrong, so that a page can show it again.
    """

    values: dict
    errors: tuple = ()
    submission: Submission | None = None
    captcha_token: str = field(default="", repr=False)
    idempotency_key: str = ""
    honeypot: str = ""
    code: str = field(default="", repr=False)
    code_token: str = field(default="", repr=False)
    duration: int | None = None


def read_form(raw):
    """Clean and check what was sent. `raw` maps a field's name to whatever the sender put there."""
    values, errors = {}, []
    for name, limit in LIMITS.items():
        value, error = _clean(name, raw.get(name, ""), limit)
        values[name] = value
        errors += [error] if error else []
    faulty = {error.field for error in errors}
    errors += [error for error in _rules(values) if error.field not in faulty]
    errors.sort(key=lambda error: list(LIMITS).index(error.field))
    visible = {name: values[name] for name in Submission.field_names()}
    return Filled(
        values=visible,
        errors=tuple(errors),
        submission=None if errors else Submission(**visible),
        captcha_token=values[CAPTCHA_FIELD],
        idempotency_key=values[KEY_FIELD],
        honeypot=values[HONEYPOT_FIELD],
        code=values[CODE_FIELD],
        code_token=values[CODE_TOKEN_FIELD],
        duration=_seconds(values[DURATION_FIELD]),
    )


def field_error(name, code, **values):
    """The error `code` of field `name`, with its Dutch sentence."""
    return FieldError(name, code, FIELDS[name][code].format(**values))


def _clean(name, value, limit):
    if isinstance(value, Repeated):
        if any(other != value[0] for other in value):
            return _text(str(value[0]), name)[:limit], FieldError(name, "repeated", FIELD_TWICE)
        value = value[0]
    if value is None:
        value = ""
    if not isinstance(value, str):
        return "", FieldError(name, "invalid", FIELD_NOT_TEXT)
    value = _text(value, name)
    if len(value) > limit:
        # All of it goes back to the visitor: whoever shortens a text needs the whole of it.
        return value, field_error(name, "too_long", limit=limit, length=len(value))
    return value, None


def _text(value, name):
    # A lone surrogate (JSON can carry one) can't be written as UTF-8.
    value = value.encode("utf-8", "replace").decode("utf-8")
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = re.sub("[\u0085\u2028\u2029]", "\n", value)
    value = _INVISIBLE.sub("", _CONTROLS.sub("", value))
    # Only now: what was taken out may have stood between a letter and its accent.
    value = unicodedata.normalize("NFC", value)
    if name != "bericht":
        value = " ".join(value.split())
    return value.strip()


def _seconds(value):
    """None for what is no whole number: the field may cost a label, never a message."""
    return int(value) if re.fullmatch("[0-9]+", value) else None


def _rules(values):
    for name in REQUIRED:
        if not values[name]:
            yield field_error(name, "missing")
    for name, choices in CHOICES.items():
        if values[name] and values[name] not in choices:
            yield field_error(name, "invalid")
    if values["email"] and not is_email(values["email"]):
        yield field_error("email", "invalid")
    if values["telefoon"] and not _is_phone(values["telefoon"]):
        yield field_error("telefoon", "invalid")
    if values["bereikbaar"] == "telefoon" and not values["telefoon"]:
        yield field_error("telefoon", "missing")


def is_email(value):
    """Whether `value` is one address that a mail could go to: no name, no list, a host with a dot."""
    local, _, host = value.rpartition("@")
    if ".." in local or local.startswith(".") or local.endswith("."):
        return False
    # The start of an encoded-word (RFC 2047), which mail programs decode where no word may be encoded.
    if "=?" in local:
        return False
    if not _EMAIL.fullmatch(value):
        return False
    try:
        return len(host.encode("idna")) <= 253
    except UnicodeError:
        return False


def _is_phone(value):
    return bool(_PHONE.fullmatch(value)) and 8 <= sum(map(str.isdigit, value)) <= 15
