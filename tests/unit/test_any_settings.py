"""praktijk.toml and the environment, with anything in them: settings that hold, or every problem by name."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_api.environment import load_settings
from contact_api.mail import compose
from contact_api.practice import Practice, PracticeError, load_practice
from contact_api.settings import Settings, SettingsError, Smtp
from tests.builders import ROOT, a_leased_message, practice_text, production_environ
from tests.strategies import HALF, texts

LOOPBACK = ("localhost", "127.0.0.1", "::1")
URLS = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["https://", "http://", "smtp://", "smtps://", "file:", "sqlite:///", "//", "X://", ""]),
    st.sampled_from(["", "user:p%40ss@", "user:p%C3%A9@", "@", ":@", "a@b@"]),
    st.sampled_from(["localhost", "127.0.0.1", "[::1]", "[", "mail.nl", "münchen.nl", "0", "", "a b"]),
    st.sampled_from(["", ":587", ":0", ":99999", ":x", ":"]),
    st.sampled_from(["", "/", "/x?y#z", "\r\nX: y", "/\udcff"]),
)
ADDRESSES = st.sampled_from(
    [
        "a@b.nl",
        "a@localhost",
        "a..b@c.nl",
        ".a@b.nl",
        "(x)@b.nl",
        "a:b@c.nl",
        "a@[::1]",
        "jürgen@b.nl",
        "a@münchen.nl",
        "a@b.nl, c@d.nl",
        "A <a@b.nl>",
        "a@b@c.nl",
        "a\\@b.nl",
        "=?utf-8?q?a?=@b.nl",
        "a@-b.nl",
    ]
)
PLAIN = st.sampled_from(
    [
        "",
        " ",
        "0",
        "1",
        "10",
        "-1",
        "²",
        "development",
        "production",
        "per_address=1/hour",
        "total=0/day",
        "x" * 40,
    ]
)
# An environment can't hold a NUL; it can hold bytes that are no UTF-8, which Python reads as half letters.
ANYTHING = st.one_of(
    URLS, ADDRESSES, PLAIN, texts().map(lambda text: text.replace("\0", "")), HALF.map(lambda half: half * 40)
)


@pytest.fixture(scope="module")
def environ(tmp_path_factory):
    return production_environ(tmp_path_factory.mktemp("environ"))


@given(data=st.data())
def test_any_environment_is_settings_that_hold_or_names_what_is_wrong(environ, data):
    """No traceback, no value in what is said, and no check that is switched off."""
    names = sorted({*environ, *documented()} - {"PRAKTIJK_TOML"})
    changes = data.draw(st.dictionaries(st.sampled_from(names), ANYTHING, max_size=3))
    settings = outcome(lambda: load_settings(environ | changes))
    if not isinstance(settings, SettingsError):
        return holds(settings)
    assert settings.problems
    for problem in settings.problems:
        assert problem.split()[0] in {*names, "praktijk.toml"}
        assert problem.isprintable()
        assert not any(value in problem for value in changes.values() if len(value) > 20)


def holds(settings):
    """What every part of the endpoint relies on."""
    assert isinstance(settings, Settings)
    assert len(settings.secret_key) >= 32
    assert settings.limits.keys() == {"per_address", "total", "labelled", "code", "code_tries"}
    assert all(limit.count >= 1 for limit in settings.limits.values())
    verify = urlsplit(settings.hcaptcha_verify_url)
    assert verify.scheme == "https" or verify.hostname in LOOPBACK
    if settings.production:
        assert isinstance(settings.mail, Smtp)
        assert all(origin.startswith("https://") for origin in settings.allowed_origins)
    if isinstance(settings.mail, Smtp):
        assert settings.mail.tls != "none" or settings.mail.host in LOOPBACK
        # smtplib can say no other login.
        assert (settings.mail.user + settings.mail.password).isascii()
    # A mail can be made of them, and goes to them alone.
    mail = compose(a_leased_message(), settings.practice, settings.mail_from, settings.mail_to)
    mail.as_bytes()
    for name, address in (("From", settings.mail_from), ("To", settings.mail_to)):
        assert [each.addr_spec for each in mail[name].addresses] == [address]
        assert address.isascii()


def documented():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return [line.partition("=")[0] for line in lines if re.match(r"[A-Z_]+=", line)]


def outcome(load):
    """What it gives, or how it refuses."""
    try:
        return load()
    except (SettingsError, PracticeError) as error:
        return error


def quoted(text):
    """A TOML string; what it can't hold is left out."""
    letters = "".join(letter for letter in text if not "\ud800" <= letter <= "\udfff")
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in letters) + '"'


TOML_VALUES = st.one_of(
    st.sampled_from(["true", "false", "0", "-1", "nan", "[]", "{}", '[""]', "1979-05-27", "[[]]", '""']),
    st.integers().map(str),
    URLS.map(quoted),
    texts().map(quoted),
)
KEYS = [line.split(" = ")[0] for line in practice_text().splitlines() if " = " in line and line[0] != "#"]


@given(data=st.data())
def test_any_value_in_praktijk_toml_is_taken_or_named(tmp_path_factory, data):
    """A Practice in which each part is of its kind, or a line in Dutch by its key."""
    changes = data.draw(st.dictionaries(st.sampled_from(KEYS), TOML_VALUES, max_size=3))
    path = folder(tmp_path_factory) / "praktijk.toml"
    path.write_text(practice_text(**changes), encoding="utf-8")
    practice = outcome(lambda: load_practice(path))
    if isinstance(practice, PracticeError):
        assert any(key in problem for key in changes for problem in practice.problems)
        return
    assert isinstance(practice, Practice)
    assert 1 <= practice.contact.retention_days <= 365
    assert practice.contact.summary in ("daily", "weekly", "off")
    assert isinstance(practice.contact.confirmation, bool)
    assert all(price is None or 0 <= price < 1e5 for price in practice.prices.values())
    assert urlsplit(practice.site).hostname
    for text in (practice.name, practice.tagline, practice.coach, practice.contact.reply_within):
        assert "\n" not in text


@given(text=st.text() | texts(), raw=st.binary(max_size=40))
def test_any_file_is_read_or_refused(tmp_path_factory, text, raw):
    """However broken: a PracticeError that says where."""
    path = folder(tmp_path_factory) / "praktijk.toml"
    for content in (text.encode(), raw, practice_text().encode() + raw):
        path.write_bytes(content)
        practice = outcome(lambda: load_practice(path))
        if isinstance(practice, PracticeError):
            assert practice.problems
            assert all(problem.startswith("praktijk.toml: ") for problem in practice.problems)


def test_a_file_that_is_no_file_is_said(tmp_path):
    """A folder, or nothing."""
    for path in (tmp_path, tmp_path / "niets"):
        with pytest.raises(PracticeError) as error:
            load_practice(path)
        assert len(error.value.problems) == 1


def folder(factory):
    path = factory.getbasetemp() / "any"
    path.mkdir(exist_ok=True)
    return path
