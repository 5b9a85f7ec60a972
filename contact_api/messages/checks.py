"""What `check-config` and `test-mail` say."""

from types import MappingProxyType

VERDICTS = MappingProxyType({"good": "✔ goed", "wrong": "✘ fout", "skipped": "– niet nagekeken"})
AREAS = MappingProxyType(
    {
        "settings": "instellingen",
        "practice": "praktijk.toml",
        "store": "opslag",
        "smtp": "mailserver",
        "hcaptcha": "hCaptcha",
        "webhook": "webhook",
        "site": "site",
        "endpoint": "eindpunt",
    }
)
REPORT = MappingProxyType(
    {
        "advice": "Doe dit: {advice}",
        "good": "Alles is in orde. Er is niets verstuurd.",
        "wrong": (
            "Er is 1 ding fout. Er is niets verstuurd.",
            "Er zijn {count} dingen fout. Er is niets verstuurd.",
        ),
        "rest": "De rest is niet nagekeken: eerst moeten de instellingen kloppen.",
    }
)

# What was found, by its name. A name with a dash is a code of hCaptcha itself.
FOUND = MappingProxyType(
    {
        "production": "Alle instellingen zijn ingevuld, voor een live site (CONTACT_ENV=production).",
        "development": "Alle instellingen zijn ingevuld, om te proberen (CONTACT_ENV=development).",
        "practice": "Wat de site en het eindpunt delen is ingevuld. Bewaartermijn: {days} dagen.",
        "no_store": "Er is geen opslag: een bericht is pas ontvangen als de mailserver het heeft.",
        "store": "De opslag antwoordt en er kan worden geschreven.",
        "store_down": "De opslag is niet te gebruiken: {cause}.",
        "store_open": "Anderen op deze machine kunnen de opslag lezen.",
        "folder": "Mail gaat naar de map {path}, en niet naar een mailserver.",
        "smtp_connected": "{host} antwoordt op poort {port}.",
        "smtp_connected_tls": "{host} antwoordt op poort {port}, versleuteld en met een goed certificaat.",
        "smtp_away": "Er is geen verbinding met {host} op poort {port}: {trouble}.",
        "smtp_broken": "Het gesprek brak af: {trouble}.",
        "smtp_ehlo": "De mailserver weigert de begroeting: {reply}.",
        "smtp_plain": "De mailserver staat op deze machine zelf; versleutelen hoeft niet.",
        "smtp_no_starttls": "{host} biedt geen versleuteling (STARTTLS) aan.",
        "smtp_starttls_refused": "De mailserver weigert te versleutelen: {reply}.",
        "smtp_tls": "Versleutelen lukt niet: {trouble}.",
        "smtp_tls_good": "De verbinding is versleuteld en het certificaat van {host} klopt.",
        "smtp_no_login": "Inloggen: er is geen gebruikersnaam ingesteld.",
        "smtp_login": "De mailserver weigert gebruikersnaam of wachtwoord (antwoord {code}).",
        "smtp_login_unknown": "{host} laat op deze poort niemand inloggen.",
        "smtp_login_good": "Inloggen lukt.",
        "smtp_sender": "De mailserver weigert de afzender {address}: {reply}.",
        "smtp_sender_good": "De mailserver neemt {address} als afzender.",
        "smtp_recipient": "De mailserver weigert de ontvanger {address}: {reply}.",
        "smtp_recipient_good": "De mailserver neemt mail voor {address}.",
        "hcaptcha": "hCaptcha kent het geheim en de sitekey, en ze horen bij elkaar.",
        "hcaptcha_passes": "hCaptcha keurt een verzonnen token goed. Zo houdt het niemand tegen.",
        "hcaptcha_away": "hCaptcha is niet te bereiken: {trouble}.",
        "hcaptcha_other": "hCaptcha antwoordt met een fout ({codes}).",
        "missing-input-secret": "hCaptcha krijgt geen geheim.",
        "invalid-input-secret": "hCaptcha kent dit geheim niet (HCAPTCHA_SECRET).",
        "sitekey-secret-mismatch": "De sitekey en het geheim van hCaptcha horen niet bij hetzelfde account.",
        "invalid-sitekey": "hCaptcha kent deze sitekey niet.",
        "not-using-dummy-passcode": "Het geheim van hCaptcha is de testsleutel, en die houdt niemand tegen.",
        "not-using-dummy-secret": "De sitekey is een testsleutel van hCaptcha, maar het geheim is echt.",
        "webhook_none": "CONTACT_ALERT_WEBHOOK is niet ingevuld.",
        "webhook": "{host} is bereikbaar (antwoord {status} op een HEAD). Er is geen melding verstuurd.",
        "webhook_away": "{host} is niet bereikbaar: {trouble}.",
        "webhook_status": "{host} antwoordt {status}: op dit adres is niets.",
        "page_away": "{url} kan niet worden gelezen: {trouble}.",
        "page_no_form": "Op {url} staat geen contactformulier.",
        "page_action": "Het contactformulier gaat naar {ours}.",
        "page_action_differs": "Het contactformulier gaat naar {theirs}; in praktijk.toml staat {ours}.",
        "page_sitekey": "De sitekey van hCaptcha op de site is die van het eindpunt.",
        "page_sitekey_differs": "Op de site staat de sitekey {theirs}; het eindpunt gebruikt {ours}.",
        "page_days": "De site noemt dezelfde bewaartermijn: {ours} dagen.",
        "page_days_differs": "De site belooft {theirs} dagen bewaren; in praktijk.toml staat {ours}.",
        "page_email": "De site noemt hetzelfde e-mailadres: {ours}.",
        "page_email_differs": "Op de contactpagina staat het e-mailadres {ours} niet.",
        "endpoint": "Het eindpunt antwoordt op {url}.",
        "endpoint_away": "Het eindpunt antwoordt niet op {url}: {trouble}.",
    }
)
# What to do about it.
ADVICE = MappingProxyType(
    {
        "store_down": "kijk of het pad in CONTACT_STORE klopt, en of deze gebruiker daar mag schrijven.",
        "store_open": "chmod 600 {path}",
        "smtp_away": "kijk de server en de poort in CONTACT_SMTP na, en of een firewall de poort dichthoudt.",
        "smtp_certificate": (
            "gebruik in CONTACT_SMTP de naam die je provider noemt, of vraag om een nieuw certificaat."
        ),
        "smtp_ehlo": "vraag je provider waarom deze machine niet wordt aangenomen.",
        "smtp_no_starttls": "gebruik smtps://…:465, of een mailserver die wel versleutelt.",
        "smtp_login": (
            "kijk gebruikersnaam en wachtwoord in CONTACT_SMTP na. Bijzondere tekens moeten als %-code. "
            "Soms is een apart app-wachtwoord nodig."
        ),
        "smtp_login_unknown": "probeer poort 587 of 465, of haal de gebruikersnaam uit CONTACT_SMTP.",
        "smtp_sender": "gebruik als CONTACT_FROM een adres dat bij deze mailserver hoort.",
        "smtp_recipient": "kijk het adres na (CONTACT_TO, CONTACT_ALERT_TO), en of de postbus bestaat.",
        "smtp_later": (
            "wacht een kwartier en probeer opnieuw: vaak lukt het met een nieuwe afzender pas dan."
        ),
        "hcaptcha_passes": (
            "kijk of HCAPTCHA_VERIFY_URL naar hCaptcha zelf wijst, en of er geen testsleutels zijn ingevuld."
        ),
        "hcaptcha_away": (
            "kijk of deze machine naar buiten mag. Tot dan komen berichten aan met [niet gecontroleerd]."
        ),
        "hcaptcha_other": "zoek de foutcode op bij docs.hcaptcha.com.",
        "missing-input-secret": "vul HCAPTCHA_SECRET in.",
        "invalid-input-secret": "kopieer het geheim opnieuw uit je hCaptcha-account: Settings, Secret Key.",
        "sitekey-secret-mismatch": "neem de sitekey en het geheim uit hetzelfde hCaptcha-account.",
        "invalid-sitekey": "kopieer de sitekey opnieuw uit je hCaptcha-account, naar praktijk.toml.",
        "not-using-dummy-passcode": "gebruik op een live site het geheim uit je eigen account.",
        "not-using-dummy-secret": "gebruik de sitekey uit je eigen account.",
        "webhook_away": "kijk CONTACT_ALERT_WEBHOOK na.",
        "page_away": "kijk CONTACT_SITE_URL na, en of de site al online staat.",
        "publish": "publiceer de site opnieuw (make publish en uploaden), of herstel praktijk.toml.",
        "endpoint_away": "start het eindpunt, en kijk [contact] eindpunt in praktijk.toml na.",
    }
)
STORE_CAUSES = MappingProxyType(
    {
        "SQLITE_CANTOPEN": "het bestand kan niet worden geopend",
        "SQLITE_READONLY": "het bestand kan alleen worden gelezen",
        "SQLITE_BUSY": "een ander programma houdt het bestand vast",
        "SQLITE_FULL": "de schijf is vol",
        "SQLITE_NOTADB": "het bestand is geen opslag van Nabij",
        "SQLITE_CORRUPT": "het bestand is beschadigd",
        "SQLITE_IOERR": "lezen of schrijven op de schijf mislukt",
        "FileExistsError": "een deel van het pad is geen map",
        "NotADirectoryError": "een deel van het pad is geen map",
        "PermissionError": "er zijn geen rechten voor",
        "OperationalError": "de database antwoordt niet",
        "schema version": "de tabellen zijn van een andere versie; bij Postgres werkt migrate ze bij",
    }
)
CERTIFICATES = MappingProxyType(
    {
        "early": "het certificaat van {host} is nog niet geldig",
        "expired": "het certificaat van {host} is verlopen",
        "untrusted": "voor het certificaat van {host} staat niemand in die deze machine vertrouwt",
        "name": "het certificaat is niet van {host} maar van een andere naam",
        "other": "het certificaat van {host} klopt niet (code {code})",
    }
)
# By the name of an exception, or of one that it is a kind of.
CONNECTIONS = MappingProxyType(
    {
        "gaierror": "die naam bestaat niet of kon niet worden opgezocht",
        "TimeoutError": "er komt geen antwoord",
        "ConnectionRefusedError": "op die poort luistert niemand",
        "ConnectionError": "de verbinding werd verbroken",
        "SMTPServerDisconnected": "de verbinding werd verbroken",
        "SMTPConnectError": "de server weigert de verbinding",
        "SSLError": "de andere kant spreekt geen TLS zoals wij dat verlangen",
        "HTTPException": "het antwoord is niet te begrijpen",
        "OSError": "het netwerk geeft een fout",
        "other": "een onverwachte fout ({kind})",
    }
)
TEST_MAIL = MappingProxyType(
    {
        "subject": "[test] Nabij kan mail versturen",
        "text": (
            "Dit is een testmail van het contactformulier van {name}.\n\n"
            "Hij is op {moment} verstuurd met de opdracht test-mail. "
            "Komt hij aan, dan komen berichten van bezoekers ook aan.\n"
            "Kijk ook of hij niet bij de ongewenste mail staat.\n"
        ),
        "sent": "Verstuurd naar {address}. De mailserver antwoordde: {reply}",
        "sent_folder": "Geschreven naar de map {path}, voor {address}.",
        "look": "Kijk of hij aankomt, ook bij de ongewenste mail. Het onderwerp is: {subject}",
        "said": ". Hij antwoordde: {reply}",
        "later": "Niet verstuurd: {error}. Zo’n bericht zou later opnieuw worden geprobeerd.",
        "never": "Niet verstuurd: {error}. Zo’n bericht zou onbestelbaar zijn.",
    }
)
