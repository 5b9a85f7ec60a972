"""The endpoint beside bare Flask and FastAPI: python -m bench.endpoint [ROUNDS] [MESSAGES]

Cold: CPU and wall of a fresh process, its import and first POST, from the checkout and from the bundle for
AWS. Warm: durable POSTs a second, 50 clients at once. Runs take turns: a busy machine is busy for all.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import trustme
from rich.console import Console
from rich.table import Table

from bench.load import load
from bench.rivals import warm
from tasks.build import ROOT
from tasks.bundle import make_bundle
from tasks.hcaptcha_standin.service import SECRET, SITEKEY, TEST_HOSTNAME
from tests.builders import a_practice_file
from tests.servers import Inbox, free_port, smtp_server

CLIENTS = 50
# The certificates that a machine trusts, as it keeps them: a folder (Debian, where one is read at a time) or
# one file (Red Hat, Amazon Linux, where all are read for a first connection).
FOLDER_OF_TRUSTED = Path("/etc/ssl/certs")
FILE_OF_TRUSTED = Path("/etc/pki/tls/cert.pem")
FORM = {
    "naam": "Ans de Wit",
    "email": "ans@voorbeeld.nl",
    "onderwerp": "life-coaching",
    "bereikbaar": "email",
    "bericht": "Hallo, mijn dochter praat met niemand meer.",
    "h-captcha-response": "a-token",
}
# From an empty path and the folder alone: what a platform's Python has.
FROM_FOLDER = (
    "import runpy, sys; sys.path[:0] = [sys.argv.pop(1)];"
    "runpy.run_module(sys.argv.pop(1), run_name='__main__')"
)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    messages = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    console = Console()
    with tempfile.TemporaryDirectory(dir=ROOT / "var") as folder, outside(Path(folder)) as environ:
        bundle = make_bundle("aws", target=Path(folder))
        console.print(cold(rounds, environ, unpack(bundle, Path(folder, "bundle")), bundle.stat().st_size))
        console.print(warm_table(max(rounds // 3, 3), messages, environ, Path(folder)))


def cold(rounds, environ, bundle, size):
    """The table of cold starts."""
    kinds = {
        "Flask, first request": ("cold_flask", ROOT),
        "FastAPI, the same job": ("cold_fastapi", ROOT),
        "Nabij": ("cold_nabij", ROOT),
        "Flask, from the bundle": ("cold_flask", bundle),
        "Nabij, from the bundle": ("cold_nabij", bundle),
    }
    found = {kind: [] for kind in kinds}
    for number in range(-1, rounds):
        for kind, (module, folder) in kinds.items():
            run = cold_run(module, folder, environ, number)
            # The first of each warms the disk's cache, and makes the store.
            if number >= 0:
                found[kind].append(run)
    middle = {kind: {name: median(runs, name) for name in runs[0]} for kind, runs in found.items()}
    table = Table("cold start", "CPU to captcha, ms", "x", "CPU in all, ms", "x", "wall, ms", "memory, MB")
    for kind, values in middle.items():
        base = middle["Flask, from the bundle" if "bundle" in kind else "Flask, first request"]["whole"]
        captcha = values.get("captcha")
        table.add_row(
            kind,
            f"{captcha * 1e3:.0f}" if captcha else "",
            f"{captcha / base:.2f}" if captcha else "",
            f"{values['whole'] * 1e3:.0f}",
            f"{values['whole'] / base:.2f}",
            f"{values['wall'] * 1e3:.0f}",
            f"{values['memory']:.0f}",
        )
    table.caption = f"The bundle for AWS, zipped: {size / 1e6:.1f} MB. Medians of {rounds} runs in turns."
    return table


def cold_run(module, folder, environ, number):
    """One fresh process; its own report, and the wall from its start to its end in seconds."""
    body = urlencode(FORM | {"bericht": f"{FORM['bericht']} {number} {time.time()}"})
    # -I and -S: nothing but the folder and the standard library. The checkout has its packages elsewhere.
    flags, path = (["-I", "-S"], folder) if folder != ROOT else ([], ROOT)
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *flags, "-c", FROM_FOLDER, path, f"bench.rivals.{module}", body],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    run = json.loads(done.stdout) | {"wall": time.perf_counter() - began}
    assert run["status"] == 201, run
    return run


def warm_table(rounds, messages, environ, folder):
    """The table of durable POSTs."""
    kinds = {
        "Flask, the same insert": "flask",
        "Nabij, stored": "nabij",
        "Nabij, stored and mailed": "mail",
    }
    found = {kind: [] for kind in kinds}
    for number in range(rounds):
        for kind, name in kinds.items():
            path = folder / f"{name}-{number}.sqlite"
            with serving(name, path, environ) as port:
                load(port, CLIENTS * 2, CLIENTS, FORM)
                found[kind].append(load(port, messages, CLIENTS, FORM))
    middle = {kind: {name: median(runs, name) for name in runs[0]} for kind, runs in found.items()}
    base = middle["Flask, the same insert"]
    table = Table("durable POSTs", "a second", "x", "p50, ms", "p99, ms", "x")
    for kind, values in middle.items():
        assert values["refused"] == 0, kind
        table.add_row(
            kind,
            f"{values['rate']:.0f}",
            f"{values['rate'] / base['rate']:.2f}",
            f"{values['p50'] * 1e3:.0f}",
            f"{values['p99'] * 1e3:.0f}",
            f"{values['p99'] / base['p99']:.2f}",
        )
    table.caption = f"waitress, {warm.THREADS} threads, {CLIENTS} clients; medians of {rounds} runs in turns."
    return table


@contextmanager
def serving(kind, path, environ):
    """A server of this kind on a port of its own."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.rivals.warm", kind, str(port), path],
        cwd=ROOT,
        env=environ | {"CONTACT_STORE": f"sqlite:///{path}"},
    )
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def outside(folder):
    """A captcha over TLS and a mail server on this machine; the environment of an endpoint that uses them."""
    authority = trustme.CA()
    with ExitStack() as stack:
        captcha = stack.enter_context(captcha_over_tls(authority))
        mail = stack.enter_context(smtp_server(Inbox()))
        limits = ",".join(f"{name}=9999999/day" for name in ("per_address", "total", "labelled"))
        yield {
            "PATH": os.environ["PATH"],
            "PRAKTIJK_TOML": str(a_practice_file(folder, hcaptcha_sitekey='""')),
            **trust(authority, folder),
            "CONTACT_ENV": "development",
            "CONTACT_TO": "coach@praktijk-test.nl",
            "CONTACT_FROM": "site@praktijk-test.nl",
            "CONTACT_STORE": f"sqlite:///{folder / 'outbox.sqlite'}",
            "CONTACT_SMTP": f"smtp://127.0.0.1:{mail}",
            "CONTACT_SECRET_KEY": "k" * 32,
            "CONTACT_LIMITS": limits,
            "HCAPTCHA_SECRET": SECRET,
            "HCAPTCHA_SITEKEY": SITEKEY,
            "HCAPTCHA_VERIFY_URL": f"https://localhost:{captcha}/siteverify",
        }


