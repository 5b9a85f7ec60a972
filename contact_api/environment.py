"""Reads the settings from the environment and praktijk.toml.

A missing or unsafe value stops the start; none switches a check off. `.env.example` explains each.
"""

import hmac
import os
import re
from urllib.parse import urlsplit

from contact_api.mail_environment import alert_webhook, mail_address, mail_server
from contact_api.practice import is_test_sitekey, load_practice, practice_path
from contact_api.settings import (
    SCRIPT_URL,
    TEST_HOSTNAME,
    TEST_SECRET,
    Limit,
    Settings,
    SettingsError,
)
from contact_api.store_environment import store
from contact_api.variables import LOOPBACK, Variables, split_url

VERIFY_URL = "https://api.hcaptcha.com/siteverify"
DEFAULT_LIMITS = "per_address=10/hour,total=300/hour,labelled=30/hour,code=20/hour,code_tries=30/hour"
_PERIODS = {"minute": 60, "hour": 3600, "day": 86400}


def load_settings(environ=os.environ):
    """Read the settings; raises SettingsError with every problem, PracticeError for praktijk.toml."""
    practice = load_practice(practice_path(environ))
    return _Reader(environ, practice).settings()


class _Reader(Variables):
    def __init__(self, environ, practice):
        super().__init__(environ)
        self.practice = practice

    def settings(self):
        if self.get("CONTACT_ENV", "production") not in ("production", "development"):
            self.problem("CONTACT_ENV", 'must be "production" or "development"')
        site_url = self.get("CONTACT_SITE_URL", self.practice.site).rstrip("/")
        origins = self.origins(site_url)
        verify_url = self.verify_url()
        values = {
            "practice": self.practice,
            "production": self.production,
            "site_url": site_url,
            "allowed_origins": origins,
            "mail_to": mail_address(self, "CONTACT_TO", self.required("CONTACT_TO")),
            "mail_from": mail_address(self, "CONTACT_FROM", self.required("CONTACT_FROM")),
            "store": store(self),
            "mail": mail_server(self),
            "secret_key": self.secret_key(),
            "trusted_proxies": self.trusted_proxies(),
            "limits": self.limits(),
            "hcaptcha_secret": self.hcaptcha_secret(),
            "hcaptcha_sitekey": self.hcaptcha_sitekey(),
            "hcaptcha_verify_url": verify_url,
            "hcaptcha_script_url": _script_url(verify_url),
            "hcaptcha_hostnames": self.hostnames(origins),
            "alert_to": mail_address(self, "CONTACT_ALERT_TO", self.get("CONTACT_ALERT_TO")),
            "alert_webhook": alert_webhook(self),
            "metrics_token": self.metrics_token(),
        }
        if self.problems:
            raise SettingsError(self.problems)
        return Settings(**values)

    def origins(self, site_url):
        """The site's own origin, the endpoint's (for its own pages), and any extra ones."""
        extra = [part.strip() for part in self.get("CONTACT_ALLOWED_ORIGINS").split(",")]
        found = []
        for name, url in (
            ("CONTACT_SITE_URL", site_url),
            ("praktijk.toml [contact] eindpunt", self.practice.contact.endpoint),
            *(("CONTACT_ALLOWED_ORIGINS", part) for part in extra if part),
        ):
            parts = split_url(url)
            if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
                self.problem(name, "must be an address such as https://www.example.nl")
            elif self.production and parts.scheme != "https":
                self.problem(name, "must start with https:// in production")
            else:
                found.append(f"{parts.scheme}://{parts.netloc.lower()}")
        return tuple(dict.fromkeys(found))

    def hostnames(self, origins):
        hosts = {urlsplit(origin).hostname for origin in origins}
        return frozenset(hosts if self.production else hosts | {TEST_HOSTNAME})

    def secret_key(self):
        value = self.required("CONTACT_SECRET_KEY")
        if value and len(value) < 32:
            self.problem("CONTACT_SECRET_KEY", "must have at least 32 characters")
        return value.encode()

    def metrics_token(self):
        value = self.get("CONTACT_METRICS_TOKEN")
        if value and len(value) < 16:
            self.problem("CONTACT_METRICS_TOKEN", "must have at least 16 characters")
        return value

    def trusted_proxies(self):
        value = self.get("CONTACT_TRUSTED_PROXIES", "0")
        if not re.fullmatch(r"\d", value):
            self.problem("CONTACT_TRUSTED_PROXIES", "must be a number from 0 to 9")
            return 0
        return int(value)

    def limits(self):
        limits = {}
        names = re.findall(r"(\w+)=", DEFAULT_LIMITS)
        for text in (DEFAULT_LIMITS, self.get("CONTACT_LIMITS")):
            for part in filter(None, (part.strip() for part in text.split(","))):
                match = re.fullmatch(r"(\w+)=([1-9]\d{0,6})/(minute|hour|day)", part)
                if not match or match[1] not in names:
                    self.problem("CONTACT_LIMITS", f"must look like {DEFAULT_LIMITS}")
                    return {}
                limits[match[1]] = Limit(int(match[2]), _PERIODS[match[3]])
        return limits

    def hcaptcha_secret(self):
        value = self.required("HCAPTCHA_SECRET")
        if self.production and hmac.compare_digest(value.encode(), TEST_SECRET.encode()):
            self.problem("HCAPTCHA_SECRET", "must not be hCaptcha's test secret in production")
        return value

    def hcaptcha_sitekey(self):
        """praktijk.toml's, which the site shows too; the environment may only fill it in or repeat it."""
        own, given = self.practice.contact.hcaptcha_sitekey, self.get("HCAPTCHA_SITEKEY")
        value = given or own
        if not value:
            self.problem("HCAPTCHA_SITEKEY", "is not set, nor is hcaptcha_sitekey in praktijk.toml")
        elif self.production and is_test_sitekey(value):
            self.problem("HCAPTCHA_SITEKEY", "must not be an hCaptcha test key in production")
        elif self.production and own and own != value:
            self.problem("HCAPTCHA_SITEKEY", "differs from hcaptcha_sitekey in praktijk.toml")
        return value

    def verify_url(self):
        value = self.get("HCAPTCHA_VERIFY_URL", VERIFY_URL)
        parts = split_url(value)
        host = parts.hostname if parts else None
        if not host or parts.scheme not in ("http", "https"):
            self.problem("HCAPTCHA_VERIFY_URL", "must be an https address")
        elif self.production and (parts.scheme != "https" or host in LOOPBACK):
            self.problem("HCAPTCHA_VERIFY_URL", "must be https and not this machine in production")
        elif parts.scheme == "http" and host not in LOOPBACK:
            self.problem("HCAPTCHA_VERIFY_URL", "must be https unless it is this machine")
        return value


def _script_url(verify_url):
    """The widget's script comes from the service, or in development from the stand-in beside it."""
    parts = split_url(verify_url)
    if parts and parts.hostname in LOOPBACK:
        return f"{parts.scheme}://{parts.netloc}/1/api.js"
    return SCRIPT_URL
