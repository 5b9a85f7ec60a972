"""nginx and Apache themselves, where this machine has them, with what `make publish` writes for them."""

import gzip
import http.client
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import SimpleNamespace

import brotli
import pytest

from tasks.editor import package
from tests.editor_package import a_package
from tests.live_site import build_live_site_with_editor
from tests.servers import free_port
from tests.site.pages import file_at, read_site
from tests.static_host import headers_for, parse_headers

PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
APACHE_MODULES = Path("/usr/lib/apache2/modules")

NGINX = """
master_process off;
pid {room}/nginx.pid;
error_log {room}/error.log;
events {{ }}
http {{
    access_log off;
    types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; }}
    client_body_temp_path {room}/body;
    proxy_temp_path {room}/proxy;
    fastcgi_temp_path {room}/fastcgi;
    uwsgi_temp_path {room}/uwsgi;
    scgi_temp_path {room}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {room}/site;
        include {room}/nginx.conf;
    }}
}}
"""
APACHE = """
ServerRoot {room}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {room}/apache.pid
ErrorLog {room}/error.log
{modules}
TypesConfig /etc/mime.types
{user}
DocumentRoot {room}/site
<Directory {room}/site>
    AllowOverride FileInfo Indexes AuthConfig
    Require all granted
</Directory>
"""
MODULES = ("mpm_event", "authz_core", "authz_host", "dir", "mime", "headers", "rewrite", "env")


@pytest.fixture(scope="module")
def room():
    """The live site with the editor and nginx.conf, in a folder that a web server's own user may read."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        room.chmod(0o755)
        build_live_site_with_editor(room, a_package(room / "var"))
        yield room


@pytest.fixture(scope="module")
def nginx(room):
    """nginx with the site, after its own check of the configuration."""
    program = shutil.which("nginx", path=PATH) or pytest.skip("nginx is not installed")
    port = free_port()
    (room / "main.conf").write_text(NGINX.format(room=room, port=port))
    command = (program, "-e", str(room / "error.log"), "-c", str(room / "main.conf"))
    check(*command, "-t")
    check(*command)
    yield SimpleNamespace(port=port)
    check(*command, "-s", "stop")


@pytest.fixture(scope="module")
def apache(room):
    """Apache with the site and its .htaccess, after its own check of the configuration."""
    program = shutil.which("apache2", path=PATH) or pytest.skip("Apache is not installed")
    if not APACHE_MODULES.is_dir():
        pytest.skip("Apache's modules are not where Debian has them")
    port = free_port()
    modules = "\n".join(f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so" for name in MODULES)
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    (room / "apache.conf").write_text(APACHE.format(room=room, port=port, modules=modules, user=user))
    command = (program, "-f", str(room / "apache.conf"))
    check(*command, "-t")
    check(*command, "-k", "start")
    yield SimpleNamespace(port=port)
    check(*command, "-k", "stop")


@pytest.fixture(params=["nginx", "apache"])
def server(request):
    return request.getfixturevalue(request.param)


def check(*command):
    """Run a program that has to succeed."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PATH": PATH}
    )
    assert done.returncode == 0, done.stdout + done.stderr


def ask(server, path, coding="identity"):
    """Status, headers and body of a GET."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": coding})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_every_page_and_script_has_its_headers_once(server, room, coding):
    """The same as from a host that reads `_headers`; compressed or not."""
    rules = parse_headers((room / "site" / "_headers").read_text(encoding="utf-8"))
    paths = [page.address for page in read_site(room / "site").pages]
    theme = (room / "site" / "theme").iterdir()
    paths += ["/beheer/instellingen.json", f"/beheer/pakket/cms@{package.VERSION}/dist/sveltia-cms.js"]
    paths += [f"/theme/{path.name}" for path in theme if path.suffix in (".js", ".json", ".css")]
    for path in paths:
        status, headers, _ = ask(server, path, coding)
        assert status == 200, path
        found = {name: headers.get_all(name) for name in headers_for(rules, path)}
        assert found == {name: [value] for name, value in headers_for(rules, path).items()}, path


def test_compressed_copies_are_served_to_whoever_takes_them(server, room):
    """Under the type of the file itself."""
    for path in ("/", "/contact/", "/theme/site.css"):
        content = file_at(room / "site", path).read_bytes()
        kind = "text/css" if path.endswith("css") else "text/html"
        for coding in ("gzip", "identity"):
            _, headers, body = ask(server, path, coding)
            assert headers["Content-Type"].startswith(kind)
            assert headers.get("Content-Encoding", "identity") == coding
            assert (gzip.decompress(body) if coding == "gzip" else body) == content


def test_apache_serves_brotli_without_a_module_for_it(apache, room):
    """Where it is accepted, before gzip."""
    _, headers, body = ask(apache, "/", "gzip, deflate, br")
    assert headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in headers["Vary"]
    assert brotli.decompress(body) == (room / "site" / "index.html").read_bytes()


def test_what_is_not_there_gets_the_sites_own_page(server, room):
    """404, our words, the headers for everything and a policy for that page."""
    status, headers, body = ask(server, "/bestaat-niet/")
    assert status == 404
    assert body == (room / "site" / "404.html").read_bytes()
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_what_is_for_hosts_is_not_served(server):
    """Neither file is a secret, and neither is part of the site."""
    assert ask(server, "/_headers")[0] in (403, 404)
    assert ask(server, "/.htaccess")[0] in (403, 404)
