"""smtplib's client, held to a deadline whatever the server does.

smtplib's timeout is for one read: a server that drips, or answers without end, holds it for ever; and each
address of a host gets the whole of it. Here all of a conversation, the handshakes too, ends at `deadline`
(time.monotonic), and a reply has a most size. Only the look-up of the host's name is the system's own.
Imported by the request that sends a mail, since it loads smtplib.
"""

import smtplib
import socket
import time

# RFC 5321 §4.5.3.1.5 asks for 512 octets a line; the longest answer to EHLO is some dozens of lines.
MOST_REPLY_BYTES = 64 * 1024


class DeadlineSmtp(smtplib.SMTP):
    """An SMTP connection, open once it is made; raises TimeoutError when the deadline has passed."""

    def __init__(self, deadline, host, port):
        self._deadline = deadline
        self._unread = b""
        super().__init__(host, port, _own_name())

    def hurry(self, seconds):
        """Bring the deadline forward to at most `seconds` from now."""
        self._deadline = min(self._deadline, time.monotonic() + seconds)

    def send(self, s):
        self._allow_what_is_left(self.sock)
        super().send(s)

    def getreply(self):
        """The code and the text of the next reply; -1 for what is no reply (RFC 5321 §4.2)."""
        try:
            code, text = self._reply()
            # What comes next may be a handshake, which looks at the socket's timeout alone.
            self._allow_what_is_left(self.sock)
        except (OSError, smtplib.SMTPException):
            self.close()
            raise
        return code, text

    def _reply(self):
        lines, size = [], 0
        while True:
            line = self._line()
            size += len(line)
            if size > MOST_REPLY_BYTES:
                raise smtplib.SMTPServerDisconnected("reply without end")
            lines.append(line[4:].strip())
            if not line[:3].isdigit():
                return -1, b"\n".join(lines)
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(lines)

    def _line(self):
        while b"\n" not in self._unread:
            if len(self._unread) > MOST_REPLY_BYTES:
                raise smtplib.SMTPServerDisconnected("line without end")
            if self.sock is None:
                raise smtplib.SMTPServerDisconnected("not connected")
            self._allow_what_is_left(self.sock)
            received = self.sock.recv(4096)
            if not received:
                raise smtplib.SMTPServerDisconnected("connection closed")
            self._unread += received
        line, _, self._unread = self._unread.partition(b"\n")
        return line

    def starttls(self, *, context):
        """As smtplib's; what was said before TLS counts for nothing after it (CVE-2011-0411)."""
        reply = super().starttls(context=context)
        self._unread = b""
        return reply

    def _get_socket(self, host, port, timeout):
        """A connection to the first of the host's addresses that answers, each with its share of the time."""
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        failure = None
        for place, (family, kind, protocol, _, address) in enumerate(addresses):
            connection = socket.socket(family, kind, protocol)
            try:
                connection.settimeout(self._left() / (len(addresses) - place))
                connection.connect(address)
                self._allow_what_is_left(connection)
                return connection
            except OSError as error:
                connection.close()
                failure = error
        raise failure

    def _allow_what_is_left(self, connection):
        if connection is not None:
            connection.settimeout(self._left())

    def _left(self):
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class DeadlineSmtpTls(smtplib.SMTP_SSL, DeadlineSmtp):
    """The same over TLS from the first byte (RFC 8314)."""

    def __init__(self, deadline, host, port, context):
        self._deadline = deadline
        self._unread = b""
        smtplib.SMTP_SSL.__init__(self, host, port, _own_name(), context=context)


def _own_name():
    """What to call ourselves in EHLO, asked of nobody: smtplib would look it up, for seconds if need be."""
    name = socket.gethostname()
    return name if "." in name else "[127.0.0.1]"
