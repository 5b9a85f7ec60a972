"""What a visitor's e-mail address allows: whether it can stand in a header, and how."""


def needs_smtputf8(email):
    """Whether only SMTPUTF8 can carry it (RFC 6531): letters outside ASCII before the "@"."""
    return not email.rpartition("@")[0].isascii()


def hides_a_header(email):
    """Whether its local part looks like an encoded-word, which Python 3.11 decodes in an Address too.

    See `mail.header_text`: no such address may stand in a header.
    """
    return "=?" in email.rpartition("@")[0]


def plain_address(email):
    """The same with its host in ASCII (RFC 5890), as every server takes it."""
    local, _, host = email.rpartition("@")
    return f"{local}@{host.encode('idna').decode('ascii')}"
