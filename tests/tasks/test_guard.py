"""What the preview answers beside pages, and to whom."""

import http.client
import socket
from email.message import Message
from http import HTTPStatus

import pytest

from tasks.guard import TOKEN_HEADER, WRONG_HOST, WRONG_ORIGIN, WRONG_TOKEN, Guard
from tasks.preview_server import EVENTS, SCRIPT, PreviewServer
from tasks.routes import Answer, Routes, refusal
from tests.servers import at_work

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
    with at_work(server):
        yield Asked(server)


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
        ([("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")], WRONG_ORIGIN),
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
    [
        [],
        ["elders.nl"],
        ["elders.nl:{port}"],
        ["localhost"],
        ["localhost:1"],
        ["LOCALHOST.elders.nl:{port}"],
        ["{own}", "{own}"],
    ],
)
@pytest.mark.parametrize("path", ["/", "/weg", "/doen/", "/open", EVENTS, SCRIPT])
def test_another_name_for_this_machine_is_refused(asked, host, path):
    """DNS rebinding: the name of another leads here. Nothing is served to it, the pages neither."""
    port = asked.server.guard.port
    hosts = [name.format(port=port, own=f"localhost:{port}") for name in host]
    status, _, text = asked.ask("GET", path, host=hosts)
    assert (status, text) == (403, WRONG_HOST.format(port=port) + "\n")
    assert asked.reached == []


def headers_of(*pairs):
    """As the server reads them, in this order."""
    headers = Message()
    for name, value in pairs:
        headers[name] = value
    return headers


def test_a_guard_looks_at_host_origin_and_token_by_itself():
    """Whatever the server that asks it has looked at: the one right request, and each that has one fault."""
    guard = Guard(8000)
    right = [("Host", "localhost:8000"), ("Origin", "http://localhost:8000"), (TOKEN_HEADER, guard.token)]
    assert guard.refuses(headers_of(*right)) == ""
    host, origin, token = right
    refused = {
        "host": guard.refuses(
            headers_of(("Host", "elders.nl:8000"), ("Origin", "http://elders.nl:8000"), token)
        ),
        "origin": guard.refuses(headers_of(host, ("Origin", "http://127.0.0.1:8000"), token)),
        "token": guard.refuses(headers_of(host, origin, (TOKEN_HEADER, guard.token[:-1]))),
        "second": guard.refuses(headers_of(*right, (TOKEN_HEADER, "geraden"))),
    }
    assert refused == {
        "host": WRONG_HOST.format(port=8000),
        "origin": WRONG_ORIGIN,
        "token": WRONG_TOKEN,
        "second": WRONG_TOKEN,
    }


def test_a_browser_leaves_out_the_port_of_http():
    """On port 80 the Host is the name alone, and only there."""
    for host, answered in (("localhost", True), ("127.0.0.1:80", True), ("localhost:8000", False)):
        assert (Guard(80).refuses_host(headers_of(("Host", host))) == "") is answered


def test_each_preview_has_a_token_of_its_own():
    """Nobody can know it who did not read a page of this very one."""
    assert len({Guard(8000).token for _ in range(20)}) == 20


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
        ([("Content-Length", "\u00b2")], None, 411),
    ],
)
def test_a_body_is_measured_before_it_is_read(asked, headers, body, status):
    """By its length in front; without one it is not read, and nothing of it is taken for a next request."""
    got, answered, _ = asked.ask("POST", "/doen/", headers, body)
    assert (got, answered["Connection"]) == (status, "close")
    assert asked.reached == []


def test_a_body_that_breaks_off_reaches_nothing(asked):
    """Half of what a page wanted to say is something else."""
    port = asked.server.guard.port
    head = f"POST /doen/ HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 9\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"{head}{TOKEN_HEADER}: {asked.server.guard.token}\r\n\r\nhalf".encode())
        connection.shutdown(socket.SHUT_WR)
        assert connection.makefile("rb").readline().split()[1] == b"400"
    assert asked.reached == []


def test_events_are_for_no_other_page(asked):
    """They can be shown in no frame, and be no part of another's page."""
    connection = http.client.HTTPConnection("127.0.0.1", asked.server.guard.port, timeout=10)
    connection.request("GET", EVENTS, headers={"Host": f"localhost:{asked.server.guard.port}"})
    response = connection.getresponse()
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    response.close()
    connection.close()


@pytest.mark.parametrize(
    "path", ["/../geheim.txt", "/%2e%2e/geheim.txt", "/..%2Fgeheim.txt", "/link/geheim.txt"]
)
def test_nothing_outside_the_site_is_served(asked, tmp_path, path):
    """However its place is written, or a link says it."""
    (tmp_path.parent / "geheim.txt").write_text("geheim")
    (tmp_path / "link").symlink_to(tmp_path.parent)
    status, _, text = asked.ask("GET", path)
    assert (status, "geheim" in text) == (404, False)


def test_it_listens_on_this_machine_alone(asked):
    """No other machine of the same network gets as far as the guard."""
    assert asked.server.socket.getsockname()[0] == "127.0.0.1"


def test_a_folder_without_its_slash_leads_to_this_site(asked, tmp_path):
    """Two slashes in front would be another machine."""
    (tmp_path / "map").mkdir()
    status, headers, _ = asked.ask("GET", "//map")
    assert (status, headers["Location"]) == (301, "/map/")
    assert asked.ask("GET", "/map%00")[0] == 404
    assert asked.ask("POST", EVENTS)[0] == 405


def test_a_problem_is_over_once_there_is_something_newer(asked, tmp_path):
    """A page that is opened later hears of the last one alone."""
    asked.server.refuse("kapot")
    assert asked.server.listen().get(timeout=10) == ("problem", "kapot")
    asked.server.publish(tmp_path, ())
    assert asked.server.listen().empty()


def test_the_longest_path_goes_first():
    """A folder holds what lies under it, a file itself alone."""
    routes = Routes()
    for path in ("/a/", "/a/b/", "/c"):
        routes.add("GET", path, lambda _, path=path: refusal(404, path))
    found = {path: [*routes.find(path).values()] for path in ("/a/x", "/a/b/x", "/a", "/c", "/c/d", "/")}
    said = {path: route[0].answer(None).body.decode().strip() for path, route in found.items() if route}
    assert said == {"/a/x": "/a/", "/a/b/x": "/a/b/", "/c": "/c"}
