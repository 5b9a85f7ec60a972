"""The Flask application: settings in, WSGI app out. All that lies outside is wired together here."""

import time
from collections.abc import Callable
from functools import partial

from flask import Flask, current_app, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from contact_api import log, post_line
from contact_api.answers import NOTHING, answer
from contact_api.code_captcha import CodeCaptcha
from contact_api.code_routes import code_routes
from contact_api.commands import Commands
from contact_api.delivery import Delivery
from contact_api.environment import load_settings
from contact_api.hcaptcha import HCaptcha
from contact_api.metrics import COUNTERS
from contact_api.notices import arrival_notices
from contact_api.outbox import Outbox
from contact_api.outcomes import Reason, Rejected
from contact_api.rate_limit import RateLimit
from contact_api.receipt_page import ReceiptTokens
from contact_api.request_body import MOST_BYTES, BodyRequest
from contact_api.routes import routes
from contact_api.settings import MailFolder, Settings
from contact_api.stores.chosen import make_outbox
from contact_api.submission import Journey
from contact_api.transport import FolderTransport, SmtpTransport, Transport
from contact_api.values import dataclass
from contact_api.webhook import Webhook

_REASONS = {
    404: Reason.NOT_FOUND,
    405: Reason.WRONG_METHOD,
    413: Reason.TOO_LARGE,
    415: Reason.WRONG_TYPE,
}


@dataclass(frozen=True)
class Services:
    """What the routes and the commands work with."""

    settings: Settings
    outbox: Outbox
    journey: Journey
    delivery: Delivery
    transport: Transport
    clock: Callable[[], float]
    code_captcha: CodeCaptcha
    receipt_tokens: ReceiptTokens


def create_app(
    settings=None, *, outbox=None, captcha=None, code_captcha=None, transport=None, clock=time.time
):
    """The WSGI application. What is not handed in is made from the settings."""
    log.set_up()
    log.listen(COUNTERS.count)
    settings = settings or load_settings()
    app = Flask("contact_api", static_folder=None)
    app.request_class = BodyRequest
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["contact_api"] = _services(
        settings,
        outbox=outbox,
        captcha=captcha,
        code_captcha=code_captcha,
        transport=transport,
        clock=clock,
    )
    post_line.watch(app)
    app.register_blueprint(routes)
    app.register_blueprint(code_routes)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)
    app.after_request(_common_headers)
    app.cli = Commands()
    return app


def make_transport(settings):
    """The way for mail that the settings name."""
    mail = settings.mail
    return FolderTransport(mail.path) if isinstance(mail, MailFolder) else SmtpTransport(mail)


def make_delivery(settings, outbox, transport=None, clock=time.time):
    """Delivery from `outbox` by `transport`, or by the ways that the settings name."""
    webhook = Webhook(settings.alert_webhook) if settings.alert_webhook else None
    return Delivery(settings, outbox, transport or make_transport(settings), clock, webhook=webhook)


def _services(settings, *, outbox, captcha, code_captcha, transport, clock):
    outbox = outbox or make_outbox(settings)
    transport = transport or make_transport(settings)
    delivery = make_delivery(settings, outbox, transport, clock)
    code_captcha = code_captcha or CodeCaptcha(settings.secret_key, outbox, clock)
    journey = Journey(
        outbox=outbox,
        captcha=captcha
        or HCaptcha(
            settings.hcaptcha_secret,
            settings.hcaptcha_sitekey,
            settings.hcaptcha_verify_url,
            settings.hcaptcha_hostnames,
        ),
        code_captcha=code_captcha,
        rate_limit=RateLimit(outbox, settings.limits, settings.secret_key, clock),
        delivery=delivery,
        secret_key=settings.secret_key,
        mail_from=settings.mail_from,
        own_hosts=settings.hcaptcha_hostnames,
        clock=clock,
        notices=partial(arrival_notices, settings, outbox),
    )
    return Services(
        settings=settings,
        outbox=outbox,
        journey=journey,
        delivery=delivery,
        transport=transport,
        clock=clock,
        code_captcha=code_captcha,
        receipt_tokens=ReceiptTokens(settings.secret_key, clock),
    )


def _http_error(error):
    response = answer(Rejected(_REASONS.get(error.code, Reason.MALFORMED)), _known())
    response.headers.extend(
        {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    )
    return response


def _fault(error):
    log.fault(error)
    return answer(Rejected(Reason.FAILED), _known())


def _common_headers(response):
    settings = _known().settings
    origin = request.headers.get("Origin", "").lower()
    if origin in settings.allowed_origins and "Access-Control-Allow-Origin" not in response.headers:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "POST"
            response.headers["Access-Control-Allow-Headers"] = "Content-Type, Accept"
            response.headers["Access-Control-Max-Age"] = "7200"
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Not "no-referrer": the form on our own pages must send an Origin.
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers.setdefault("Content-Security-Policy", NOTHING)
    response.headers.setdefault("Cache-Control", "no-store")
    if settings.production:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    response.vary.add("Origin")
    return response


def _known():
    return current_app.extensions["contact_api"]
