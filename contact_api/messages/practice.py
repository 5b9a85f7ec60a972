"""What is wrong with praktijk.toml."""

from types import MappingProxyType

PRACTICE = MappingProxyType(
    {
        "unreadable": "het bestand kan niet worden gelezen ({cause}).",
        "not_utf8": "het bestand is niet als UTF-8 bewaard. Bewaar het opnieuw als UTF-8.",
        "not_toml": (
            "op regel {line} staat iets wat niet klopt. Kijk of elke tekst tussen rechte "
            "aanhalingstekens staat en elke naam maar één keer voorkomt."
        ),
        "not_table": '"{key}" hoort een kop te zijn: [{key}].',
        "empty": "leeg",
        "missing": "moet worden ingevuld.",
        "not_text": ('moet tekst tussen aanhalingstekens zijn, bijvoorbeeld "Nabij" (nu: {value}).'),
        "texts": ('moet een rij teksten zijn, bijvoorbeeld ["Hechting", "Opvoeden"] (nu: {value}).'),
        "one_line": "moet op één regel staan (nu: {value}).",
        "pattern_email": 'moet een e-mailadres zijn, bijvoorbeeld "naam@voorbeeld.nl" (nu: {value}).',
        "pattern_telefoon": ('moet een telefoonnummer zijn, bijvoorbeeld "06 12 34 56 78" (nu: {value}).'),
        "pattern_kvk": 'moet uit acht cijfers bestaan, bijvoorbeeld "12345678" (nu: {value}).',
        "pattern_btw": 'moet een btw-id zijn, bijvoorbeeld "NL001234567B01" (nu: {value}).',
        "pattern_postcode": 'moet een postcode zijn, bijvoorbeeld "1234 AB" (nu: {value}).',
        "pattern_hcaptcha_sitekey": (
            "moet een sitekey van hCaptcha zijn: 36 tekens, in je account te vinden (nu: {value})."
        ),
        "pattern_adres": (
            "moet het adres van de git-host zijn, met https:// en zonder pagina erachter, "
            'bijvoorbeeld "https://codeberg.org" (nu: {value}).'
        ),
        "pattern_project": 'moet eigenaar/naam zijn, bijvoorbeeld "ans/nabij" (nu: {value}).',
        "pattern_branch": 'moet de naam van een branch zijn, bijvoorbeeld "main" (nu: {value}).',
        "address": "moet een adres zijn dat met https:// begint (nu: {value}).",
        "bare_address": (
            "moet het adres van de site zijn, zonder pagina erachter, "
            'bijvoorbeeld "https://www.voorbeeld.nl" (nu: {value}).'
        ),
        "days": "moet een heel aantal dagen zijn van 1 tot en met 365 (nu: {value}).",
        "days_unseen": (
            "moet minstens {least} zijn bij deze samenvatting (nu: {value}). Anders is een vastgehouden "
            "bericht al gewist voordat je het ziet."
        ),
        "choice": "moet een van deze woorden zijn: {choices} (nu: {value}).",
        "truth": "moet true (wel) of false (niet) zijn, zonder aanhalingstekens (nu: {value}).",
        "price": (
            "moet een bedrag in euro’s zijn zonder aanhalingstekens, bijvoorbeeld 95 of 92.50; "
            '0 is gratis en "" is nog niet bekend (nu: {value}).'
        ),
        "unknown": "{key}: deze naam ken ik niet.",
        "did_you_mean": " Bedoel je {likely}?",
        "live_missing": "{key}: moet zijn ingevuld voordat de site live gaat.",
        "live_example": "{key}: is nog het voorbeeld ({value}). Vul je eigen adres in.",
        "live_http": "{key}: moet op de live site met https:// beginnen ({value}).",
        "live_test_key": (
            "[contact] hcaptcha_sitekey: is een testsleutel die alles doorlaat. "
            "Vul de sitekey uit je eigen hCaptcha-account in."
        ),
    }
)
