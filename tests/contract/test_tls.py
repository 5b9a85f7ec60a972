"""What a TLS connection of ours trusts."""

import os
import socket
import ssl
import subprocess
import sys
import threading

import pytest
import trustme

from contact_api.tls import client_context
from tests.builders import ROOT


@pytest.fixture(autouse=True)
def no_file(monkeypatch):
    """Where the machine's own environment names one."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)


@pytest.fixture
def authority():
    return trustme.CA()


@pytest.fixture
def server(authority):
    """A TLS server for localhost on loopback that greets; its port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet():
            try:
                connection, _ = listener.accept()
                with connection, context.wrap_socket(connection, server_side=True) as tls:
                    tls.sendall(b"hallo")
            except OSError:
                """Whoever does not trust us hangs up."""

        thread = threading.Thread(target=greet)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(10)


def greeting(port, host="localhost"):
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as connection,
        client_context().wrap_socket(connection, server_hostname=host) as tls,
    ):
        return tls.recv(10)


def hashed(authority, folder):
    """The authority in a folder as Debian keeps them, under the hash of its name."""
    folder.mkdir()
    path = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    command = ["openssl", "x509", "-noout", "-hash", "-in", path]
    name = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    path.rename(folder / f"{name}.0")
    return folder


def test_one_that_nobody_vouches_for_is_refused(server):
    """Whatever this machine trusts, it is not that."""
    with pytest.raises(ssl.SSLCertVerificationError):
        greeting(server)


def test_a_folder_of_certificates_is_trusted(server, authority, tmp_path, monkeypatch):
    """Read one at a time: nothing is read before it is asked for."""
    monkeypatch.setenv("SSL_CERT_DIR", str(hashed(authority, tmp_path / "trusted")))
    assert client_context().cert_store_stats()["x509"] == 0
    assert greeting(server) == b"hallo"


def test_a_file_of_certificates_is_trusted(server, authority, tmp_path, monkeypatch):
    """Before every folder."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    assert greeting(server) == b"hallo"


def test_the_name_must_be_the_hosts(server, authority, tmp_path, monkeypatch):
    """A certificate of somebody else's is no better than none."""
    monkeypatch.setenv("SSL_CERT_DIR", str(hashed(authority, tmp_path / "trusted")))
    with pytest.raises(ssl.SSLCertVerificationError):
        greeting(server, "elders.example")


def test_a_folder_without_hashes_is_left_to_openssl(tmp_path, monkeypatch):
    """As on Red Hat: then the file that the machine has is read."""
    (tmp_path / "bundle.crt").write_text("")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    standard = ssl.create_default_context()
    assert client_context().cert_store_stats() == standard.cert_store_stats()
    assert client_context().verify_mode is ssl.CERT_REQUIRED
    assert client_context().check_hostname
    assert client_context() is client_context()


def test_the_module_loads_no_tls():
    """Until a connection asks for it."""
    code = "import sys, contact_api.tls; print('ssl' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
