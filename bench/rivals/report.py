"""How a cold start is told: one JSON object on standard output."""

import json
import resource
import sys


def cpu():
    """Seconds of CPU that this process used since it began, its interpreter's start included."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def report(**values):
    """`values` and the most memory that this process held, in MB."""
    # Not by getrusage, which begins with what the parent held (proc(5), VmHWM).
    with open("/proc/self/status") as status:
        (peak,) = (line.split()[1] for line in status if line.startswith("VmHWM"))
    sys.stdout.write(json.dumps(values | {"memory": int(peak) / 1024}) + "\n")


def post(app, body, kind="application/x-www-form-urlencoded"):
    """One POST to a WSGI application, no server between; its status."""
    from io import BytesIO

    started = []
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/contact",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.1",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_ACCEPT": "application/json",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    b"".join(app(environ, lambda status, headers, exc_info=None: started.append(status)))
    return int(started[0].split(" ")[0])
