"""The practice's own settings (`praktijk.toml`), read by the site and by the endpoint alike.

Nothing here knows Flask or Pelican. Messages are for the coach, so they are Dutch
and come from `messages`.
"""

import difflib
import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from contact_api.messages.practice import PRACTICE

DEFAULT_PATH = Path(__file__).parent.parent / "praktijk.toml"
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
PRICES = ("individueel", "oudercoaching", "kennismaking")


class PracticeError(Exception):
    """One or more values are wrong or missing; `problems` holds a Dutch line for each."""

    def __init__(self, path, problems):
        self.problems = tuple(f"{Path(path).name}: {problem}" for problem in problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Address:
    """Where the practice is; every part may be empty."""

    street: str = ""
    postcode: str = ""
    city: str = ""


@dataclass(frozen=True)
class Contact:
    """How messages arrive. `retention_days`: days after delivery before a message is wiped."""

    endpoint: str
    hcaptcha_sitekey: str
    reply_within: str
    retention_days: int


@dataclass(frozen=True)
class Practice:
    """What the practice says of itself. Text is stripped; an empty string is "not filled in".

    `themes` are the categories that articles may have, in the order of the site.
    `opening_hours` maps a Dutch weekday to free text, only for days that have one.
    `prices` maps a name to euros, or to None while it is not known; 0 is free.
    """

    name: str
    tagline: str
    coach: str
    site: str
    email: str
    phone: str
    kvk: str
    vat: str
    address: Address
    contact: Contact
    themes: tuple = ()
    opening_hours: MappingProxyType = field(default_factory=lambda: MappingProxyType({}))
    prices: MappingProxyType = field(default_factory=lambda: MappingProxyType({}))

    @property
    def phone_uri(self):
        """The address to call: "tel:+31612345678". "(0)" is for the eye, not to be dialled (ITU-T E.123)."""
        return "tel:" + re.sub(r"[^\d+]", "", self.phone.replace("(0)", ""))


def practice_path(environ=os.environ):
    """The file that holds the practice: `PRAKTIJK_TOML`, or praktijk.toml beside this package."""
    return Path(environ.get("PRAKTIJK_TOML") or DEFAULT_PATH)


def load_practice(path=None):
    """Read and check the practice's file; raises PracticeError with every problem at once."""
    path = Path(path) if path else practice_path()
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except OSError as error:
        raise PracticeError(path, [PRACTICE["unreadable"].format(cause=error.strerror)]) from None
    except UnicodeDecodeError:
        raise PracticeError(path, [PRACTICE["not_utf8"]]) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        number = line[1] if line else len(text.splitlines())
        raise PracticeError(path, [PRACTICE["not_toml"].format(line=number)]) from None
    reader = _Reader(tables)
    practice = _practice(reader)
    reader.refuse_unknown()
    if reader.problems:
        raise PracticeError(path, reader.problems)
    return practice


def live_problems(practice):
    """What must still be filled in before the site may go live, as Dutch lines."""
    problems = []
    for key, value in (
        ("[praktijk] site", practice.site),
        ("[praktijk] email", practice.email),
        ("[contact] eindpunt", practice.contact.endpoint),
    ):
        if not value:
            problems.append(PRACTICE["live_missing"].format(key=key))
        # .example can never be registered (RFC 2606): it is what the file ships with.
        elif re.search(r"\.example(?:[/:]|$)", value):
            problems.append(PRACTICE["live_example"].format(key=key, value=value))
        elif value.startswith("http://"):
            problems.append(PRACTICE["live_http"].format(key=key, value=value))
    if not practice.contact.hcaptcha_sitekey:
        problems.append(PRACTICE["live_missing"].format(key="[contact] hcaptcha_sitekey"))
    elif is_test_sitekey(practice.contact.hcaptcha_sitekey):
        problems.append(PRACTICE["live_test_key"])
    return problems


def is_test_sitekey(sitekey):
    """Whether this is one of hCaptcha's documented test keys, which let everything pass."""
    return re.fullmatch(r"([123])0000000-ffff-ffff-ffff-00000000000\1", sitekey) is not None


def _practice(read):
    return Practice(
        name=read.text("praktijk", "naam", required=True),
        tagline=read.text("praktijk", "ondertitel"),
        coach=read.text("praktijk", "coach"),
        site=read.address("praktijk", "site", bare=True).rstrip("/"),
        email=read.text("praktijk", "email", pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+"),
        phone=read.text("praktijk", "telefoon", pattern=r"\+?[0-9 ()\-–]{8,24}"),
        kvk=read.text("praktijk", "kvk", pattern=r"\d{8}"),
        vat=read.text("praktijk", "btw", pattern=r"NL\d{9}B\d{2}"),
        address=Address(
            street=read.text("adres", "straat"),
            postcode=read.text("adres", "postcode", pattern=r"[1-9]\d{3} ?[A-Z]{2}"),
            city=read.text("adres", "plaats"),
        ),
        contact=Contact(
            endpoint=read.address("contact", "eindpunt"),
            hcaptcha_sitekey=read.text("contact", "hcaptcha_sitekey", pattern=r"[0-9a-f-]{36}"),
            reply_within=read.text("contact", "antwoord_binnen", required=True),
            retention_days=read.days("contact", "bewaardagen"),
        ),
        themes=read.texts("site", "themas"),
        opening_hours=MappingProxyType(
            {day: text for day in DAYS if (text := read.text("openingstijden", day))}
        ),
        prices=MappingProxyType({name: read.price("prijzen", name) for name in PRICES}),
    )


class _Reader:
    """Takes values out of the tables one by one and gathers what is wrong with them."""

    def __init__(self, tables):
        self.tables = tables
        self.known = {}
        self.problems = []

    def text(self, table, key, required=False, pattern=None):
        value = self._value(table, key, "")
        if not isinstance(value, str):
            self._problem("not_text", table, key, value)
            return ""
        value = value.strip()
        if required and not value:
            self._problem("missing", table, key, value)
        elif value and pattern and not re.fullmatch(pattern, value):
            self._problem(f"pattern_{key}", table, key, value)
        elif any(ord(letter) < 32 for letter in value):
            self._problem("one_line", table, key, value)
        return value

    def address(self, table, key, bare=False):
        value = self.text(table, key, required=True)
        try:
            parts = urlsplit(value)
            valid = parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            valid = False
        if value and (not valid or (bare and parts.path.strip("/"))):
            self._problem("bare_address" if bare else "address", table, key, value)
        return value

    def texts(self, table, key):
        value = self._value(table, key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
            self._problem("texts", table, key, value)
            return ()
        return tuple(text.strip() for text in value)

    def days(self, table, key):
        value = self._value(table, key, None)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 365:
            self._problem("days", table, key, value)
            return 1
        return value

    def price(self, table, key):
        value = self._value(table, key, "")
        if value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e5:
            self._problem("price", table, key, value)
            return None
        return value

    def refuse_unknown(self):
        for table, keys in self.tables.items():
            if table not in self.known:
                self._unknown(f"[{table}]", table, self.known)
            elif not isinstance(keys, dict):
                self.problems.append(PRACTICE["not_table"].format(key=table))
            else:
                for key in keys:
                    if key not in self.known[table]:
                        self._unknown(f"[{table}] {key}", key, self.known[table])

    def _value(self, table, key, default):
        self.known.setdefault(table, set()).add(key)
        keys = self.tables.get(table, {})
        return keys.get(key, default) if isinstance(keys, dict) else default

    def _problem(self, code, table, key, value):
        shown = PRACTICE["empty"] if value in ("", None) else repr(value)
        self.problems.append(f"[{table}] {key}: " + PRACTICE[code].format(value=shown))

    def _unknown(self, where, name, known):
        likely = difflib.get_close_matches(name, known, n=1)
        hint = PRACTICE["did_you_mean"].format(likely=likely[0]) if likely else ""
        self.problems.append(PRACTICE["unknown"].format(key=where) + hint)
