"""Vercel's own runtime, with a stub of the socket by which it tells its platform that it is ready."""

import json
import socket
from contextlib import contextmanager

from tests.builders import ROOT
from tests.contract.platforms.conversation import VISITOR
from tests.contract.platforms.processes import ask, running

# What Vercel's front adds, and writes over what a sender put there.
HEADERS = (("X-Forwarded-For", VISITOR), ("X-Vercel-Forwarded-For", VISITOR), ("X-Real-IP", VISITOR))


@contextmanager
def runtime(environ, log, folder):
    """A function from Request to Response, through vercel-runtime."""
    entry = ROOT / "deploy" / "vercel" / "api" / "index.py"
    path = str(folder / "ipc.sock")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        listener.settimeout(30)
        own = {
            "VERCEL_IPC_PATH": path,
            "__VC_HANDLER_ENTRYPOINT": "api/index.py",
            "__VC_HANDLER_ENTRYPOINT_ABS": str(entry),
            "__VC_HANDLER_MODULE_NAME": "api.index",
            "__VC_HANDLER_VARIABLE_NAME": "app",
        }
        with running(["-m", "vercel_runtime.vc_init"], environ | own, log):
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as messages:
                port = _port(messages)
                yield lambda request: ask(port, request, HEADERS)


def _port(messages):
    buffer = b""
    while byte := messages.read(1):
        if byte != b"\0":
            buffer += byte
            continue
        message = json.loads(buffer)
        if message["type"] == "server-started":
            return message["payload"]["httpPort"]
        buffer = b""
    raise AssertionError("vercel-runtime never said that it started")
