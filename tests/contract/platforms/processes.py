"""Runtimes that are programs of their own, with HTTP in front: started, talked to, ended."""

import http.client
import os
import subprocess
import sys
from contextlib import contextmanager

from tests.builders import ROOT
from tests.contract.platforms.conversation import Response
from tests.servers import answers, free_port


@contextmanager
def running(arguments, environ, log):
    """A Python program with `environ` added to this process's environment; its output in the file `log`."""
    with open(log, "wb") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | environ,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def over_http(arguments, environ, log, platform_headers=()):
    """A function from Request to Response for a program that listens on the port "{port}" of its arguments.

    `platform_headers` is what a platform's front adds.
    """
    port = free_port()
    arguments = [str(argument).format(port=port) for argument in arguments]
    with running(arguments, environ, log) as process:
        assert answers(port, lambda: process.poll() is None), f"did not start:\n{log.read_text()}"
        yield lambda request: ask(port, request, platform_headers)


def ask(port, request, platform_headers=()):
    """Send `request` to `port` of this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    added = {name.lower() for name, _ in platform_headers}
    try:
        connection.putrequest(request.method, request.path, skip_host=True, skip_accept_encoding=True)
        for name, value in request.all_headers():
            if name.lower() not in added:
                connection.putheader(name, value)
        for name, value in platform_headers:
            connection.putheader(name, value)
        connection.endheaders(request.body or None)
        answer = connection.getresponse()
        return Response.of(answer.status, answer.getheaders(), answer.read())
    finally:
        connection.close()
