"""What the preview answers beside pages, and to whom."""

import http.client
import threading
from http import HTTPStatus

import pytest

from tasks.guard import TOKEN_HEADER, WRONG_HOST, WRONG_ORIGIN, WRONG_TOKEN
from tasks.preview_server import EVENTS, SCRIPT, PreviewServer
from tasks.routes import Answer, Routes, refusal

PAGE = "<!doctype html><title>a</title>"


class Asked:
    """A running preview with two routes that remember what reached them."""

    def __init__(self, server):
        self.server = server
        self.reached = []
        for method in ("GET", "POST"):
            server.routes.add(method, "/doen/", self._reach, limit=10)
        server.routes.add("GET", "/open", lambda _: Answer(body=b"open"), guarded=False)
        self.own = f"http://localhost:{server.guard.port}"

    def _reach(self, request):
        self.reached.append((request.method, request.path, request.query, request.body))
        return Answer(HTTPStatus.CREATED, b"gedaan", headers=(("X-Own", "a"),))

    def ask(self, method, path, headers=(), body=None, *, host=None, token=True):
        """One raw request: status, headers, text. `headers` are pairs."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.guard.port, timeout=10)
        connection.putrequest(method, path, skip_host=True)
        hosts = [f"localhost:{self.server.guard.port}"] if host is None else host
        pairs = [("Host", name) for name in hosts] + list(headers)
        pairs += [(TOKEN_HEADER, self.server.guard.token)] if token else []
        pairs += [("Content-Length", str(len(body)))] if body is not None else []
        for name, value in pairs:
            connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        try:
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()


@pytest.fixture
def asked(tmp_path):
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "404.html").write_text(PAGE)
    server = PreviewServer(0)
    server.publish(tmp_path, ())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Asked(server)
    server.shutdown()
    thread.join(10)
    server.server_close()


def test_a_page_of_the_preview_reaches_a_route(asked):
    """With the method, the path below, the query and the body, by either of its two names."""
    name = f"127.0.0.1:{asked.server.guard.port}"
    own = [("Origin", f"http://{name}"), ("Sec-Fetch-Site", "same-origin")]
    status, headers, text = asked.ask("POST", "/doen/a%20b?c=d", own, b"lijf", host=[name])
    assert (status, headers["X-Own"], text) == (201, "a", "gedaan")
    assert asked.ask("GET", "/doen/")[0] == 201
    assert asked.ask("HEAD", "/doen/")[2] == ""
    assert asked.reached == [("POST", "/doen/a%20b", "c=d", b"lijf")] + [("GET", "/doen/", "", b"")] * 2


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ([("Origin", "http://localhost:1")], WRONG_ORIGIN),
        ([("Origin", "null")], WRONG_ORIGIN),
        ([("Origin", "https://elders.nl")], WRONG_ORIGIN),
        ([("Origin", "{own}"), ("Origin", "https://elders.nl")], WRONG_ORIGIN),
        ([("Sec-Fetch-Site", "same-site")], WRONG_ORIGIN),
        ([("Sec-Fetch-Site", "cross-site")], WRONG_ORIGIN),
        ([("Sec-Fetch-Site", "none")], WRONG_ORIGIN),
        ([("Origin", "{own}"), ("Sec-Fetch-Site", "cross-site")], WRONG_ORIGIN),
        # A second token beside the true one, which `ask` adds.
        ([(TOKEN_HEADER, "geraden")], WRONG_TOKEN),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_origin_is_refused(asked, method, headers, why):
    """Even with the token; in a line of text, and nothing happened."""
    pairs = [(name, value.format(own=asked.own)) for name, value in headers]
    status, got, text = asked.ask(method, "/doen/", pairs)
    assert (status, got["Content-Type"], text) == (403, "text/plain; charset=utf-8", f"{why}\n")
    assert asked.reached == []


@pytest.mark.parametrize("token", [[], [("X-Nabij-Token", "")], [("X-Nabij-Token", "caf\u00e9")]])
def test_a_request_without_the_token_is_refused(asked, token):
    """From our own origin too: a page of an earlier preview may still be open."""
    pairs = [("Origin", asked.own), ("Sec-Fetch-Site", "same-origin"), *token]
    status, _, text = asked.ask("POST", "/doen/", pairs, b"a", token=False)
    assert (status, text) == (403, f"{WRONG_TOKEN}\n")
    assert asked.reached == []


@pytest.mark.parametrize(
    "host",
    [[], ["elders.nl"], ["localhost"], ["localhost:1"], ["LOCALHOST.elders.nl:{port}"], ["{own}", "{own}"]],
)
@pytest.mark.parametrize("path", ["/", "/weg", "/doen/", "/open", EVENTS, SCRIPT])
def test_another_name_for_this_machine_is_refused(asked, host, path):
    """DNS rebinding: the name of another leads here. Nothing is served to it, the pages neither."""
    port = asked.server.guard.port
    hosts = [name.format(port=port, own=f"localhost:{port}") for name in host]
    status, _, text = asked.ask("GET", path, host=hosts)
    assert (status, text) == (403, WRONG_HOST.format(port=port) + "\n")
    assert asked.reached == []


def test_no_answer_is_for_another_origin(asked):
    """No CORS, no frame, no guess at a type; a page and a route can't be a part of another's page either."""
    for path in ("/", "/weg", "/doen/", "/open", SCRIPT):
        _, headers, _ = asked.ask("GET", path, [("Origin", asked.own)])
        assert not [name for name in headers if name.lower().startswith("access-control")]
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    for origin in ("https://elders.nl", "null"):
        status, headers, _ = asked.ask("GET", EVENTS, [("Origin", origin)])
        assert (status, headers["Access-Control-Allow-Origin"]) == (403, None)


def test_the_token_is_in_pages_alone(asked):
    """A script can be loaded by any page of this browser; a page can't be read by it."""
    token = asked.server.guard.token
    assert f'data-token="{token}"' in asked.ask("GET", "/", token=False)[2]
    assert token not in asked.ask("GET", SCRIPT, token=False)[2]
    assert token not in repr(asked.server.guard)
    assert len(token) >= 43


