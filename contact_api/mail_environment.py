"""Reads from the environment where mail and alerts go, and how."""

import re
from pathlib import Path
from urllib.parse import unquote

from contact_api.settings import MailFolder, Smtp
from contact_api.variables import LOOPBACK, split_url

# RFC 5321 §4.1.2 without quoted local parts and address literals; a host by its ASCII name (RFC 5890).
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")


def mail_address(variables, name, value):
    """`value` as the address that the variable `name` holds; "" when it holds none."""
    # "=?" starts an encoded-word, which Python decodes in an address too.
    fits = _ADDRESS.fullmatch(value) and len(value.partition("@")[0]) <= 64 and "=?" not in value
    if value and not fits:
        variables.problem(name, "must be one bare e-mail address")
    return value


def mail_server(variables):
    """CONTACT_SMTP as an Smtp or a MailFolder."""
    value = variables.required("CONTACT_SMTP")
    if value.startswith("file:"):
        if variables.production:
            variables.problem("CONTACT_SMTP", "must be an SMTP server in production, not file:")
        return MailFolder(Path(value.removeprefix("file:")))
    parts = split_url(value)
    if value and (parts is None or parts.scheme not in ("smtp", "smtps") or not parts.hostname):
        variables.problem("CONTACT_SMTP", "must be smtp://USER:PASS@HOST:PORT or smtps://…")
        return None
    if not value:
        return None
    implicit = parts.scheme == "smtps"
    tls = "implicit" if implicit else "none" if parts.hostname in LOOPBACK else "starttls"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        # smtplib can say no other: https://github.com/python/cpython/issues/73936
        variables.problem("CONTACT_SMTP", "must have a USER and PASS of plain letters, digits and signs")
    return Smtp(parts.hostname, parts.port or (465 if implicit else 587), tls, user, password)


def alert_webhook(variables):
    """CONTACT_ALERT_WEBHOOK: an https address, whose path may be a secret; "" when there is none."""
    value = variables.get("CONTACT_ALERT_WEBHOOK")
    if not value:
        return ""
    parts = split_url(value)
    safe = parts is not None and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    )
    # What http.client would refuse to send: https://docs.python.org/3/library/http.client.html
    if not safe or not parts.hostname or parts.username or not re.fullmatch(r"[!-~]+", value):
        variables.problem(
            "CONTACT_ALERT_WEBHOOK",
            "must be an https address without a user name, or on this machine",
        )
    return value
