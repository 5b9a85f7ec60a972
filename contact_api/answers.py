"""An outcome as an HTTP answer: JSON for the script, a Dutch page for a plain form.

The table of outcomes is in docs/endpoint.md.
"""

from flask import Response, jsonify, request

from contact_api import messages
from contact_api.form import CAPTCHA_FIELD, CODE_FIELD, CODE_TOKEN_FIELD, field_error
from contact_api.outcomes import Accepted, Asked, Invalid, Reason, TooMany, Unavailable
from contact_api.pages import form_page, own_address, plain_page
from contact_api.post_line import note
from contact_api.request_body import JSON_TYPE

# What a problem's `type` begins with; the name of the outcome follows.
PROBLEM_NAME = "urn:nabij:"
PROBLEM_TYPE = "application/problem+json"
# The policy of what is no page: nothing may be loaded, nothing may frame it.
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_JSON_TYPES = {JSON_TYPE, PROBLEM_TYPE}
# The HTTP status of every outcome that is not an accepted message, by the name in `messages.OUTCOMES`.
STATUS = {
    "invalid": 422,
    "too_many": 429,
    "unavailable": 503,
    Reason.FOREIGN_ORIGIN: 403,
    Reason.TOO_LARGE: 413,
    Reason.WRONG_TYPE: 415,
    Reason.MALFORMED: 400,
    Reason.WRONG_METHOD: 405,
    Reason.NOT_FOUND: 404,
    Reason.GONE: 410,
    Reason.FAILED: 500,
}


def answer(outcome, services):
    """The response to `outcome`, in the form that the request asks for."""
    note(outcome)
    if isinstance(outcome, Accepted):
        response = _accepted(outcome, services)
    elif isinstance(outcome, Asked):
        response = _form(services, "asked", outcome.values)
    else:
        response = _refused(outcome, services)
    response.headers["Cache-Control"] = "no-store"
    response.vary.update(("Accept", "Origin"))
    return response


def wants_json():
    """Whether to answer in JSON: when Accept asks for it, or else when JSON was sent."""
    # A browser always names text/html; "*/*" says nothing.
    accepted = set(request.accept_mimetypes.values())
    if "text/html" in accepted:
        return False
    return bool(accepted & _JSON_TYPES) or request.mimetype == JSON_TYPE


def _accepted(outcome, services):
    settings = services.settings
    if not wants_json():
        # By way of a redirect, so that a reload does not send the message again.
        if request.form.get(CODE_TOKEN_FIELD):
            # Who came by our own page has no script to show a receipt on the site's.
            token = services.receipt_tokens.new(outcome.receipt)
            return _see(f"{own_address()}/ontvangen?t={token}")
        return _see(f"{settings.site_url}/contact/bedankt/")
    title, detail = messages.OUTCOMES["accepted"]
    detail = detail.format(reply_within=settings.practice.contact.reply_within)
    response = jsonify(receipt=outcome.receipt, title=title, detail=detail)
    response.status_code = 201
    return response


def _see(address):
    return Response(status=303, headers={"Location": address})


def _refused(outcome, services):
    code, values, errors, retry_after = _describe(outcome)
    if wants_json():
        response = _problem(code, retry_after, errors)
    elif values is None:
        response = plain_page(services, *_words(code, retry_after))
    else:
        response = _form(services, code, values, errors, retry_after)
    response.status_code = STATUS[code]
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _form(services, code, values, errors=(), retry_after=0):
    """The form again. It has no hCaptcha: what was missing of that is no error here, but one step more."""
    kept = [error for error in errors if error.field != CAPTCHA_FIELD]
    if len(kept) < len(errors):
        refused = any(error.code == "refused" for error in errors)
        kept += [field_error(CODE_FIELD, "missing")] if kept or refused else []
    if not kept and code in ("invalid", "asked"):
        code = "one_step_more" if any(values.values()) else "asked"
    return form_page(services, *_words(code, retry_after), values, kept)


def _describe(outcome):
    if isinstance(outcome, Invalid):
        return "invalid", outcome.values, outcome.errors, 0
    if isinstance(outcome, TooMany):
        return "too_many", outcome.values, (), outcome.retry_after
    if isinstance(outcome, Unavailable):
        return "unavailable", outcome.values, (), outcome.retry_after
    return str(outcome.reason), None, (), 0


def _problem(code, retry_after, errors):
    """RFC 9457. The type names the outcome; it is a name, not a page."""
    title, detail = _words(code, retry_after)
    body = {"type": PROBLEM_NAME + code, "title": title, "status": STATUS[code], "detail": detail}
    if errors:
        body["errors"] = [
            {"field": error.field, "code": error.code, "message": error.message} for error in errors
        ]
    response = jsonify(body)
    response.content_type = PROBLEM_TYPE
    return response


def _words(code, retry_after):
    title, detail = messages.OUTCOMES[code]
    return title, detail.format(minutes=_minutes(retry_after))


def _minutes(seconds):
    minutes = -(-seconds // 60)
    return messages.MINUTES[0] if minutes <= 1 else messages.MINUTES[1].format(minutes=minutes)
