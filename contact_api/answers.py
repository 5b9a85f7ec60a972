"""An outcome as an HTTP answer: JSON for the script, a Dutch page for a plain form.

The table of outcomes is in docs/endpoint.md.
"""

from flask import Response, jsonify, make_response, render_template, request

from contact_api import form, messages
from contact_api.outcomes import Accepted, Invalid, Reason, TooMany, Unavailable
from contact_api.post_line import note
from contact_api.request_body import JSON_TYPE
from contact_api.settings import CAPTCHA_HOSTS

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
    Reason.FAILED: 500,
}


def answer(outcome, settings):
    """The response to `outcome`, in the form that the request asks for."""
    note(outcome)
    as_json = wants_json()
    if isinstance(outcome, Accepted):
        response = _accepted(outcome, settings, as_json)
    else:
        code, values, errors, retry_after = _describe(outcome)
        title, detail = messages.OUTCOMES[code]
        detail = detail.format(minutes=_minutes(retry_after))
        if as_json:
            response = _problem(code, title, detail, errors)
        else:
            response = _page(settings, title, detail, values, errors)
        response.status_code = STATUS[code]
        if retry_after:
            response.headers["Retry-After"] = str(retry_after)
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


def _accepted(outcome, settings, as_json):
    if not as_json:
        return Response(status=303, headers={"Location": f"{settings.site_url}/contact/bedankt/"})
    title, detail = messages.OUTCOMES["accepted"]
    detail = detail.format(reply_within=settings.practice.contact.reply_within)
    response = jsonify(receipt=outcome.receipt, title=title, detail=detail)
    response.status_code = 201
    return response


def _describe(outcome):
    if isinstance(outcome, Invalid):
        return "invalid", outcome.values, outcome.errors, 0
    if isinstance(outcome, TooMany):
        return "too_many", outcome.values, (), outcome.retry_after
    if isinstance(outcome, Unavailable):
        return "unavailable", outcome.values, (), outcome.retry_after
    return str(outcome.reason), None, (), 0


def _problem(code, title, detail, errors):
    """RFC 9457. The type names the outcome; it is a name, not a page."""
    body = {"type": PROBLEM_NAME + code, "title": title, "status": STATUS[code], "detail": detail}
    if errors:
        body["errors"] = [
            {"field": error.field, "code": error.code, "message": error.message} for error in errors
        ]
    response = jsonify(body)
    response.content_type = PROBLEM_TYPE
    return response


def _page(settings, title, detail, values, errors):
    """A page of the site's own look; with `values`, the form with every word that was typed."""
    response = make_response(
        render_template(
            "contact_api/answer.html",
            action=request.script_root + request.path,
            title=title,
            detail=detail,
            values=values,
            errors=errors,
            practice=settings.practice,
            site_url=settings.site_url,
            rules=form,
            words=messages,
            captcha={
                "script": settings.hcaptcha_script_url,
                "sitekey": settings.hcaptcha_sitekey,
            },
        )
    )
    response.headers["Content-Security-Policy"] = _policy(settings, values is not None)
    return response


def _policy(settings, with_form):
    """Nothing but the site's own style; hCaptcha's hosts only where its widget stands."""
    captcha = ""
    if with_form:
        own = settings.hcaptcha_script_url.removesuffix("/1/api.js")
        captcha = " ".join(CAPTCHA_HOSTS) if settings.production else own
    rules = {
        "default-src": "'none'",
        "style-src": f"{settings.site_url} {captcha}".rstrip(),
        "img-src": settings.site_url,
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": f"'self' {settings.site_url}",
    }
    if captcha:
        rules |= {f"{kind}-src": captcha for kind in ("script", "frame", "connect")}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _minutes(seconds):
    minutes = -(-seconds // 60)
    return messages.MINUTES[0] if minutes <= 1 else messages.MINUTES[1].format(minutes=minutes)
