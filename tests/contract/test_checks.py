"""`check-config` in conversation with real servers: what it sees and advises, and that it sends nothing."""

import datetime
import socket
import ssl
import threading
from contextlib import contextmanager

import pytest
import trustme
from aiosmtpd.smtp import AuthResult
from flask import Flask, request

from contact_api.checks.findings import Finding, Verdict
from contact_api.checks.hcaptcha import check_hcaptcha
from contact_api.checks.replies import reply_text
from contact_api.checks.site import check_endpoint, check_site
from contact_api.checks.smtp import check_smtp
from contact_api.checks.store import check_store
from contact_api.checks.webhook import check_webhook
from contact_api.hcaptcha import HCaptcha
from contact_api.settings import TEST_SECRET, Smtp
from contact_api.stores.sqlite import SqliteOutbox
from contact_api.stores.without import WithoutStore
from tasks.hcaptcha_standin import SECRET, SITEKEY
from tests import builders
from tests.builders import NOW
from tests.commands import run
from tests.servers import Inbox, free_port, serving, smtp_server, standin

FROM, TO = "site@praktijk-test.nl", "coach@praktijk-test.nl"
PASSWORD = "geheim-w8woord"
SENDER_AND_RECIPIENT = [
    Finding("mailserver", Verdict.GOOD, f"De mailserver neemt {FROM} als afzender."),
    Finding("mailserver", Verdict.GOOD, f"De mailserver neemt mail voor {TO}."),
]


def good(area, text):
    return Finding(area, Verdict.GOOD, text)


def wrong(area, text, advice=""):
    return Finding(area, Verdict.WRONG, text, advice)


