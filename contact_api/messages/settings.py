"""What is wrong with a setting, in Dutch. `environment` says it in English, for whoever starts it."""

import re
from types import MappingProxyType

# What environment.py says → what the owner reads. "{…}" stands for a part that comes along as it is.
PROBLEMS = MappingProxyType(
    {
        "is not set": "is niet ingevuld",
        "holds bytes that are no printable text": "bevat tekens die geen leesbare tekst zijn",
        "is not set, nor is hcaptcha_sitekey in praktijk.toml": (
            "is niet ingevuld, en hcaptcha_sitekey in praktijk.toml ook niet"
        ),
        'must be "production" or "development"': 'moet "production" of "development" zijn',
        "must be an address such as https://www.example.nl": (
            "moet een adres zijn, bijvoorbeeld https://www.voorbeeld.nl"
        ),
        "must start with https:// in production": "moet op een live site met https:// beginnen",
        "must be one bare e-mail address": "moet één e-mailadres zijn, zonder naam erbij",
        "must be sqlite:///PATH, postgresql://USER:PASS@HOST/NAME or none": (
            "moet sqlite:///PAD zijn, postgresql://GEBRUIKER:WACHTWOORD@SERVER/NAAM, of none"
        ),
        "must end in ?sslmode=verify-full unless the database is here": (
            "moet eindigen op ?sslmode=verify-full, tenzij de database op deze machine staat"
        ),
        "must have a USER and PASS of plain letters, digits and signs": (
            "moet een gebruikersnaam en wachtwoord van gewone letters, cijfers en leestekens hebben"
        ),
        "must be an SMTP server in production, not file:": (
            "moet op een live site een mailserver zijn, geen map (file:)"
        ),
        "must be smtp://USER:PASS@HOST:PORT or smtps://…": (
            "moet smtp://GEBRUIKER:WACHTWOORD@SERVER:POORT zijn, of smtps://…"
        ),
        "must be an https address without a user name, or on this machine": (
            "moet een adres zijn dat met https:// begint, zonder gebruikersnaam"
        ),
        "must have at least {characters} characters": "moet minstens {} tekens hebben",
        "must be a number from 0 to 9": "moet een getal van 0 tot en met 9 zijn",
        "must look like {limits}": "moet eruitzien als {}",
        "must not be hCaptcha's test secret in production": (
            "mag op een live site niet de testsleutel van hCaptcha zijn"
        ),
        "must not be an hCaptcha test key in production": (
            "mag op een live site geen testsleutel van hCaptcha zijn"
        ),
        "differs from hcaptcha_sitekey in praktijk.toml": (
            "is een andere sleutel dan hcaptcha_sitekey in praktijk.toml"
        ),
        "must be an https address": "moet een adres zijn dat met https:// begint",
        "must be https and not this machine in production": (
            "moet op een live site met https:// beginnen en niet naar deze machine wijzen"
        ),
        "must be https unless it is this machine": "moet met https:// beginnen",
    }
)


def in_dutch(problem):
    """A problem of SettingsError in Dutch, under the same name. One of PracticeError is Dutch already."""
    for english, dutch in PROBLEMS.items():
        pattern = re.sub(r"\\\{\w+\\\}", "(.+)", re.escape(english))
        # A name is a variable's, or a key of praktijk.toml with its heading.
        found = re.fullmatch(rf"([A-Z_]+|praktijk\.toml \[\w+\] \w+) {pattern}", problem)
        if found:
            name, *parts = found.groups()
            return f"{name} {dutch.format(*parts)}"
    return problem
