"""The endpoint's settings: wrong or missing ones stop the start."""

import re

import pytest

from contact_api.environment import load_settings
from contact_api.settings import MailFolder, PostgresDatabase, SettingsError, Smtp
from tests.builders import ROOT, production_environ, settings


def refused(tmp_path, **changes):
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, **changes)
    return caught.value.problems


def test_a_whole_environment_gives_settings(tmp_path):
    """Production, with praktijk.toml filling in what it holds."""
    found = settings(tmp_path)
    assert found.production
    assert found.site_url == "https://www.praktijk-test.nl"
    assert found.allowed_origins == ("https://www.praktijk-test.nl", "https://contact.praktijk-test.nl")
    assert found.mail == Smtp("mail.praktijk-test.nl", 587, "starttls", "user", "p@ss")
    assert found.hcaptcha_hostnames == {"www.praktijk-test.nl", "contact.praktijk-test.nl"}
    assert found.hcaptcha_script_url == "https://js.hcaptcha.com/1/api.js"
    assert {name: (limit.count, limit.seconds) for name, limit in found.limits.items()} == {
        "per_address": (10, 3600),
        "total": (300, 3600),
        "labelled": (30, 3600),
        "code": (20, 3600),
        "code_tries": (30, 3600),
    }
    assert (found.alert_to, found.alert_webhook, found.metrics_token) == ("", "", "")


def test_every_missing_setting_is_named_at_once(tmp_path):
    """Nobody has to start ten times to hear of ten settings."""
    environ = {"PRAKTIJK_TOML": production_environ(tmp_path)["PRAKTIJK_TOML"]}
    with pytest.raises(SettingsError) as caught:
        load_settings(environ)
    assert [problem.split()[0] for problem in caught.value.problems] == [
        "CONTACT_TO",
        "CONTACT_FROM",
        "CONTACT_STORE",
        "CONTACT_SMTP",
        "CONTACT_SECRET_KEY",
        "HCAPTCHA_SECRET",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"HCAPTCHA_SECRET": "0x0000000000000000000000000000000000000000"},
        {"HCAPTCHA_SECRET": None},
        {"HCAPTCHA_SITEKEY": "10000000-ffff-ffff-ffff-000000000001"},
        {"HCAPTCHA_SITEKEY": "ffffffff-bbbb-cccc-dddd-eeeeeeeeeeee"},
        {"HCAPTCHA_VERIFY_URL": "http://api.hcaptcha.com/siteverify"},
        {"HCAPTCHA_VERIFY_URL": "http://localhost:8002/siteverify"},
        {"HCAPTCHA_VERIFY_URL": "https://127.0.0.1/siteverify"},
        {"CONTACT_SMTP": "file:var/mail"},
        {"CONTACT_SMTP": "mail.nl"},
        {"CONTACT_SMTP": "smtp://mail.nl:x"},
        {"CONTACT_SITE_URL": "http://www.praktijk-test.nl"},
        {"CONTACT_ALLOWED_ORIGINS": "http://other.nl"},
        {"CONTACT_ALLOWED_ORIGINS": "*"},
        {"CONTACT_SECRET_KEY": "short"},
        {"CONTACT_STORE": "mysql://x"},
        {"CONTACT_STORE": "sqlite:///"},
        {"CONTACT_STORE": "postgresql://user:pass@db.elders.nl/"},
        {"CONTACT_STORE": "postgresql:nabij"},
        {"CONTACT_STORE": "postgresql://user:pass@db.elders.nl/nabij"},
        {"CONTACT_STORE": "postgresql://user:pass@db.elders.nl/nabij?sslmode=prefer"},
        {"CONTACT_STORE": "postgresql://user:pass@localhost/nabij?host=db.elders.nl"},
        {"CONTACT_TO": "Coach <coach@x.nl>"},
        {"CONTACT_TO": "a@x.nl,b@x.nl"},
        {"CONTACT_LIMITS": "per_address=0/hour"},
        {"CONTACT_LIMITS": "anything=1/hour"},
        {"CONTACT_ALERT_TO": "Ans <ans@elders.nl>"},
        {"CONTACT_ALERT_WEBHOOK": "http://hooks.elders.nl/x"},
        {"CONTACT_ALERT_WEBHOOK": "https://user:pass@hooks.elders.nl/x"},
        {"CONTACT_ALERT_WEBHOOK": "https://hooks.elders.nl/a b"},
        {"CONTACT_ALERT_WEBHOOK": "https://"},
        {"CONTACT_METRICS_TOKEN": "short"},
        {"CONTACT_TRUSTED_PROXIES": "-1"},
        {"CONTACT_ENV": "staging"},
    ],
)
def test_production_refuses_what_is_unsafe(tmp_path, changes):
    """One problem, which starts with the setting's name."""
    (problem,) = refused(tmp_path, **changes)
    assert problem.startswith(next(iter(changes)))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user:pass@db.elders.nl/nabij?sslmode=verify-full",
        "postgres://user:pass@db.elders.nl:5432/nabij?sslmode=require",
        "postgresql://user@localhost/nabij",
        "postgresql:///nabij?host=/run/postgresql",
    ],
)
def test_a_database_is_reached_in_the_open_on_this_machine_alone(tmp_path, url):
    """And its password is nowhere to be read."""
    found = settings(tmp_path, CONTACT_STORE=url)
    assert found.store == PostgresDatabase(url)
    assert "pass" not in repr(found.store)


