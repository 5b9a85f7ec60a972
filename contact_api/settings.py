"""The endpoint's settings as values: one frozen object, made once by `environment`.

Secrets are kept out of `repr`; `.env.example` explains each setting.
"""

from dataclasses import field
from pathlib import Path

from contact_api.practice import Practice
from contact_api.values import dataclass

TEST_SECRET = "0x0000000000000000000000000000000000000000"  # noqa: S105 - documented by hCaptcha
# What the service answers as hostname for its own test token.
TEST_HOSTNAME = "dummy-key-pass"
SCRIPT_URL = "https://js.hcaptcha.com/1/api.js"
# What a page with the widget must allow: https://docs.hcaptcha.com/#content-security-policy-settings
CAPTCHA_HOSTS = ("https://hcaptcha.com", "https://*.hcaptcha.com")


class SettingsError(Exception):
    """One or more settings are wrong or missing; names them, never their values."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Limit:
    """At most `count` messages in `seconds`."""

    count: int
    seconds: int


@dataclass(frozen=True)
class Smtp:
    """Where mail goes out. `tls` is "starttls", "implicit" or "none" (loopback only)."""

    host: str
    port: int
    tls: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class MailFolder:
    """Development only: each mail becomes an .eml file in `path`."""

    path: Path


@dataclass(frozen=True)
class SqliteFile:
    """Messages are kept in the file at `path`."""

    path: Path


@dataclass(frozen=True)
class PostgresDatabase:
    """Messages are kept in the Postgres database at `url`, which holds a password."""

    url: str = field(repr=False)


@dataclass(frozen=True)
class NoStore:
    """Messages are kept nowhere: the mail server's word is what counts as accepted."""


@dataclass(frozen=True)
class Settings:
    """All that the endpoint must know. Lists are tuples, periods seconds; "" is a way that is not used."""

    practice: Practice
    production: bool
    site_url: str
    allowed_origins: tuple
    mail_to: str
    mail_from: str
    store: SqliteFile | PostgresDatabase | NoStore
    mail: Smtp | MailFolder
    secret_key: bytes = field(repr=False)
    trusted_proxies: int
    limits: dict
    hcaptcha_secret: str = field(repr=False)
    hcaptcha_sitekey: str
    hcaptcha_verify_url: str
    hcaptcha_script_url: str
    hcaptcha_hostnames: frozenset
    alert_to: str = ""
    alert_webhook: str = field(default="", repr=False)
    metrics_token: str = field(default="", repr=False)