class Careful(Inbox):
    """An Inbox that remembers whether everything was taken back."""

    resets = 0

    async def handle_RSET(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.resets += 1
        return "250 OK"

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if "mail" in self.answers:
            return self.answers["mail"]
        envelope.mail_from = address
        return "250 OK"


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """An authority that this machine trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


def server_context(authority, *names, **options):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names, **options).configure_cert(context)
    return context


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


def look(port, tls="none", host="127.0.0.1", recipients=(TO,), budget=5, **login):
    return check_smtp(Smtp(host, port, tls, **login), FROM, recipients, budget)


def test_a_mail_server_that_takes_everything(authority):
    """STARTTLS, a certificate, a login, the sender and each recipient; then RSET, and no mail."""
    inbox = Careful()
    options = {
        "tls_context": server_context(authority, "localhost"),
        "auth_require_tls": True,
        "authenticator": authenticate,
    }
    with smtp_server(inbox, **options) as port:
        found = look(port, "starttls", "localhost", (TO, "alarm@elders.nl"), user="u", password=PASSWORD)
    assert found == [
        good("mailserver", f"localhost antwoordt op poort {port}."),
        good("mailserver", "De verbinding is versleuteld en het certificaat van localhost klopt."),
        good("mailserver", "Inloggen lukt."),
        *SENDER_AND_RECIPIENT,
        good("mailserver", "De mailserver neemt mail voor alarm@elders.nl."),
    ]
    assert (inbox.envelopes, inbox.resets) == ([], 1)


def test_a_mail_server_on_this_machine():
    """No encryption needed, no login set."""
    with smtp_server(Careful()) as port:
        assert look(port) == [
            good("mailserver", f"127.0.0.1 antwoordt op poort {port}."),
            good("mailserver", "De mailserver staat op deze machine zelf; versleutelen hoeft niet."),
            Finding("mailserver", Verdict.SKIPPED, "Inloggen: er is geen gebruikersnaam ingesteld."),
            *SENDER_AND_RECIPIENT,
        ]


LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
OTHER_NAME = "gebruik in CONTACT_SMTP de naam die je provider noemt, of vraag om een nieuw certificaat."


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
@pytest.mark.parametrize(
    ("names", "options", "trouble"),
    [
        (["mail.anders.nl"], {}, "het certificaat is niet van localhost maar van een andere naam"),
        (
            ["localhost"],
            {"not_before": LONG_AGO, "not_after": LONG_AGO + datetime.timedelta(days=90)},
            "het certificaat van localhost is verlopen",
        ),
    ],
)
def test_a_certificate_that_is_wrong_is_said_to_be_so(authority, tls, names, options, trouble):
    """Expired, or of another name; nothing is said to such a server, least of all a password."""
    context = server_context(authority, *names, **options)
    inbox = Careful()
    with tls_server(inbox, context, tls) as port:
        found = look(port, tls, "localhost", user="u", password=PASSWORD)
    text = {
        "starttls": f"Versleutelen lukt niet: {trouble}.",
        "implicit": f"Er is geen verbinding met localhost op poort {port}: {trouble}.",
    }
    assert found[-1] == wrong("mailserver", text[tls], OTHER_NAME)
    assert len(found) == (2 if tls == "starttls" else 1)


def tls_server(inbox, context, tls):
    """An SMTP server with this TLS context, after STARTTLS or from the first byte."""
    if tls == "starttls":
        return smtp_server(inbox, tls_context=context)
    return implicit_server(context)


@contextmanager
def implicit_server(context):
    """A port on which TLS begins at once; enough of a server to shake hands with."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def shake():
            connection, _ = listener.accept()
            with connection:
                try:
                    context.wrap_socket(connection, server_side=True).close()
                except (ssl.SSLError, OSError):
                    return

        thread = threading.Thread(target=shake)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(10)


def test_a_certificate_that_nobody_vouches_for(tmp_path):
    """An authority that this machine does not know."""
    context = server_context(trustme.CA(), "localhost")
    with smtp_server(Careful(), tls_context=context) as port:
        found = look(port, "starttls", "localhost")
    trouble = "voor het certificaat van localhost staat niemand in die deze machine vertrouwt"
    assert found[-1] == wrong("mailserver", f"Versleutelen lukt niet: {trouble}.", OTHER_NAME)


def test_a_mail_server_without_encryption():
    """Nothing goes there in the clear."""
    with smtp_server(Careful()) as port:
        found = look(port, "starttls", "localhost", user="u", password=PASSWORD)
    assert found[1:] == [
        wrong(
            "mailserver",
            "localhost biedt geen versleuteling (STARTTLS) aan.",
            "gebruik smtps://…:465, of een mailserver die wel versleutelt.",
        )
    ]


def test_a_password_that_is_wrong_is_never_said(authority):
    """The server's code, not its words, for they may hold the login."""
    options = {
        "tls_context": server_context(authority, "localhost"),
        "auth_require_tls": True,
        "authenticator": authenticate,
    }
    with smtp_server(Careful(), **options) as port:
        found = look(port, "starttls", "localhost", user="u", password="verkeerd-w8woord")
    assert found[-1].text == "De mailserver weigert gebruikersnaam of wachtwoord (antwoord 535)."
    assert found[-1].advice.startswith("kijk gebruikersnaam en wachtwoord in CONTACT_SMTP na.")
    assert "verkeerd-w8woord" not in repr(found)


def test_a_server_on_which_nobody_can_log_in():
    """It offers no AUTH."""
    with smtp_server(Careful()) as port:
        assert look(port, user="u", password=PASSWORD)[-1] == wrong(
            "mailserver",
            "127.0.0.1 laat op deze poort niemand inloggen.",
            "probeer poort 587 of 465, of haal de gebruikersnaam uit CONTACT_SMTP.",
        )


def test_a_sender_and_recipients_that_are_refused():
    """With the server's own words; each recipient by itself; a 4xx is waited for."""
    with smtp_server(Careful(mail="553 5.7.1 niet van jou")) as port:
        assert look(port)[-1] == wrong(
            "mailserver",
            f"De mailserver weigert de afzender {FROM}: 553 5.7.1 niet van jou.",
            "gebruik als CONTACT_FROM een adres dat bij deze mailserver hoort.",
        )
    inbox = Careful(rcpt="550 5.1.1 no such user")
    with smtp_server(inbox) as port:
        assert look(port)[-1] == wrong(
            "mailserver",
            f"De mailserver weigert de ontvanger {TO}: 550 5.1.1 no such user.",
            "kijk het adres na (CONTACT_TO, CONTACT_ALERT_TO), en of de postbus bestaat.",
        )
    assert inbox.resets == 1
    with smtp_server(Careful(rcpt="450 4.2.0 greylisted")) as port:
        assert look(port)[-1] == wrong(
            "mailserver",
            f"De mailserver weigert de ontvanger {TO}: 450 4.2.0 greylisted.",
            "wacht een kwartier en probeer opnieuw: vaak lukt het met een nieuwe afzender pas dan.",
        )


AWAY = "kijk de server en de poort in CONTACT_SMTP na, en of een firewall de poort dichthoudt."


def test_nobody_listens_or_nobody_speaks():
    """Within the budget."""
    port = free_port()
    text = f"Er is geen verbinding met 127.0.0.1 op poort {port}: op die poort luistert niemand."
    assert look(port) == [wrong("mailserver", text, AWAY)]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        text = f"Er is geen verbinding met 127.0.0.1 op poort {port}: er komt geen antwoord."
        assert look(port, budget=0.2) == [wrong("mailserver", text, AWAY)]


def test_a_reply_is_shown_without_secrets_and_on_one_line():
    """A server may echo what it was sent, plain or as AUTH encodes it."""
    said = b"no u\x1b[31m\r\ngeheim Z2VoZWlt AHUAZ2VoZWlt " + b"x" * 300
    shown = reply_text(said, "u", "geheim")
    assert shown.rstrip("x") == "no u [31m *** *** *** "
    assert len(shown) == 200


def ask_hcaptcha(address, secret=SECRET, sitekey=SITEKEY):
    return check_hcaptcha(HCaptcha(secret, sitekey, f"{address}/siteverify", frozenset({"localhost"})))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, good("hCaptcha", "hCaptcha kent het geheim en de sitekey, en ze horen bij elkaar.")),
        (
            {"secret": "0xverkeerd"},
            wrong(
                "hCaptcha",
                "hCaptcha kent dit geheim niet (HCAPTCHA_SECRET).",
                "kopieer het geheim opnieuw uit je hCaptcha-account: Settings, Secret Key.",
            ),
        ),
        (
            {"sitekey": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"},
            wrong(
                "hCaptcha",
                "De sitekey en het geheim van hCaptcha horen niet bij hetzelfde account.",
                "neem de sitekey en het geheim uit hetzelfde hCaptcha-account.",
            ),
        ),
        (
            {"sitekey": "onzin"},
            wrong(
                "hCaptcha",
                "hCaptcha kent deze sitekey niet.",
                "kopieer de sitekey opnieuw uit je hCaptcha-account, naar praktijk.toml.",
            ),
        ),
        (
            {"secret": TEST_SECRET, "sitekey": "10000000-ffff-ffff-ffff-000000000001"},
            wrong(
                "hCaptcha",
                "Het geheim van hCaptcha is de testsleutel, en die houdt niemand tegen.",
                "gebruik op een live site het geheim uit je eigen account.",
            ),
        ),
    ],
)
def test_hcaptcha_says_whether_the_keys_are_right(keys, expected):
    """By a token that nobody solved: with right keys the token alone is refused."""
    with standin() as address:
        assert ask_hcaptcha(address, **keys) == [expected]