def test_no_value_of_a_setting_is_in_a_message(tmp_path):
    """A secret that was put in the wrong place does not reach a log."""
    said = "\n".join(refused(tmp_path, CONTACT_SMTP="hunter2", CONTACT_SECRET_KEY="hunter2"))
    assert "hunter2" not in said


def test_secrets_are_not_in_the_representation(tmp_path):
    """Printing the settings gives nothing away."""
    secrets = {"CONTACT_ALERT_WEBHOOK": "https://hooks.elders.nl/geheim", "CONTACT_METRICS_TOKEN": "t" * 16}
    shown = repr(settings(tmp_path, **secrets))
    assert "geheim" not in shown
    assert "tttt" not in shown
    assert "kkkk" not in shown
    assert "0xaaaa" not in shown
    assert "p@ss" not in shown


def test_alerts_have_ways_of_their_own(tmp_path):
    """A second address, and a webhook that may be on this machine."""
    for webhook in ("https://hooks.elders.nl/T1?a=b", "http://127.0.0.1:9000/x"):
        found = settings(tmp_path, CONTACT_ALERT_TO="ans@elders.nl", CONTACT_ALERT_WEBHOOK=webhook)
        assert (found.alert_to, found.alert_webhook) == ("ans@elders.nl", webhook)


def test_development_takes_the_stand_in_and_a_mail_folder(tmp_path):
    """What production refuses, the preview needs."""
    found = settings(
        tmp_path,
        CONTACT_ENV="development",
        CONTACT_SITE_URL="http://localhost:8000",
        CONTACT_SMTP="file:var/mail",
        HCAPTCHA_VERIFY_URL="http://localhost:8002/siteverify",
        HCAPTCHA_SECRET="0x0000000000000000000000000000000000000000",
    )
    assert isinstance(found.mail, MailFolder)
    assert found.hcaptcha_script_url == "http://localhost:8002/1/api.js"
    assert "dummy-key-pass" in found.hcaptcha_hostnames


def test_development_still_refuses_plain_http_to_another_machine(tmp_path):
    """The secret never crosses a network in the clear."""
    said = refused(tmp_path, CONTACT_ENV="development", HCAPTCHA_VERIFY_URL="http://elsewhere.nl/siteverify")
    assert said == ("HCAPTCHA_VERIFY_URL must be https unless it is this machine",)


def test_every_setting_is_documented():
    """A setting that is read is explained in .env.example, and nothing else is."""
    source = "\n".join(
        (ROOT / "contact_api" / name).read_text(encoding="utf-8")
        for name in (
            "environment.py",
            "mail_environment.py",
            "store_environment.py",
            "variables.py",
            "practice.py",
            "handlers/vercel.py",
        )
    )
    read = set(re.findall(r'"((?:CONTACT|HCAPTCHA|PRAKTIJK|CRON)_[A-Z_]+)"', source))
    documented = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M))
    assert read == documented
