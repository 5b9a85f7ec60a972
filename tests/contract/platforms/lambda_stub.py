"""A stub of AWS's Lambda Runtime API, and the fronts of AWS that make events of requests.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import queue
import threading
from base64 import b64decode, b64encode
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote

from tests.contract.platforms.conversation import FORGED, VISITOR, Response
from tests.contract.platforms.processes import running

_TEXT = ("text/", "application/json", "application/x-www-form-urlencoded", "multipart/")


class RuntimeApi:
    """Hands out one event at a time, and what the function made of it."""

    def __init__(self):
        self.events, self.results = queue.Queue(), queue.Queue()

    def invoke(self, event):
        """What the function answers to `event`: ("response" or "error", the value)."""
        self.events.put(json.dumps(event).encode())
        return self.results.get(timeout=30)


@contextmanager
def lambda_function(handler, environ, log):
    """The real runtime client (awslambdaric) with `handler`, against a stub of the Runtime API."""
    api = RuntimeApi()
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *arguments: _Api(api, *arguments))
    threading.Thread(target=server.serve_forever, args=(0.02,)).start()
    address = f"127.0.0.1:{server.server_port}"
    name = {"AWS_LAMBDA_RUNTIME_API": address, "AWS_LAMBDA_FUNCTION_NAME": "nabij", "_HANDLER": handler}
    try:
        with running(["-m", "awslambdaric", handler], environ | name, log):
            yield api
    finally:
        api.events.put(None)
        server.shutdown()
        server.server_close()


class _Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one packet: the client would wait for the second.
    wbufsize = -1

    def __init__(self, api, *arguments):
        self.api = api
        super().__init__(*arguments)

    def handle(self):
        # The function ends while it asks for the next event.
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self):
        event = self.api.events.get()
        if event is None:
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd")
        self.send_header("Lambda-Runtime-Deadline-Ms", "9999999999999")
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:1:function:nabij")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(event)))
        self.end_headers()
        self.wfile.write(event)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.api.results.put((self.path.rpartition("/")[2], body))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        """Say nothing."""


def _body(request):
    kind = dict(request.headers).get("Content-Type", "text/")
    if kind.startswith(_TEXT):
        try:
            return {"body": request.body.decode() or None, "isBase64Encoded": False}
        except UnicodeDecodeError:
            pass
    return {"body": b64encode(request.body).decode(), "isBase64Encoded": True}


def _parts(request):
    path, _, query = request.path.partition("?")
    return path, query


def _lower(request):
    return {name.lower(): value for name, value in request.all_headers()}


def payload_2(request):
    """API Gateway's HTTP APIs and function URLs."""
    path, query = _parts(request)
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": query,
        "cookies": ["een=1", "twee=2"],
        "headers": _lower(request) | {"x-forwarded-for": f"{FORGED}, {VISITOR}"},
        "requestContext": {"http": {"method": request.method, "path": path, "sourceIp": VISITOR}},
    } | _body(request)


def payload_1(request, version="1.0"):
    """API Gateway's payload 1.0; REST APIs name no version."""
    path, query = _parts(request)
    parameters = parse_qs(query, keep_blank_values=True)
    event = {
        "version": version,
        "path": unquote(path).replace("%", "%25"),
        "httpMethod": request.method,
        "headers": dict(request.all_headers()),
        "multiValueHeaders": {name: [value] for name, value in request.all_headers()},
        "queryStringParameters": {name: values[-1] for name, values in parameters.items()} or None,
        "multiValueQueryStringParameters": parameters or None,
        "requestContext": {"identity": {"sourceIp": VISITOR}, "stage": "prod"},
    } | _body(request)
    return event if version else {name: value for name, value in event.items() if name != "version"}


def rest_api(request):
    """API Gateway's REST APIs."""
    return payload_1(request, None)


def balancer(request, many=False):
    """An Application Load Balancer, with one value a header."""
    path, query = _parts(request)
    headers = _lower(request) | {"x-forwarded-for": f"{FORGED}, {VISITOR}"}
    pairs = [part.partition("=")[::2] for part in query.split("&") if part]
    if many:
        values = {
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "multiValueQueryStringParameters": {
                name: [value for other, value in pairs if other == name] for name, _ in pairs
            },
        }
    else:
        values = {"headers": headers, "queryStringParameters": dict(pairs)}
    return (
        {
            "requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:1:t/n/1"}},
            "httpMethod": request.method,
            "path": path,
        }
        | values
        | _body(request)
    )


def balancer_of_many(request):
    """An Application Load Balancer that was set to several values a header."""
    return balancer(request, many=True)


EVENTS = {
    "API Gateway 2.0 or a function URL": payload_2,
    "API Gateway 1.0": payload_1,
    "a REST API": rest_api,
    "a load balancer": balancer,
    "a load balancer of many values": balancer_of_many,
}


def read_result(result):
    """What the fronts make of the function's answer."""
    kind, value = result
    assert kind == "response", value
    headers = list((value.get("headers") or {}).items())
    for name, values in value.get("multiValueHeaders", {}).items():
        headers += [(name, each) for each in values]
    body = value["body"]
    body = b64decode(body) if value["isBase64Encoded"] else body.encode()
    return Response.of(value["statusCode"], headers, body)
