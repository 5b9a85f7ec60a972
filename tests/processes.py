"""The endpoint as a process of its own, with neighbours on this machine, for tests that kill it."""

import os
import subprocess
import sys
from contextlib import contextmanager

from tasks.hcaptcha_standin.service import SECRET, SITEKEY
from tests.builders import ROOT, production_environ
from tests.preview import fetch
from tests.servers import free_port


def development_environ(folder, captcha, smtp_port, **changes):
    """An environment for it: `captcha` is the stand-in's address, mail goes to a port on loopback."""
    environ = {
        "CONTACT_ENV": "development",
        "CONTACT_SITE_URL": "http://localhost:8000",
        "CONTACT_SMTP": f"smtp://127.0.0.1:{smtp_port}",
        "HCAPTCHA_SECRET": SECRET,
        "HCAPTCHA_SITEKEY": SITEKEY,
        "HCAPTCHA_VERIFY_URL": f"{captcha}/siteverify",
    }
    return production_environ(folder, **(environ | changes))


@contextmanager
def endpoint_process(environ, *program, port=None, log=None):
    """It, answering: the process and its address. `program` is what to run instead of `tasks.api`.

    `log` is an open file for what it says, instead of our own.
    """
    port = port or free_port()
    command = [sys.executable, "-m", *(program or ("tasks.api",)), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environ, stderr=log)
    try:
        while process.poll() is None:
            try:
                fetch(f"http://127.0.0.1:{port}/health")
                break
            except OSError:
                continue
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