def test_other_methods_are_told_which_there_are(asked):
    """A preflight of CORS among them."""
    for method in ("OPTIONS", "PUT", "DELETE", "PATCH"):
        status, headers, _ = asked.ask(method, "/doen/x")
        assert (status, headers["Allow"]) == (405, "GET, HEAD, POST")
    status, headers, _ = asked.ask("POST", "/", body=b"a")
    assert (status, headers["Allow"]) == (405, "GET, HEAD")
    assert asked.reached == []


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ([], b"x" * 11, 413),
        ([("Transfer-Encoding", "chunked")], None, 411),
        ([("Content-Length", "-1")], None, 411),
        ([("Content-Length", "1_0")], None, 411),
    ],
)
def test_a_body_is_measured_before_it_is_read(asked, headers, body, status):
    """By its length in front; without one it is not read, and nothing of it is taken for a next request."""
    got, answered, _ = asked.ask("POST", "/doen/", headers, body)
    assert (got, answered["Connection"]) == (status, "close")
    assert asked.reached == []


def test_the_longest_path_goes_first():
    """A folder holds what lies under it, a file itself alone."""
    routes = Routes()
    for path in ("/a/", "/a/b/", "/c"):
        routes.add("GET", path, lambda _, path=path: refusal(404, path))
    found = {path: [*routes.find(path).values()] for path in ("/a/x", "/a/b/x", "/a", "/c", "/c/d", "/")}
    said = {path: route[0].answer(None).body.decode().strip() for path, route in found.items() if route}
    assert said == {"/a/x": "/a/", "/a/b/x": "/a/b/", "/c": "/c"}
