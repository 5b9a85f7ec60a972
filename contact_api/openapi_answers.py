"""What the endpoint answers, outcome by outcome, as OpenAPI 3.1 responses and headers."""

from contact_api.answers import PROBLEM_NAME, PROBLEM_TYPE, STATUS
from contact_api.messages import FIELDS, MINUTES, OUTCOMES
from contact_api.outcomes import TooMany
from contact_api.request_body import JSON_TYPE, MOST_BYTES

PAGE_TYPE = "text/html"
# Outcome → what a client must know of it.
_DESCRIPTIONS = {
    "invalid": "Something to mend: a field, or the captcha. Nothing is stored; a page keeps every word.",
    "too_many": "Over a limit. Nothing is stored; a page keeps every word.",
    "unavailable": "The store can't be reached, so nothing is accepted; a page keeps every word.",
    "foreign_origin": "The Origin is not the site's, the endpoint's own, or one of CONTACT_ALLOWED_ORIGINS.",
    "too_large": f"More than {MOST_BYTES} bytes, or more parts than a form has.",
    "wrong_type": "Another content type than those named, or a file.",
    "malformed": "A body that can't be read.",
    "wrong_method": "`Allow` names the methods that there are.",
    "not_found": "There is nothing at this address.",
    "gone": "A token that is not ours, or too old.",
    "failed": "A fault of ours. Nothing is known to be stored.",
}
_RETRY = ("too_many", "unavailable")
HEADERS = {
    "Cache-Control": {"required": True, "schema": {"const": "no-store"}},
    "X-Content-Type-Options": {"required": True, "schema": {"const": "nosniff"}},
    "Content-Security-Policy": {
        "required": True,
        "schema": {"type": "string", "pattern": "^default-src 'none'; "},
    },
    "Retry-After": {
        "description": "Seconds.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
        "example": TooMany({}).retry_after,
    },
    "WWW-Authenticate": {"required": True, "schema": {"const": "Bearer"}},
    "Allow": {"required": True, "schema": {"type": "string"}, "example": "GET, HEAD, OPTIONS, POST"},
    "Location": {
        "required": True,
        "schema": {
            "type": "string",
            "format": "uri-reference",
            "pattern": r"/contact/(bedankt/|ontvangen\?t=[\w-]+)$",
        },
    },
}
_ALWAYS = ("Cache-Control", "X-Content-Type-Options", "Content-Security-Policy")


def headers(*names):
    """The headers that every answer has, and those named."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*_ALWAYS, *names)}


def accepted(practice):
    """The responses to a message that is stored, by status."""
    title, detail = OUTCOMES["accepted"]
    example = {
        "receipt": "7Q2K-M0TR",
        "title": title,
        "detail": detail.format(reply_within=practice.contact.reply_within),
    }
    return {
        "201": json_answer(
            "Stored, now or before: a repeat of a message gets that message's receipt.", "Receipt", example
        ),
        "303": {
            "description": "The same, for a plain form: to the site's page of thanks, or to the page of its "
            "receipt for a message with a code that was retyped.",
            "headers": headers("Location"),
        },
    }


def problems():
    """Every outcome that is no accepted message, by name, in both of its forms."""
    return {code: _problem(code) for code in STATUS}


def references(*codes):
    """Those of the outcomes that an operation can have, by status."""
    return {str(STATUS[code]): {"$ref": f"#/components/responses/{code}"} for code in codes}


def json_answer(description, schema, example=None):
    """A response in JSON of one of the components' schemas."""
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    if example:
        content["example"] = example
    return {"description": description, "headers": headers(), "content": {JSON_TYPE: content}}


def _problem(code):
    title, detail = OUTCOMES[code]
    name, status = PROBLEM_NAME + code, STATUS[code]
    example = {
        "type": name,
        "title": title,
        "status": status,
        "detail": detail.format(minutes=MINUTES[0]),
    }
    narrowed = {"properties": {"type": {"const": name}, "status": {"const": status}}}
    if code == "invalid":
        narrowed["required"] = ["errors"]
        error = {"field": "email", "code": "invalid", "message": FIELDS["email"]["invalid"]}
        example["errors"] = [error]
    extra = ("Retry-After",) if code in _RETRY else ("Allow",) if code == "wrong_method" else ()
    return {
        "description": _DESCRIPTIONS[code],
        "headers": headers(*extra),
        "content": {
            PROBLEM_TYPE: {
                "schema": {"allOf": [{"$ref": "#/components/schemas/Problem"}, narrowed]},
                "example": example,
            },
            PAGE_TYPE: {"schema": {"type": "string"}},
        },
    }
