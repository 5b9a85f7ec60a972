"""The practice's own settings (`praktijk.toml`), read by the site and by the endpoint alike.

Nothing here knows Flask or Pelican. Messages are for the coach, so they are Dutch
and come from `messages`.
"""

import os
import re
import tomllib
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType

from contact_api.messages.practice import PRACTICE
from contact_api.practice_reader import PracticeReader
from contact_api.values import dataclass

DEFAULT_PATH = Path(__file__).parent.parent / "praktijk.toml"
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
SUMMARIES = MappingProxyType({"dagelijks": "daily", "wekelijks": "weekly", "nooit": "off"})
PRICES = ("individueel", "oudercoaching", "kennismaking")
# The git hosts that the editor can speak to, each with where it is when it is nobody's own.
GIT_HOSTS = MappingProxyType(
    {"github": "https://github.com", "gitlab": "https://gitlab.com", "gitea": "https://gitea.com"}
)


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
    """How messages arrive. `retention_days`: days after delivery before a message is wiped.

    `summary` is "daily", "weekly" or "off": how often the practice is told what came.
    `confirmation`: whether a visitor gets a mail that their message was received.
    """

    endpoint: str
    hcaptcha_sitekey: str
    reply_within: str
    retention_days: int
    summary: str = "weekly"
    confirmation: bool = False


@dataclass(frozen=True)
class GitHost:
    """Where the editor in the published site reads and writes: `kind` is a key of GIT_HOSTS.

    `origin` is the host's own, "https://codeberg.org" for instance; `project` is "owner/name".
    """

    kind: str
    origin: str
    project: str
    branch: str


@dataclass(frozen=True)
class Practice:
    """What the practice says of itself. Text is stripped; an empty string is "not filled in".

    `themes` are the categories that articles may have, in the order of the site.
    `opening_hours` maps a Dutch weekday to free text, only for days that have one.
    `prices` maps a name to euros, or to None while it is not known; 0 is free.
    `editor` is None unless the published site is to have the editor.
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
    editor: GitHost | None = None

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
    reader = PracticeReader(tables)
    practice = replace(practice_of(reader), editor=_editor_of(reader))
    reader.refuse_unknown()
    _refuse_wiping_unseen(reader, practice.contact)
    if reader.problems:
        raise PracticeError(path, reader.problems)
    return practice


def practice_of(read):
    """The Practice that a PracticeReader takes from its tables: every key with its kind and its pattern."""
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
            summary=read.choice("contact", "samenvatting", SUMMARIES, "wekelijks"),
            confirmation=read.truth("contact", "bevestiging"),
        ),
        themes=read.texts("site", "themas"),
        opening_hours=MappingProxyType(
            {day: text for day in DAYS if (text := read.text("openingstijden", day))}
        ),
        prices=MappingProxyType({name: read.price("prijzen", name) for name in PRICES}),
    )


def _editor_of(read):
    """The GitHost of [beheer], None without that table: what decides where the editor is, it can't change."""
    if not read.has("beheer", ("host", "adres", "project", "branch")):
        return None
    kind = read.choice("beheer", "host", {name: name for name in GIT_HOSTS})
    # In a group of a group only GitLab has projects.
    more = "+" if kind == "gitlab" else ""
    return GitHost(
        kind=kind,
        # It becomes a part of a security policy as it is.
        origin=read.text("beheer", "adres", pattern=r"(?a:https://\w[\w.-]*(?::\d+)?/?)").rstrip("/")
        or GIT_HOSTS.get(kind, ""),
        project=read.text("beheer", "project", required=True, pattern=rf"(?a:\w[\w.-]*(?:/\w[\w.-]*){more})"),
        branch=read.text("beheer", "branch", pattern=r"(?a:\w[\w./-]*)") or "main",
    )


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


def _refuse_wiping_unseen(reader, contact):
    """A message that was held is shown in the next summary, so it must still be there then."""
    least = {"daily": 2, "weekly": 8, "off": 1}[contact.summary]
    if contact.retention_days < least:
        reader.refuse("days_unseen", "contact", "bewaardagen", contact.retention_days, least=least)