def test_hcaptcha_that_is_away_or_odd(endpoint):
    """Each is told apart."""
    away = "kijk of deze machine naar buiten mag. Tot dan komen berichten aan met [niet gecontroleerd]."
    assert ask_hcaptcha(f"http://127.0.0.1:{free_port()}") == [
        wrong("hCaptcha", "hCaptcha is niet te bereiken: op die poort luistert niemand.", away)
    ]
    app = Flask(__name__)
    answers = iter(
        [
            ("Internal Server Error", 500),
            {"success": True, "hostname": "localhost"},
            {"success": False, "error-codes": ["new-code"]},
        ]
    )
    app.post("/siteverify")(lambda: next(answers))
    with serving(app) as address:
        found = [ask_hcaptcha(address) for _ in range(3)]
    assert [finding.text for (finding,) in found] == [
        "hCaptcha is niet te bereiken: http-500.",
        "hCaptcha keurt een verzonnen token goed. Zo houdt het niemand tegen.",
        "hCaptcha antwoordt met een fout (new-code).",
    ]


def test_a_webhook_is_asked_for_and_sent_nothing():
    """Most refuse a HEAD and are there all the same; the address beyond the host may be a secret."""
    seen = []
    app = Flask(__name__)

    @app.before_request
    def remember():
        seen.append((request.method, request.content_length))

    app.post("/T0K3N")(lambda: "")
    with serving(app) as address:
        assert check_webhook(f"{address}/T0K3N") == [
            good(
                "webhook",
                "127.0.0.1 is bereikbaar (antwoord 405 op een HEAD). Er is geen melding verstuurd.",
            )
        ]
        gone = check_webhook(f"{address}/T0K3N-oud")
    assert gone == [
        wrong(
            "webhook",
            "127.0.0.1 antwoordt 404: op dit adres is niets.",
            "kijk CONTACT_ALERT_WEBHOOK na.",
        )
    ]
    assert seen == [("HEAD", None), ("HEAD", None)]
    away = check_webhook(f"http://127.0.0.1:{free_port()}/T0K3N")
    assert away[0].text == "127.0.0.1 is niet bereikbaar: op die poort luistert niemand."
    assert check_webhook("") == [
        Finding("webhook", Verdict.SKIPPED, "CONTACT_ALERT_WEBHOOK is niet ingevuld.")
    ]
    assert "T0K3N" not in repr((gone, away))


