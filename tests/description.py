"""An answer held against the endpoint's own OpenAPI description."""

import json

from jsonschema import Draft202012Validator


def check_answer(description, response, method="POST", path="/contact"):
    """Raise when status, headers, content type or body of a werkzeug `response` are not as described.

    A method or an address that the description doesn't know has the answer that it names for that.
    """
    status = str(response.status_code)
    shared = description["components"]["responses"]
    methods = description["paths"].get(path)
    operation = (methods or {}).get(method.lower())
    if operation:
        described = operation["responses"].get(status)
    else:
        described = shared["wrong_method" if methods else "not_found"]
        assert status == ("405" if methods else "404")
    assert described, f"{method} {path} is not said to answer {status}"
    if "$ref" in described:
        described = shared[described["$ref"].rpartition("/")[2]]
    _check_headers(description, described, response)
    content = described.get("content")
    if not content:
        assert response.data == b""
        return
    assert response.mimetype in content
    if response.mimetype.endswith("json"):
        _check(description, content[response.mimetype]["schema"], json.loads(response.data))


def check_instance(description, name, value):
    """Raise when `value` is not as the component `name` says."""
    _check(description, {"$ref": f"#/components/schemas/{name}"}, value)


def _check_headers(description, described, response):
    for name, header in described.get("headers", {}).items():
        if "$ref" in header:
            header = description["components"]["headers"][name]
        value = response.headers.get(name)
        assert value is not None or not header["required"], f"{name} is missing"
        if value is not None:
            number = header["schema"].get("type") == "integer"
            _check(description, header["schema"], int(value) if number else value)


def _check(description, schema, value):
    Draft202012Validator(schema | {"components": description["components"]}).validate(value)
