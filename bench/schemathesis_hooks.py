"""What schemathesis must know of the endpoint and a schema can't say."""

import re

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.openapi.checks import RejectedPositiveData

from contact_api.code_captcha import CodeCaptcha
from contact_api.form import CODE_FIELD, CODE_TOKEN_FIELD, LIMITS, read_form
from contact_api.openapi_pages import TOKEN_PATTERN
from contact_api.openapi_schemas import VISIBLE
from contact_api.receipt_page import ReceiptTokens

SECRET_KEY = "made-up-for-the-bench-and-32-long"  # noqa: S105
_CODES = CodeCaptcha(SECRET_KEY.encode(), outbox=None)
_RECEIPTS = ReceiptTokens(SECRET_KEY.encode())


@schemathesis.hook
def before_call(context, case, kwargs):
    """Put genuine tokens in the place of made-up ones: only the endpoint can make them, each code once."""
    body, token = case.body, _CODES.new()
    if isinstance(body, dict) and all(_is_filled(body, name) for name in (CODE_FIELD, CODE_TOKEN_FIELD)):
        case.body = body | {CODE_FIELD: _CODES.digits(token), CODE_TOKEN_FIELD: token}
    made_up = (case.query or {}).get("t")
    if isinstance(made_up, str) and re.fullmatch(TOKEN_PATTERN, made_up):
        of_receipt = case.operation.path == "/contact/ontvangen"
        case.query = case.query | {"t": _RECEIPTS.new("7Q2K-M0TR") if of_receipt else token}


@schemathesis.hook
def filter_body(context, body):
    """Make no text of which a schema can't say whether it is too long."""
    return not isinstance(body, dict) or not any(map(_is_ambiguous, body.items()))


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Pass over such a text where it was made nevertheless."""
    of_data = isinstance(failure, AcceptedNegativeData | RejectedPositiveData)
    return not (of_data and isinstance(case.body, dict) and any(map(_is_ambiguous, case.body.items())))


def _is_filled(body, name):
    value = body.get(name)
    if not isinstance(value, str) or len(value) > LIMITS[name]:
        return False
    return bool(re.search(VISIBLE, value))


def _is_ambiguous(sent):
    """Too long only before, or only after, it was cleaned: a limit is one of the cleaned text."""
    name, value = sent
    if name not in LIMITS or not isinstance(value, str):
        return False
    return (len(value) > LIMITS[name]) != _is_too_long(name, value)


def _is_too_long(name, value):
    errors = read_form({name: value}).errors
    return any((error.field, error.code) == (name, "too_long") for error in errors)