def trust(authority, folder):
    """The environment in which a process trusts what this machine trusts, and `authority`."""
    own = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(own))
    if FILE_OF_TRUSTED.exists():
        own.write_bytes(FILE_OF_TRUSTED.read_bytes() + own.read_bytes())
        return {"SSL_CERT_FILE": str(own)}
    command = ["openssl", "x509", "-noout", "-hash", "-in", str(own)]
    name = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    trusted = folder / "trusted"
    trusted.mkdir()
    for path in [*FOLDER_OF_TRUSTED.glob("*.[0-9]"), own]:
        (trusted / (path.name if path != own else f"{name}.0")).symlink_to(path.resolve())
    return {"SSL_CERT_DIR": str(trusted)}


@contextmanager
def captcha_over_tls(authority):
    """A siteverify that says yes; its port."""
    import ssl

    class Yes(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            answer = json.dumps({"success": True, "hostname": TEST_HOSTNAME}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *arguments):
            """Say nothing."""

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    server = ThreadingHTTPServer(("localhost", 0), Yes)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


def unpack(bundle, folder):
    """The bundle's files in `folder`, and beside them what asks them to run."""
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder)
    for name in ("__init__.py", "rivals/__init__.py", *(f"rivals/{part}.py" for part in RIVALS)):
        target = folder / "bench" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / "bench" / name).read_bytes())
    return folder


RIVALS = ("report", "cold_flask", "cold_nabij")


def median(runs, name):
    """The middle one of a value over all runs."""
    return statistics.median(run[name] for run in runs)


if __name__ == "__main__":
    main()
