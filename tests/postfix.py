"""A Postfix of one's own: configuration, queue and mailboxes in one folder, own ports, nothing in /etc.

https://www.postfix.org/MULTI_INSTANCE_README.html
"""

import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers import free_port

DAEMONS = Path("/usr/lib/postfix/sbin")
MAILBOX = "coach@praktijk-test.nl"
_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
daemon_directory = {daemons}
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.praktijk-test.nl
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
virtual_mailbox_domains = praktijk-test.nl
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = inline:{{{mailbox}=coach/}}
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
default_transport = discard
smtpd_tls_cert_file = {folder}/chain.pem
smtpd_tls_key_file = {folder}/chain.pem
"""
_MASTER = """
cleanup  unix n - n - 0 cleanup
refusing unix n - n - 0 cleanup -o header_checks=regexp:{folder}/checks
qmgr     unix n - n 300 1 qmgr
rewrite  unix - - n - - trivial-rewrite
bounce   unix - - n - 0 bounce
defer    unix - - n - 0 bounce
virtual  unix - n n - - virtual
discard  unix - - n - - discard
error    unix - - n - - error
retry    unix - - n - - error
tlsmgr   unix - - n 1000? 1 tlsmgr
anvil    unix - - n - 1 anvil
proxymap unix - - n - - proxymap
postlog  unix-dgram n - n - 1 postlogd
"""


def missing():
    """What has to be done before a Postfix can run here, "" when nothing has."""
    if not shutil.which("postfix", path=f"{os.environ['PATH']}:/usr/sbin"):
        return "Postfix is not installed: apt-get install postfix"
    return "" if os.geteuid() == 0 else "Postfix starts as root alone"


@dataclass
class Postfix:
    """A running one. `ports` by the name of what they do (see `DOORS`)."""

    folder: Path
    ports: dict
    _seen: set = field(default_factory=set)

    def new_mails(self):
        """The bytes of each mail that reached the mailbox since the last time this was asked."""
        paths = sorted(set(self.folder.glob("mail/coach/new/*")) - self._seen)
        self._seen |= set(paths)
        return [path.read_bytes() for path in paths]

    def settle(self):
        """Return once all that was accepted lies in its mailbox."""
        queues = ("incoming", "active", "maildrop")
        while any(path.is_file() for name in queues for path in (self.folder / "spool" / name).rglob("*")):
            pass


def doors(policy_port):
    """What each port does otherwise than the plain one."""
    return {
        "plain": "",
        "tls": "-o smtpd_tls_security_level=encrypt",
        "full": "-o queue_minfree=1000000000000000",
        "small": "-o message_size_limit=300",
        "refusing": "-o cleanup_service_name=refusing",
        "greylisting": "-o smtpd_recipient_restrictions="
        f"check_policy_service,inet:127.0.0.1:{policy_port},permit_mynetworks,reject",
    }


@contextmanager
def postfix(certificate, policy_port):
    """Postfix with `certificate` (a trustme.LeafCert), asking about greylisting at `policy_port`."""
    # Its own users must get in, which they can't in a folder of pytest's.
    folder = Path(tempfile.mkdtemp(prefix="postfix-"))
    ports = {name: free_port() for name in doors(0)}
    try:
        _configure(folder, ports, certificate, policy_port)
        process = subprocess.Popen(
            ["/usr/sbin/postfix", "-c", folder / "conf", "start-fg"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            for port in ports.values():
                _wait_for(port, process, folder)
            yield Postfix(folder, ports)
        finally:
            # Postfix's own main process, which ends all the others; the command waits for it.
            os.kill(int((folder / "spool" / "pid" / "master.pid").read_text()), signal.SIGTERM)
            process.wait(20)
    finally:
        shutil.rmtree(folder)


def _configure(folder, ports, certificate, policy_port):
    folder.chmod(0o755)
    for name, owner in (("conf", "root"), ("spool", "root"), ("data", "postfix"), ("mail", "nobody")):
        (folder / name).mkdir()
        shutil.chown(folder / name, owner)
    certificate.private_key_and_cert_chain_pem.write_to_path(str(folder / "chain.pem"))
    nobody = pwd.getpwnam("nobody")
    values = {
        "folder": folder,
        "mailbox": MAILBOX,
        "uid": nobody.pw_uid,
        "gid": nobody.pw_gid,
        "daemons": DAEMONS,
    }
    (folder / "conf" / "main.cf").write_text(_MAIN.format(**values))
    (folder / "checks").write_text("/^Subject:.*spam/ REJECT Not here\n")
    lines = [
        f"127.0.0.1:{ports[name]} inet n - n - - smtpd {options}"
        for name, options in doors(policy_port).items()
    ]
    (folder / "conf" / "master.cf").write_text("\n".join([*lines, _MASTER.format(**values)]))


def _wait_for(port, process, folder):
    while process.poll() is None:
        try:
            smtplib.SMTP("127.0.0.1", port).quit()
            return
        except (ConnectionRefusedError, smtplib.SMTPServerDisconnected):
            continue
    raise AssertionError((folder / "log").read_text() if (folder / "log").exists() else "Postfix ended")


@contextmanager
def greylisting():
    """A policy service that turns each recipient away once; its port.

    https://www.postfix.org/SMTPD_POLICY_README.html
    """
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_judge, args=(listener,))
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
        listener.close()


def _judge(listener):
    seen = False
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, connection.makefile("rwb", buffering=0) as stream:
            for line in stream:
                if line == b"\n":
                    action = (
                        b"action=dunno\n\n" if seen else b"action=450 4.2.0 Greylisted, come back later\n\n"
                    )
                    stream.write(action)
                    seen = True