PAGE = """<form method=post action="{action}" data-sitekey="{sitekey}"><p>{days} dagen nadat je bericht
is bezorgd, wordt het gewist.</form><a href="mailto:{email}">mail</a>"""


@contextmanager
def a_site(folder, **changes):
    """A site whose contact page says this, with an endpoint behind it; the environment that names it."""
    app, said = Flask(__name__), {}

    @app.get("/contact/")
    def page():
        return PAGE.format(**said)

    @app.get("/health")
    def health():
        return {"status": "ok"}

    with serving(app) as address:
        environ = builders.production_environ(
            folder, CONTACT_ENV="development", HCAPTCHA_SECRET=SECRET, CONTACT_SMTP=f"file:{folder}/mail"
        )
        builders.a_practice_file(
            folder, site=f'"{address}"', eindpunt=f'"{address}/contact"', hcaptcha_sitekey=f'"{SITEKEY}"'
        )
        said |= {
            "action": f"{address}/contact",
            "sitekey": SITEKEY,
            "days": 30,
            "email": "hallo@praktijk-test.nl",
        }
        said |= changes
        yield address, environ


PUBLISH = "publiceer de site opnieuw (make publish en uploaden), of herstel praktijk.toml."


def test_a_site_that_says_what_the_endpoint_does(tmp_path):
    """The address of the form, the site key, the days, the address to mail to; and the endpoint is there."""
    with a_site(tmp_path) as (address, environ):
        settings = builders.load_settings(environ)
        assert check_site(settings) == [
            good("site", f"Het contactformulier gaat naar {address}/contact."),
            good("site", "De sitekey van hCaptcha op de site is die van het eindpunt."),
            good("site", "De site noemt dezelfde bewaartermijn: 30 dagen."),
            good("site", "De site noemt hetzelfde e-mailadres: hallo@praktijk-test.nl."),
        ]
        assert check_endpoint(f"{address}/contact") == [
            good("eindpunt", f"Het eindpunt antwoordt op {address}/contact.")
        ]


def test_a_site_that_was_published_before_something_changed(tmp_path):
    """Each difference is named, with both sides."""
    changes = {"action": "https://oud.nl/contact", "sitekey": "oud", "days": 90, "email": "oud@oud.nl"}
    with a_site(tmp_path, **changes) as (address, environ):
        assert check_site(builders.load_settings(environ)) == [
            wrong(
                "site",
                "Het contactformulier gaat naar https://oud.nl/contact; "
                f"in praktijk.toml staat {address}/contact.",
                PUBLISH,
            ),
            wrong("site", f"Op de site staat de sitekey oud; het eindpunt gebruikt {SITEKEY}.", PUBLISH),
            wrong("site", "De site belooft 90 dagen bewaren; in praktijk.toml staat 30.", PUBLISH),
            wrong("site", "Op de contactpagina staat het e-mailadres hallo@praktijk-test.nl niet.", PUBLISH),
        ]
        lost = check_endpoint(f"{address}/elders/contact")
    assert lost == [
        wrong(
            "eindpunt",
            f"Het eindpunt antwoordt niet op {address}/elders/health: antwoord 404.",
            "start het eindpunt, en kijk [contact] eindpunt in praktijk.toml na.",
        )
    ]


def test_a_store_that_can_not_be_used(tmp_path):
    """Why, in words; and a file that others can read."""
    path = tmp_path / "outbox.sqlite"
    assert check_store(SqliteOutbox(path), path, NOW) == [
        good("opslag", "De opslag antwoordt en er kan worden geschreven.")
    ]
    path.chmod(0o644)
    assert check_store(SqliteOutbox(path), path, NOW)[1:] == [
        wrong("opslag", "Anderen op deze machine kunnen de opslag lezen.", f"chmod 600 {path}")
    ]
    text = "Er is geen opslag: een bericht is pas ontvangen als de mailserver het heeft."
    assert check_store(WithoutStore(), None, NOW) == [Finding("opslag", Verdict.SKIPPED, text)]
    advice = "kijk of het pad in CONTACT_STORE klopt, en of deze gebruiker daar mag schrijven."
    odd = tmp_path / "geen-opslag"
    odd.write_text("een brief, geen databank" * 100)
    assert check_store(SqliteOutbox(odd), odd, NOW) == [
        wrong("opslag", "De opslag is niet te gebruiken: het bestand is geen opslag van Nabij.", advice)
    ]
    inside = odd / "outbox.sqlite"
    assert check_store(SqliteOutbox(inside), inside, NOW)[0].text == (
        "De opslag is niet te gebruiken: een deel van het pad is geen map."
    )


