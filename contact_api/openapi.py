"""The endpoint in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), made of the code's own values.

Loaded by the one request that asks for it. docs/endpoint.md tells the same to a reader.
"""

from contact_api import openapi_answers as answers
from contact_api import openapi_pages as pages
from contact_api import openapi_schemas as schemas
from contact_api.metrics import CONTENT_TYPE as METRICS_TYPE
from contact_api.request_body import FORM_TYPES, JSON_TYPE

# Of the contract, not of the code: what a client of 1.x relies on stays.
VERSION = "1.0.0"


def describe(settings, root):
    """The description as a dict; `root` is the path under which the application is mounted, "" for none."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Contact endpoint",
            "version": VERSION,
            "summary": "Takes a message for a practice, and delivers it at least once.",
            "description": "Accepted means stored. Answers are JSON when Accept names application/json or "
            "application/problem+json (and not text/html), or when JSON was sent and Accept names none of "
            "these; else a Dutch page. HEAD is answered wherever GET is, and OPTIONS everywhere.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": root or "/"}],
        "paths": {
            "/contact": {"get": pages.form("show_form"), "post": _post(settings)},
            "/contact/code": {
                "get": pages.form("show_form_again"),
                "post": pages.filled_form(_origin(settings), _body("Draft", "Draft")),
            },
            "/contact/code.png": {
                "get": pages.rendering("show_code", "The code to retype, as a picture.", "image/png")
            },
            "/contact/code.wav": {
                "get": pages.rendering("say_code", "The same code, spoken in Dutch.", "audio/wav")
            },
            "/contact/ontvangen": {"get": pages.receipt()},
            "/health": {"get": _health()},
            "/ready": {"get": _ready()},
            "/metrics": {"get": _metrics()},
            "/openapi.json": {"get": _own()},
        },
        "components": {
            "schemas": {
                "Form": schemas.message(nullable=False),
                "Message": schemas.message(nullable=True),
                "Draft": schemas.draft(),
                "Receipt": schemas.receipt(),
                "Problem": schemas.problem(),
                "FieldError": schemas.field_error(),
                "State": schemas.state(),
            },
            "responses": answers.problems(),
            "headers": answers.HEADERS,
            "securitySchemes": {"metrics_token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _post(settings):
    return {
        "operationId": "send_message",
        "summary": "Send a message.",
        "description": "In order: size and type, origin, parse, validate, rate limit, idempotency, captcha, "
        "store, one attempt to deliver, answer.",
        "parameters": [_origin(settings)],
        "requestBody": _body("Message", "Form"),
        "responses": {
            **answers.accepted(settings.practice),
            **answers.references("malformed", "foreign_origin", "too_large", "wrong_type", "invalid"),
            **answers.references("too_many", "failed", "unavailable"),
        },
    }


def _origin(settings):
    return {
        "name": "Origin",
        "in": "header",
        "description": "Set by browsers. A client that is no browser leaves it out.",
        "schema": {"type": "string", "enum": list(settings.allowed_origins)},
    }


def _body(in_json, in_form):
    """A body by the schemas of these names."""
    kinds = {JSON_TYPE: in_json} | dict.fromkeys(FORM_TYPES, in_form)
    return {
        "required": True,
        "content": {
            kind: {"schema": {"$ref": f"#/components/schemas/{name}"}, "example": schemas.example()}
            for kind, name in kinds.items()
        },
    }


def _health():
    summary = "Whether the process is up."
    answer = answers.json_answer(summary, "State", {"status": "ok"})
    return {"operationId": "health", "summary": summary, "responses": {"200": answer}}


def _ready():
    summary = "Whether the process is up and its store answers."
    return {
        "operationId": "ready",
        "summary": summary,
        "responses": {
            "200": answers.json_answer(summary, "State", {"status": "ok"}),
            "503": answers.json_answer(
                "The store does not answer.", "State", {"status": "store unavailable"}
            ),
        },
    }


def _metrics():
    text = {METRICS_TYPE: {"schema": {"type": "string"}}}
    return {
        "operationId": "metrics",
        "summary": "What is counted, in Prometheus' text format.",
        "security": [{"metrics_token": []}],
        "responses": {
            "200": {
                "description": "Gauges of the store, and counters of this process.",
                "headers": answers.headers(),
                "content": text,
            },
            "401": {
                "description": "Not the token that CONTACT_METRICS_TOKEN sets.",
                "headers": answers.headers("WWW-Authenticate"),
            },
            **answers.references("not_found"),
        },
    }


def _own():
    headers = {
        "ETag": {"required": True, "schema": {"type": "string"}},
        "Access-Control-Allow-Origin": {"required": True, "schema": {"const": "*"}},
    }
    content = {"schema": {"type": "object", "required": ["openapi", "info", "paths"]}}
    return {
        "operationId": "describe",
        "summary": "This description.",
        "responses": {
            "200": {
                "description": "OpenAPI 3.1. It may be kept for an hour, and asked for again by its ETag.",
                "headers": headers,
                "content": {JSON_TYPE: content},
            },
            "304": {"description": "It is still the same.", "headers": headers},
        },
    }
