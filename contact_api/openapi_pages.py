"""The form with a code to retype, its picture and sound, and the page of a receipt, in OpenAPI 3.1."""

from contact_api import openapi_answers as answers

# What a token looks like; whether it is one of ours shows when it is opened.
TOKEN_PATTERN = "^[A-Za-z0-9_-]{40,80}$"  # noqa: S105 - no secret
_PAGE = {answers.PAGE_TYPE: {"schema": {"type": "string"}}}
_REFUSALS = ("malformed", "foreign_origin", "too_large", "wrong_type", "failed")


def form(operation):
    """The operation that shows the form, still empty."""
    return {
        "operationId": operation,
        "summary": "The form with a code to retype, as a page.",
        "responses": {"200": _page("The form, with a code that nobody was shown before.")},
    }


def filled_form(origin, body):
    """The operation that shows it with what was typed elsewhere; `origin` and `body` as for a message."""
    return {
        "operationId": "ask_for_code",
        "summary": "The same form, with the fields that were sent. Nothing is judged or stored.",
        "parameters": [origin],
        "requestBody": body,
        "responses": {
            "200": _page("The form, whatever its fields hold."),
            **answers.references(*_REFUSALS),
        },
    }


def rendering(operation, summary, kind):
    """The operation that gives the code of a token as `kind`."""
    whole = {"schema": {"type": "string", "contentMediaType": kind}}
    return {
        "operationId": operation,
        "summary": summary,
        "parameters": [_token("From the form: `code_token`.")],
        "responses": {
            "200": {
                "description": "The same bytes for the same token, for ten minutes.",
                "headers": answers.headers(),
                "content": {kind: whole},
            },
            "206": {
                "description": "The part that Range asks for.",
                "headers": answers.headers(),
                "content": {kind: whole},
            },
            **answers.references("gone"),
        },
    }


def receipt():
    """The operation that shows the receipt of a message that came by the form."""
    return {
        "operationId": "show_receipt",
        "summary": "The page of a receipt, where the form leads after a message is accepted.",
        "parameters": [_token("From that redirect.")],
        "responses": {
            "200": _page("The receipt, for an hour."),
            **answers.references("gone"),
        },
    }


def _token(description):
    return {
        "name": "t",
        "in": "query",
        "required": True,
        "description": description,
        "schema": {"type": "string", "pattern": TOKEN_PATTERN},
    }


def _page(description):
    return {"description": description, "headers": answers.headers(), "content": _PAGE}
