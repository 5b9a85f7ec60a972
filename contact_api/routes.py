"""The addresses of the endpoint: POST /contact, two for whoever watches over it, and its description."""

from flask import Blueprint, Response, abort, current_app, jsonify, request

from contact_api.answers import answer
from contact_api.client_address import client_address
from contact_api.metrics import CONTENT_TYPE, exposition, is_allowed
from contact_api.outbox import StoreUnavailableError
from contact_api.outcomes import Reason, Rejected
from contact_api.request_body import check_head, read_fields

routes = Blueprint("contact_api", __name__)


@routes.post("/contact")
def contact():
    services = current_app.extensions["contact_api"]
    return answer(_take(services), services)


@routes.get("/health")
def health():
    """The process is up."""
    return {"status": "ok"}


@routes.get("/ready")
def ready():
    """The process is up and its store answers."""
    try:
        current_app.extensions["contact_api"].outbox.ping()
    except StoreUnavailableError:
        return {"status": "store unavailable"}, 503
    return {"status": "ok"}


@routes.get("/metrics")
def metrics():
    """What is counted, for whoever holds the token; nothing at all without one in the settings."""
    services = current_app.extensions["contact_api"]
    token = services.settings.metrics_token
    if not token:
        abort(404)
    if not is_allowed(request.headers.get("Authorization", ""), token):
        return Response(status=401, headers={"WWW-Authenticate": "Bearer"}, content_type="text/plain")
    return Response(exposition(services.outbox, services.journey.clock()), content_type=CONTENT_TYPE)


@routes.get("/openapi.json")
def openapi():
    """What all of this is, for a program; anybody's page may read it."""
    # Loaded here: no visitor's message needs it.
    from contact_api.openapi import describe

    response = jsonify(describe(current_app.extensions["contact_api"].settings, request.script_root))
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    return response.make_conditional(request)


def read_post(settings):
    """The fields of this POST, or the Reason not to take it: size and type, origin, parse."""
    reason = check_head(request)
    if reason:
        return reason
    if not _is_own_origin(settings):
        return Reason.FOREIGN_ORIGIN
    return read_fields(request)


def _take(services):
    fields = read_post(services.settings)
    if isinstance(fields, Reason):
        return Rejected(fields)
    address = client_address(request.environ, services.settings.trusted_proxies)
    return services.journey.submit(fields, address)


def _is_own_origin(settings):
    """A browser always sends Origin with a POST; a client without one can't be a page of somebody else."""
    origin = request.headers.get("Origin")
    return origin is None or origin.lower() in settings.allowed_origins
