"""A page of the preview hears of every build since the one that it came with."""

import http.client
import json
import re

import pytest

from tasks.preview_server import EVENTS, PreviewServer
from tests.servers import at_work


class Page:
    """What a browser does with one: it is asked for, and later it listens."""

    def __init__(self, port):
        self._port = port
        self.status, self.text = self._ask("/")
        self.build = re.search('data-build="([0-9]+)"', self.text)[1]

    def _ask(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        connection.request("GET", path, headers={"Host": f"localhost:{self._port}"})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def first_event(self, query=None):
        """The name and the data of the first one that comes."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        address = f"{EVENTS}?build={self.build}" if query is None else EVENTS + query
        connection.request("GET", address, headers={"Host": f"localhost:{self._port}"})
        response = connection.getresponse()
        name, data = (response.readline().decode().rstrip() for _ in range(2))
        connection.close()
        return name.removeprefix("event: "), data.removeprefix("data: ")


@pytest.fixture
def server(tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html><title>a</title>")
    server = PreviewServer(0)
    with at_work(server):
        yield server


def test_a_page_that_came_before_a_build_and_listens_after_it_is_told(server, tmp_path):
    """All that changed since, whatever came between; and nothing of before."""
    server.publish(tmp_path, ["index.html", "weg/index.html"])
    page = Page(server.guard.port)
    server.publish(tmp_path, ["over/index.html"])
    server.publish(tmp_path, ["index.html"])
    name, data = page.first_event()
    assert (name, json.loads(data)) == ("changed", ["index.html", "over/index.html"])


@pytest.mark.parametrize("query", [None, "", "?build=", "?build=x", "?build=-1", "?build=" + "9" * 5000])
def test_a_page_that_missed_nothing_is_told_of_what_comes(server, tmp_path, query):
    """So is one that does not say, or says nonsense."""
    server.publish(tmp_path, ["index.html"])
    page = Page(server.guard.port)
    server.refuse("Dit ging mis.")
    assert page.first_event(query) == ("problem", "Dit ging mis.")


def test_a_page_that_came_before_there_was_a_site_asks_again(server, tmp_path):
    """Also when the first build found all of it on the disk, so that no file changed."""
    page = Page(server.guard.port)
    assert page.status == 503
    assert '<meta http-equiv="refresh" content="1">' in page.text
    server.publish(tmp_path, [])
    assert Page(server.guard.port).status == 200
