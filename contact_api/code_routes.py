"""The addresses of the form with a code to retype, of its picture and sound, and of the page of a receipt."""

import io

from flask import Blueprint, current_app, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from contact_api.answers import answer
from contact_api.form import read_form
from contact_api.outcomes import Asked, Reason, Rejected
from contact_api.pages import receipt_page
from contact_api.routes import read_post

code_routes = Blueprint("code", __name__)


@code_routes.get("/contact")
@code_routes.get("/contact/code")
def empty_form():
    """The form, for who has no JavaScript or wants no hCaptcha."""
    return answer(Asked({}), _services())


@code_routes.post("/contact/code")
def filled_form():
    """The same with what was typed on the site's contact page, or here. Nothing is judged or kept."""
    services = _services()
    fields = read_post(services.settings)
    outcome = Rejected(fields) if isinstance(fields, Reason) else Asked(read_form(fields).values)
    return answer(outcome, services)


@code_routes.get("/contact/code.png")
def picture():
    """The code of the token `t` as a picture."""
    # Loaded here, with Pillow: no other request needs it.
    from contact_api.code_image import draw

    return _rendering("image/png", draw)


@code_routes.get("/contact/code.wav")
def sound():
    """The same code, spoken."""
    from contact_api.code_sound import say

    return _rendering("audio/wav", say)


@code_routes.get("/contact/ontvangen")
def receipt():
    """What became of a message that was sent from here. Its token is in the address, its receipt is not."""
    services = _services()
    found = services.receipt_tokens.receipt(request.args.get("t", ""))
    return receipt_page(services, found) if found else answer(Rejected(Reason.GONE), services)


def _rendering(kind, render):
    services = _services()
    token = request.args.get("t", "")
    digits = services.code_captcha.digits(token)
    if digits is None:
        return answer(Rejected(Reason.GONE), services)
    made = render(digits, services.code_captcha.seed(token, kind))
    try:
        # In parts too: Safari asks for sound in no other way.
        response = send_file(io.BytesIO(made), mimetype=kind)
    except RequestedRangeNotSatisfiable:
        # RFC 9110 §14.2: a Range may be ignored.
        response = send_file(io.BytesIO(made), mimetype=kind, conditional=False)
    response.headers["Cache-Control"] = "no-store"
    return response


def _services():
    return current_app.extensions["contact_api"]
