"""A real Postgres in a folder of its own, on a Unix socket, run by a user who is not root."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.servers import free_port

INSTALL = "Postgres is missing. On Debian and Ubuntu: apt-get install postgresql. Or PG_BIN names its folder."
# Root may not run Postgres. Debian's package makes this user; any that is not root will do.
USER = "postgres"
ROOM = 2**30


class Server:
    """A running server. `url(NAME)` makes a database; `stop` and `start` are what a restart is made of."""

    def __init__(self, folder):
        self.folder = folder
        self._data = folder / "data"
        self._made = 0

    def create(self):
        """Make the cluster. Nothing in it is durable enough to time, all of it is durable."""
        _run(self.folder, "initdb", "-D", self._data, "-U", USER, "--auth=trust", "-E", "UTF8", "--no-sync")

    def start(self):
        """Start, and wait until it answers."""
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=100"
        _run(self.folder, "pg_ctl", "-D", self._data, "-l", self.folder / "log", "-w", "-o", options, "start")

    def stop(self, mode="immediate"):
        """Stop; "immediate" is what a power cut is to a server."""
        _run(self.folder, "pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    def url(self):
        """The address of a new, empty database."""
        self._made += 1
        name = f"test{self._made}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name}")
        return self._address(name)

    def _address(self, name):
        return f"postgresql://{USER}@/{name}?host={self.folder}"


@contextmanager
def running():
    """A server for the length of the block."""
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=_place()))
    if os.geteuid() == 0:
        shutil.chown(folder, USER if _exists(USER) else "nobody")
    server = Server(folder)
    try:
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def program(name):
    """The path of one of Postgres's programs, None where it is missing; Debian keeps them out of PATH."""
    places = [os.environ.get("PG_BIN", ""), *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")))]
    return shutil.which(name, path=os.pathsep.join([*reversed(places), os.environ.get("PATH", "")]))


def as_unprivileged(folder):
    """What subprocess needs to run a program as the owner of `folder`."""
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwuid(folder.stat().st_uid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _place():
    """In memory where there is room: a busy disk makes each start wait. A Unix socket's path is short."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ROOM else Path("/tmp")


def _exists(name):
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _run(folder, name, *arguments):
    path = program(name)
    if not path:
        raise FileNotFoundError(INSTALL)
    done = subprocess.run(
        [path, *map(str, arguments)],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **as_unprivileged(folder),
    )
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr}")


@contextmanager
def pooler(server, url):
    """pgbouncer in transaction mode before the database at `url`, two connections for all; its address."""
    folder = Path(tempfile.mkdtemp(prefix="pooler", dir=server.folder))
    port = free_port()
    name = url.partition("@/")[2].partition("?")[0]
    (folder / "pgbouncer.ini").write_text(
        "[databases]\n"
        f"{name} = host={server.folder} user={USER}\n"
        "[pgbouncer]\n"
        f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n"
        f"pool_mode = transaction\ndefault_pool_size = 2\nlogfile = {folder}/log\n"
    )
    if os.geteuid() == 0:
        shutil.chown(folder, server.folder.owner())
        (folder / "pgbouncer.ini").chmod(0o644)
    process = subprocess.Popen(
        [pooler_program(), "-q", folder / "pgbouncer.ini"],
        cwd=folder,
        stderr=subprocess.DEVNULL,
        **as_unprivileged(folder),
    )
    address = f"postgresql://{USER}@127.0.0.1:{port}/{name}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def pooler_program():
    """The path of pgbouncer, None where it is missing."""
    return shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")


def _wait(address, process):
    deadline = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise AssertionError("pgbouncer did not start")
