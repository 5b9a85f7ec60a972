"""What the owner's commands say of themselves: their help, and what is wrong with a call."""

from types import MappingProxyType

# The words of click, the library that reads the command line.
CLICK = MappingProxyType(
    {
        "usage": "Gebruik:",
        "options": "Opties",
        "options_metavar": "[OPTIES]",
        "help": "Toon deze uitleg en stop.",
        "error": "Fout: {message}",
        "hint": "Uitleg: {command}",
        "no_such_command": "De opdracht {name} bestaat niet.",
        "no_such_option": "De optie {name} bestaat niet.",
        "did_you_mean": " Bedoel je {likely}?",
        "missing": "Hier ontbreekt {name}.",
        "bad_option": "De optie {name} is niet goed gebruikt.",
        "wrong_use": "Er staat meer achter de opdracht dan ze kent.",
    }
)
HELP = MappingProxyType(
    {
        "status": "Hoe het ervoor staat: hoeveel berichten er zijn, wat wacht en wat er misging.",
        "deliver": "Bezorg de berichten die wachten, verstuur de meldingen en wis wat oud genoeg is.",
        "retry": (
            "Bezorg een bericht nu: een onbestelbaar, vastgehouden of wachtend bericht. "
            "Zonder opties geef je een of meer ontvangstnummers."
        ),
        "show": "Toon alles van één bericht.",
        "export": "Schrijf de berichten als CSV of JSON naar het scherm of naar een bestand.",
        "erase": (
            "Wis berichten voorgoed, bijvoorbeeld na een verzoek op grond van de AVG. De opdracht laat eerst "
            "zien wat ze wist, en daarna het bewijs dat het weg is."
        ),
        "purge": "Wis nu alles wat langer is bewaard dan praktijk.toml zegt.",
        "migrate": "Maak de tabellen van een Postgres-opslag, of werk ze bij naar deze versie.",
        "check_config": (
            "Kijk alles na wat het contactformulier nodig heeft: de instellingen, de opslag, de mailserver, "
            "hCaptcha en de site. Er wordt niets verstuurd."
        ),
        "test_mail": (
            "Verstuur één testmail langs de echte weg en zeg wat de mailserver antwoordde. "
            "Zonder adres gaat de mail naar CONTACT_TO."
        ),
        "json": "Als JSON, voor een programma.",
        "now": "Probeer alles wat wacht, ook wat pas later aan de beurt is.",
        "all_dead": "Alle onbestelbare berichten.",
        "csv": "Als CSV (RFC 4180), met een regel per bericht.",
        "excel": "CSV zoals Excel het hier graag leest: met een BOM en met puntkomma’s.",
        "state": "Alleen berichten in deze toestand: {states}.",
        "since": "Alleen berichten die op of na deze dag kwamen, bijvoorbeeld 2026-11-25.",
        "output": "Schrijf naar dit bestand, dat alleen jij kunt lezen.",
        "force": "Vervang het bestand als het er al is.",
        "email": "Alle berichten van dit e-mailadres.",
        "yes": "Wis zonder te vragen.",
    }
)
ERRORS = MappingProxyType(
    {
        "settings": "De instellingen kloppen niet: {problems}. Kijk ze na met: {program} check-config",
        "store_unavailable": "De opslag van berichten is niet bereikbaar ({cause}).",
        "system": "Het lukte niet: {cause}.",
        "fault": "Er ging iets mis in het programma zelf ({kind}). Het staat in het logboek.",
        "aborted": "Afgebroken.",
        "not_a_receipt": "{text} is geen ontvangstnummer. Dat heeft acht tekens, zoals 7K3M-9QXT.",
        "unknown_receipt": "Er is geen bericht met ontvangstnummer {receipt}.",
        "receipts_or_all": "Geef een of meer ontvangstnummers, of --all-dead.",
        "csv_or_json": "Kies --csv of --json.",
        "excel_is_csv": "--excel hoort bij --csv.",
        "bad_value": "De waarde bij {name} klopt niet: {wanted}",
        "bad_day": "schrijf een dag als 2026-11-25.",
        "bad_state": "kies uit {states}.",
        "bad_address": "{text} is geen e-mailadres.",
        "file_exists": "{path} bestaat al. Met --force wordt het vervangen.",
        "file": "{path} kan niet worden geschreven: {cause}.",
        "receipt_or_email": "Geef een of meer ontvangstnummers, of --email met een adres.",
    }
)
SYSTEM_ERRORS = MappingProxyType(
    {
        "EACCES": "daar zijn geen rechten voor",
        "EPERM": "daar zijn geen rechten voor",
        "EROFS": "daar kan niets worden geschreven",
        "ENOENT": "die map of dat bestand is er niet",
        "ENOTDIR": "een deel van het pad is geen map",
        "EISDIR": "dat is een map",
        "ENOSPC": "de schijf is vol",
        "EDQUOT": "de ruimte voor deze gebruiker is op",
        "ENAMETOOLONG": "die naam is te lang",
    }
)
