"""The events of AWS that carry a request, and the answers that each wants.

API Gateway's payloads 1.0 (REST and HTTP APIs) and 2.0 (HTTP APIs, function URLs), and an Application Load
Balancer's, with one or with several values a header:
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
"""

from base64 import b64decode
from urllib.parse import urlencode

from contact_api.handlers.wsgi_call import Call, UnknownEventError, last_forwarded


def read_event(event):
    """A Call, and the function that makes of an Answer what this event's sender wants."""
    context = event.get("requestContext") or {}
    version = event.get("version")
    if "elb" in context:
        return _from_balancer(event)
    if version == "2.0" and "http" in context:
        return _from_payload_2(event, context["http"])
    # REST APIs send payload 1.0 without saying so.
    if version in ("1.0", None) and "httpMethod" in event:
        return _from_payload_1(event, context)
    raise UnknownEventError(f"no request of API Gateway 1.0 or 2.0, nor of a load balancer: {version!r:.20}")


def _from_payload_2(event, http):
    headers = list(event.get("headers", {}).items())
    if cookies := event.get("cookies"):
        headers.append(("cookie", "; ".join(cookies)))
    call = Call(
        method=http["method"],
        path=event["rawPath"],
        query=event.get("rawQueryString", ""),
        headers=tuple(headers),
        body=_body(event),
        address=http["sourceIp"],
    )
    return call, _to_payload_2


def _from_payload_1(event, context):
    call = Call(
        method=event["httpMethod"],
        path=event["path"],
        query=urlencode(_parameters(event), doseq=True),
        headers=_headers(event),
        body=_body(event),
        address=context["identity"]["sourceIp"],
    )
    return call, _to_many_values


def _from_balancer(event):
    headers = _headers(event)
    forwarded = [value for name, value in headers if name.lower() == "x-forwarded-for"]
    call = Call(
        method=event["httpMethod"],
        path=event["path"],
        # A balancer hands parameters on as they came, encoded.
        query="&".join(
            f"{name}={value}" for name, values in _parameters(event).items() for value in _listed(values)
        ),
        headers=headers,
        body=_body(event),
        address=last_forwarded(",".join(forwarded)),
    )
    return call, _to_many_values if event.get("multiValueHeaders") is not None else _to_one_value


def _headers(event):
    many = event.get("multiValueHeaders")
    if many is not None:
        return tuple((name, value) for name, values in many.items() for value in values)
    return tuple((event.get("headers") or {}).items())


def _parameters(event):
    return event.get("multiValueQueryStringParameters") or event.get("queryStringParameters") or {}


def _listed(values):
    return values if isinstance(values, list) else [values]


def _body(event):
    body = event.get("body") or ""
    return b64decode(body) if event.get("isBase64Encoded") else body.encode("utf-8")


def _to_payload_2(answer):
    cookies = [value for name, value in answer.headers if name.lower() == "set-cookie"]
    headers = {name: value for name, value in answer.joined_headers().items() if name.lower() != "set-cookie"}
    return _with_body({"statusCode": answer.code, "headers": headers, "cookies": cookies}, answer)


def _to_many_values(answer):
    headers = {}
    for name, value in answer.headers:
        headers.setdefault(name, []).append(value)
    return _with_body(
        {"statusCode": answer.code, "statusDescription": answer.status, "multiValueHeaders": headers}, answer
    )


def _to_one_value(answer):
    headers = answer.joined_headers()
    return _with_body(
        {"statusCode": answer.code, "statusDescription": answer.status, "headers": headers}, answer
    )


def _with_body(response, answer):
    text, encoded = answer.text_body()
    return response | {"body": text, "isBase64Encoded": encoded}
