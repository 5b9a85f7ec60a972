"""A message's life in words, for the owner: its state, what happened to it, and how long ago."""

from types import MappingProxyType

# State → the word to type, and what it means.
STATES = MappingProxyType(
    {
        "received": ("ontvangen", "nog niet geprobeerd"),
        "retrying": ("uitgesteld", "wordt opnieuw geprobeerd"),
        "delivered": ("bezorgd", "de mailserver heeft het"),
        "held": ("vastgehouden", "wacht op jou, gaat niet vanzelf weg"),
        "dead": ("onbestelbaar", "wordt niet meer vanzelf geprobeerd"),
        "erased": ("gewist", "op verzoek, met alles erin"),
    }
)
LABELS = MappingProxyType({"": "geen", "unchecked": "niet gecontroleerd", "spam": "mogelijk spam"})
CAUSES = MappingProxyType(
    {
        "unreachable": "hCaptcha was niet bereikbaar",
        "our_fault": "de instellingen van hCaptcha klopten niet",
    }
)
NOTICES = MappingProxyType(
    {
        "alert-mail": "waarschuwing per mail",
        "alert-webhook": "waarschuwing aan de webhook",
        "summary": "overzicht",
        "confirmation": "bevestiging aan een bezoeker",
    }
)

# A code that an attempt ended with → words. "{number}" is the answer's own code.
CODES = MappingProxyType(
    {
        "rcpt": "de mailserver weigerde het adres van de ontvanger ({number})",
        "data": "de mailserver weigerde de mail ({number})",
        "SMTPAuthenticationError": "de mailserver weigerde gebruikersnaam of wachtwoord ({number})",
        "SMTPSenderRefused": "de mailserver weigerde de afzender ({number})",
        "SMTPHeloError": "de mailserver weigerde de begroeting ({number})",
        "SMTPConnectError": "de mailserver weigerde de verbinding ({number})",
        "SMTPResponseException": "de mailserver antwoordde met een fout ({number})",
        "SMTPNotSupportedError": "de mailserver kan niet wat nodig is: versleutelen of inloggen",
        "SMTPServerDisconnected": "de mailserver verbrak de verbinding",
        "TimeoutError": "de mailserver antwoordde niet op tijd",
        "ConnectionRefusedError": "op dat adres luistert geen mailserver",
        "ConnectionResetError": "de mailserver verbrak de verbinding",
        "gaierror": "de naam van de mailserver bestaat niet of kon niet worden opgezocht",
        "SSLCertVerificationError": "het certificaat van de mailserver klopt niet",
        "SSLError": "de versleutelde verbinding met de mailserver mislukte",
        "damaged": "wat er was opgeslagen, is beschadigd",
        "fault": "een fout in het programma zelf ({number})",
    }
)

MOMENT = "{day:%d-%m-%Y} om {day:%H.%M} uur"
AND = "{first} en {second}"
LESS_THAN_A_MINUTE = "minder dan een minuut"
# Seconds → one, several.
PERIODS = (
    (86400, "1 dag", "{count} dagen"),
    (3600, "1 uur", "{count} uur"),
    (60, "1 minuut", "{count} minuten"),
)
