"""What is in deploy/ for one's own machine and for AWS, read by the tools that it is for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import trustme

from tests.builders import ROOT
from tests.servers import free_port

PATH = f"{os.environ['PATH']}:/usr/sbin"


def run(*arguments):
    done = subprocess.run([*map(str, arguments)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def program(name, package):
    found = shutil.which(name, path=PATH)
    if not found:
        pytest.skip(f"{name} is missing. On Debian and Ubuntu: apt-get install {package}")
    return found


def test_the_template_for_aws_is_clean():
    """cfn-lint has nothing to say; CloudFormation reads no YAML aliases."""
    template = ROOT / "deploy" / "aws" / "template.yaml"
    assert run(Path(sys.executable).with_name("cfn-lint"), template) == (0, "")
    assert not [line for line in template.read_text().splitlines() if ": &" in line or ": *" in line]


def test_nginx_takes_the_endpoints_configuration(tmp_path):
    """With a certificate and ports of this machine's own."""
    nginx = program("nginx", "nginx-light")
    authority = trustme.CA().issue_cert("contact.example.nl")
    authority.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "both.pem"))
    text = (ROOT / "deploy" / "nginx" / "endpoint.conf").read_text()
    for name in ("fullchain.pem", "privkey.pem"):
        text = text.replace(f"/etc/letsencrypt/live/contact.example.nl/{name}", str(tmp_path / "both.pem"))
    for port in ("443 ssl", "80"):
        number, _, rest = port.partition(" ")
        assert f"    listen {port};\n    listen [::]:{port};\n" in text
        # One such as 44809 has an 80 in it too.
        free = next(free for free in iter(free_port, None) if number not in str(free))
        listen = f"    listen 127.0.0.1:{free} {rest}".rstrip() + ";\n"
        text = text.replace(f"    listen {port};\n    listen [::]:{port};\n", listen)
        assert number not in listen.split(":")[1]
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{ access_log off;\n"
        + "".join(
            f"{kind}_temp_path {tmp_path}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + text
        + "}\n"
    )
    code, said = run(nginx, "-t", "-q", "-c", tmp_path / "nginx.conf", "-p", tmp_path)
    assert (code, said) == (0, "")


def test_caddy_takes_the_endpoints_configuration():
    """As it is."""
    caddy = program("caddy", "caddy")
    code, said = run(caddy, "validate", "--adapter", "caddyfile", "--config", ROOT / "deploy/caddy/Caddyfile")
    assert code == 0, said
