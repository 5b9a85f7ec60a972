"""The pages that the endpoint itself shows. They load nothing of anybody else, and no script."""

from flask import make_response, render_template, request

from contact_api import form, messages


def form_page(services, title, detail, values, errors=()):
    """The form with what was typed, and a code to retype that was never shown before."""
    address = own_address()
    token = services.code_captcha.new(empty=not any(values.values()))
    code = {
        "token": token,
        "image": f"{address}/code.png?t={token}",
        "sound": f"{address}/code.wav?t={token}",
    }
    shown = {"action": address, "values": values, "errors": errors, "rules": form, "words": messages}
    return _page(services, "answer", title, detail, code=code, **shown)


def plain_page(services, title, detail):
    """Words alone, and the way to the contact page."""
    return _page(services, "answer", title, detail, code=None)


def receipt_page(services, receipt):
    """What a visitor keeps of a message that was accepted."""
    title, detail = messages.OUTCOMES["accepted"]
    detail = detail.format(reply_within=services.settings.practice.contact.reply_within)
    return _page(services, "receipt", title, detail, receipt=receipt)


def own_address():
    """The path of the form, wherever the application is mounted."""
    return f"{request.script_root}/contact"


def _page(services, template, title, detail, **shown):
    settings = services.settings
    page = render_template(
        f"contact_api/{template}.html",
        title=title,
        detail=detail,
        practice=settings.practice,
        site_url=settings.site_url,
        **shown,
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = _policy(settings)
    response.headers["Cache-Control"] = "no-store"
    return response


def _policy(settings):
    """The site's own style and icon, the code's picture and sound, and the form to ourselves."""
    rules = {
        "default-src": "'none'",
        "style-src": settings.site_url,
        "img-src": f"'self' {settings.site_url}",
        "media-src": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
