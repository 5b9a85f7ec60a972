"""What is sent and answered, as JSON Schema 2020-12 (the dialect of OpenAPI 3.1), by the rules of `form`."""

from contact_api import form
from contact_api.answers import PROBLEM_NAME, STATUS
from contact_api.messages import FIELDS

# What is dropped from a text or counts as space when it is cleaned. A field of these alone counts as empty.
_INVISIBLE = r"\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
VISIBLE = f"[^{_INVISIBLE}]"
EMPTY = f"^[{_INVISIBLE}]*$"
# 8 to 15 digits, and what people write between them.
_BETWEEN = rf"[{_INVISIBLE}().\-/–]*"
PHONE = rf"^[{_INVISIBLE}]*\+?(?:{_BETWEEN}[0-9]){{8,15}}{_BETWEEN}$"
RECEIPT = r"^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$"
_TEXT = {
    "naam": "The visitor's name.",
    "email": "One address, without a name: the practice answers to it.",
    "telefoon": "Required when `bereikbaar` is `telefoon`.",
    "onderwerp": "What the message is about.",
    "bereikbaar": "How the visitor wants to be answered.",
    "bericht": "The message itself. Line ends may be of any kind.",
    form.CAPTCHA_FIELD: "The token of the hCaptcha widget. It works once.",
    form.CODE_FIELD: "What the visitor retyped, on the endpoint's own page.",
    form.CODE_TOKEN_FIELD: "What that page asked for, signed. It works once, and takes the captcha's place.",
    form.KEY_FIELD: "An idempotency key: the same words under the same key are the same message, for ever.",
    form.HONEYPOT_FIELD: "A trap for scripts. Leave it out.",
    form.DURATION_FIELD: "Whole seconds from first touch to sending. It may cost a label, never a message.",
}
_EXAMPLE = {
    "naam": "Ans de Wit",
    "email": "ans@voorbeeld.nl",
    "telefoon": "06 12 34 56 78",
    "onderwerp": "life-coaching",
    "bereikbaar": "email",
    "bericht": "Hallo,\n\nmijn dochter (11) praat met niemand meer. Kan ik met je praten?\n\nGroet, Ans",
    form.CAPTCHA_FIELD: "P1_eyJ0eXAiOiJKV1QifQ",
    form.KEY_FIELD: "5f0c8f6e-6f0e-4c52-9d38-0f4a3cf6a2d1",
}


def message(nullable):
    """The fields of a POST; those of other names are passed over.

    `nullable`: null may stand for nothing, as in JSON.
    """
    return {
        "type": "object",
        "description": "Text is brought to NFC and stripped; control characters and direction overrides "
        "are dropped; a line end is a space, but in `bericht` a line feed. Lengths are counted after that.",
        "required": list(form.REQUIRED),
        "properties": {name: _property(name, limit, nullable) for name, limit in form.LIMITS.items()},
        "allOf": [_ANSWERABLE, _VOUCHED_FOR],
        "additionalProperties": True,
    }


def draft():
    """The same fields before they are judged: any of them, whatever they hold."""
    return {
        "type": "object",
        "properties": {name: {"description": text} for name, text in _TEXT.items()},
        "additionalProperties": True,
    }


def example():
    """A message that is accepted once its captcha is one that was solved."""
    return dict(_EXAMPLE)


# Who wants to be called leaves a number.
_ANSWERABLE = {
    "anyOf": [
        {"properties": {"bereikbaar": {"const": "email"}}},
        {
            "properties": {
                "bereikbaar": {"const": "telefoon"},
                "telefoon": {"type": "string", "pattern": PHONE},
            },
            "required": ["telefoon"],
        },
    ]
}
# A captcha's token, or the code of our own page: a code is judged wherever there is one.
_VOUCHED_FOR = {
    "anyOf": [
        {
            "properties": {
                form.CAPTCHA_FIELD: {"type": "string", "pattern": VISIBLE},
                form.CODE_TOKEN_FIELD: {"anyOf": [{"type": "null"}, {"type": "string", "pattern": EMPTY}]},
            },
            "required": [form.CAPTCHA_FIELD],
        },
        {
            "properties": {
                name: {"type": "string", "pattern": VISIBLE}
                for name in (form.CODE_FIELD, form.CODE_TOKEN_FIELD)
            },
            "required": [form.CODE_FIELD, form.CODE_TOKEN_FIELD],
        },
    ]
}


def receipt():
    """The answer to a message that is on durable storage."""
    return {
        "type": "object",
        "required": ["receipt", "title", "detail"],
        "properties": {
            "receipt": {"type": "string", "pattern": RECEIPT, "examples": ["7Q2K-M0TR"]},
            "title": {"type": "string"},
            "detail": {"type": "string"},
        },
        "additionalProperties": False,
    }


def problem():
    """RFC 9457. `type` is a name, not the address of a page; title and detail are Dutch."""
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "enum": [PROBLEM_NAME + code for code in STATUS]},
            "title": {"type": "string"},
            "status": {"type": "integer", "enum": sorted(set(STATUS.values()))},
            "detail": {"type": "string"},
            "errors": {
                "type": "array",
                "minItems": 1,
                "items": {"$ref": "#/components/schemas/FieldError"},
            },
        },
        "additionalProperties": False,
    }


def field_error():
    """One field, a stable code, and a Dutch sentence that says what to do."""
    return {
        "type": "object",
        "required": ["field", "code", "message"],
        "properties": {
            "field": {"type": "string", "enum": list(form.LIMITS)},
            "code": {"type": "string", "enum": sorted(error_codes())},
            "message": {"type": "string"},
        },
        "additionalProperties": False,
    }


def state():
    """Whether a part of the endpoint is well."""
    return {
        "type": "object",
        "required": ["status"],
        "properties": {"status": {"type": "string", "enum": ["ok", "store unavailable"]}},
        "additionalProperties": False,
    }


def error_codes():
    """Every code that an error of a field can have; `invalid` and `repeated` come with any field."""
    return {"invalid", "repeated"}.union(*FIELDS.values())


def _property(name, limit, nullable):
    schema = {"description": _TEXT[name]}
    if name in _EXAMPLE:
        schema["examples"] = [_EXAMPLE[name]]
    if name in form.CHOICES:
        return schema | {"type": "string", "enum": list(form.CHOICES[name])}
    if name == "telefoon":
        number = {"type": "string", "maxLength": limit, "pattern": PHONE}
        nothing = [{"type": "string", "pattern": EMPTY}, *([{"type": "null"}] if nullable else [])]
        return schema | {"anyOf": [number, *nothing]}
    schema["maxLength"] = limit
    if name not in form.REQUIRED:
        return schema | {"type": ["string", "null"] if nullable else "string"}
    schema |= {"type": "string", "minLength": 1}
    return schema | (
        {"format": "email", "not": {"pattern": r"=\?"}} if name == "email" else {"pattern": VISIBLE}
    )