def test_check_config_on_which_all_is_well(endpoint, tmp_path):
    """A line for each thing, whether it is right in a word, and exit code 0."""
    with a_site(tmp_path) as (address, environ), standin() as hcaptcha, smtp_server(Careful()) as port:
        environ |= {
            "HCAPTCHA_VERIFY_URL": f"{hcaptcha}/siteverify",
            "CONTACT_SMTP": f"smtp://127.0.0.1:{port}",
        }
        code, said, _ = run(endpoint, "check-config", env=environ)
    assert (code, said) == (
        0,
        "✔ goed            instellingen   "
        "Alle instellingen zijn ingevuld, om te proberen (CONTACT_ENV=development).\n"
        "✔ goed            praktijk.toml  "
        "Wat de site en het eindpunt delen is ingevuld. Bewaartermijn: 30 dagen.\n"
        "✔ goed            opslag         De opslag antwoordt en er kan worden geschreven.\n"
        f"✔ goed            mailserver     127.0.0.1 antwoordt op poort {port}.\n"
        "✔ goed            mailserver     "
        "De mailserver staat op deze machine zelf; versleutelen hoeft niet.\n"
        "– niet nagekeken  mailserver     Inloggen: er is geen gebruikersnaam ingesteld.\n"
        "✔ goed            mailserver     De mailserver neemt site@praktijk-test.nl als afzender.\n"
        "✔ goed            mailserver     De mailserver neemt mail voor coach@praktijk-test.nl.\n"
        "✔ goed            hCaptcha       hCaptcha kent het geheim en de sitekey, en ze horen bij elkaar.\n"
        "– niet nagekeken  webhook        CONTACT_ALERT_WEBHOOK is niet ingevuld.\n"
        f"✔ goed            site           Het contactformulier gaat naar {address}/contact.\n"
        "✔ goed            site           De sitekey van hCaptcha op de site is die van het eindpunt.\n"
        "✔ goed            site           De site noemt dezelfde bewaartermijn: 30 dagen.\n"
        "✔ goed            site           De site noemt hetzelfde e-mailadres: hallo@praktijk-test.nl.\n"
        f"✔ goed            eindpunt       Het eindpunt antwoordt op {address}/contact.\n"
        "\n"
        "Alles is in orde. Er is niets verstuurd.\n",
    )
    assert SECRET not in said


def test_check_config_names_every_wrong_setting_at_once(endpoint, tmp_path):
    """The file of the practice too; no value that may be secret; exit code 1."""
    environ = builders.production_environ(
        tmp_path, CONTACT_TO=None, CONTACT_SECRET_KEY="hunter2", CONTACT_LIMITS="veel"
    )
    builders.a_practice_file(tmp_path, site='"https://www.nabij.example"')
    code, said, errors = run(endpoint, "check-config", env=environ | {"CONTACT_TO": None})
    assert (code, errors) == (1, "")
    assert said == (
        "✘ fout  instellingen   CONTACT_TO is niet ingevuld\n"
        "✘ fout  instellingen   CONTACT_SECRET_KEY moet minstens 32 tekens hebben\n"
        "✘ fout  instellingen   CONTACT_LIMITS moet eruitzien als "
        "per_address=10/hour,total=300/hour,labelled=30/hour,code=20/hour,code_tries=30/hour\n"
        "✘ fout  praktijk.toml  [praktijk] site: is nog het voorbeeld (https://www.nabij.example). "
        "Vul je eigen adres in.\n"
        "\n"
        "De rest is niet nagekeken: eerst moeten de instellingen kloppen.\n"
        "Er zijn 4 dingen fout. Er is niets verstuurd.\n"
    )


def test_check_config_of_a_practice_that_can_not_be_read(endpoint, tmp_path):
    """In the words of `make check`."""
    environ = builders.production_environ(tmp_path)
    builders.a_practice_file(tmp_path, bewaardagen="0", kvk='"12"')
    code, said, _ = run(endpoint, "check-config", env=environ)
    assert code == 1
    assert said.splitlines()[:2] == [
        "✘ fout  praktijk.toml  praktijk.toml: [praktijk] kvk: moet uit acht cijfers bestaan, bijvoorbeeld "
        "\"12345678\" (nu: '12').",
        "✘ fout  praktijk.toml  praktijk.toml: [contact] bewaardagen: moet een heel aantal dagen zijn van "
        "1 tot en met 365 (nu: 0).",
    ]
