"""Every Dutch sentence that Python says to a visitor or to the coach, in one place."""

from types import MappingProxyType

# What a message can be about and how its sender wants to be answered: code → words.
SUBJECTS = MappingProxyType(
    {
        "life-coaching": "Life coaching",
        "oudercoaching": "Oudercoaching bij hechting",
        "kennismakingsgesprek": "Een gratis kennismakingsgesprek",
        "iets-anders": "Iets anders",
    }
)
REACH = MappingProxyType({"email": "Per e-mail", "telefoon": "Telefonisch"})

# What is wrong with a field and what to do about it: field → code → words.
FIELDS = MappingProxyType(
    {
        "naam": {
            "missing": "Vul je naam in.",
            "too_long": "Houd je naam korter dan {limit} tekens.",
        },
        "email": {
            "missing": "Vul je e-mailadres in, dan kan ik je antwoorden.",
            "invalid": "Vul een geldig e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.",
            "too_long": "Vul een e-mailadres in van hooguit {limit} tekens.",
        },
        "telefoon": {
            "missing": "Vul je telefoonnummer in, of kies voor antwoord per e-mail.",
            "invalid": "Vul een geldig telefoonnummer in, bijvoorbeeld 06 12 34 56 78.",
            "too_long": "Vul een telefoonnummer in van hooguit {limit} tekens.",
        },
        "onderwerp": {
            "missing": "Kies waar je bericht over gaat.",
            "invalid": "Kies een van de onderwerpen uit de lijst.",
        },
        "bereikbaar": {
            "missing": "Kies hoe je antwoord wilt krijgen.",
            "invalid": "Kies antwoord per e-mail of per telefoon.",
        },
        "bericht": {
            "missing": "Schrijf je bericht. Een paar woorden is genoeg.",
            "too_long": ("Je bericht is te lang: het mag {limit} tekens zijn en het zijn er nu {length}."),
        },
        "h-captcha-response": {
            "missing": "Laat hieronder zien dat je een mens bent en verstuur het bericht opnieuw.",
            "refused": (
                "De controle is verlopen of niet gelukt. Doe hem opnieuw en verstuur je bericht "
                "nog een keer; alles wat je schreef staat er nog."
            ),
            "too_long": "De controle is niet gelukt. Doe hem opnieuw.",
        },
        "sleutel": {"too_long": "Laad de pagina opnieuw en verstuur je bericht nog een keer."},
        "website": {"too_long": "Laat dit veld leeg."},
    }
)
FIELD_NOT_TEXT = "Vul hier gewone tekst in."
FIELD_TWICE = "Stuur dit veld één keer mee."

# Each outcome of a POST: title, then what to do.
OUTCOMES = MappingProxyType(
    {
        "accepted": (
            "Je bericht is ontvangen",
            "Dank je wel. Je krijgt antwoord binnen {reply_within}.",
        ),
        "invalid": (
            "Er ontbreekt nog iets",
            "Kijk de aangegeven velden na. Alles wat je schreef staat er nog.",
        ),
        "malformed": (
            "Je bericht kon niet worden gelezen",
            "Er ging iets mis bij het versturen. Ga terug en probeer het nog een keer.",
        ),
        "foreign_origin": (
            "Dit formulier hoort bij een andere site",
            "Je bericht is niet verstuurd. Gebruik het formulier op onze eigen contactpagina.",
        ),
        "too_large": (
            "Je bericht is te groot",
            "Ga terug, maak je bericht korter en verstuur het opnieuw.",
        ),
        "wrong_type": (
            "Dit soort bericht kan ik niet lezen",
            "Gebruik het formulier op de contactpagina. Een bestand meesturen kan niet.",
        ),
        "wrong_method": (
            "Hier is niets te zien",
            "Dit adres ontvangt alleen berichten. Het formulier staat op de contactpagina.",
        ),
        "not_found": (
            "Deze pagina bestaat niet",
            "Het formulier staat op de contactpagina.",
        ),
        "too_many": (
            "Er zijn te veel berichten achter elkaar verstuurd",
            "Je bericht is nog niet verstuurd. Probeer het over {minutes} opnieuw. "
            "Alles wat je schreef staat er nog.",
        ),
        "unavailable": (
            "Je bericht kon nu niet worden bewaard",
            "Dat ligt aan ons. Probeer het over een paar minuten opnieuw. Alles wat je schreef staat er nog.",
        ),
        "failed": (
            "Er ging iets mis",
            "Dat ligt aan ons. Probeer het over een paar minuten opnieuw.",
        ),
    }
)
MINUTES = ("1 minuut", "{minutes} minuten")

# What the mail to the practice says.
MAIL = MappingProxyType(
    {
        "subject": "{label}{subject}: bericht van {name}",
        "unchecked": "[niet gecontroleerd] ",
        "spam": "[mogelijk spam] ",
        "field": "{name}: {value}",
        "name": "Naam",
        "email": "E-mail",
        "phone": "Telefoon",
        "subject_name": "Onderwerp",
        "reach": "Antwoord graag",
        "received": "Ontvangen",
        "receipt": "Ontvangstnummer",
        "reply": "Beantwoord deze mail: je antwoord gaat naar {email}.",
        "no_reply": "Let op: beantwoorden kan hier niet. Schrijf zelf naar {email}.",
        "note_unchecked": (
            "Let op: hCaptcha kon dit bericht niet controleren ({cause}). "
            "Het kan spam zijn, of een gewoon bericht."
        ),
        "note_spam": (
            "Let op: dit lijkt op spam, want een verborgen veld was ingevuld. "
            "Een browser kan dat ook zelf hebben gedaan."
        ),
        "cause_unreachable": "de dienst was niet bereikbaar",
        "cause_our_fault": "de instellingen van hCaptcha kloppen niet; laat ze nakijken",
    }
)

# What is wrong with praktijk.toml.
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
        "address": "moet een adres zijn dat met https:// begint (nu: {value}).",
        "bare_address": (
            "moet het adres van de site zijn, zonder pagina erachter, "
            'bijvoorbeeld "https://www.voorbeeld.nl" (nu: {value}).'
        ),
        "days": "moet een heel aantal dagen zijn van 1 tot en met 365 (nu: {value}).",
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

# What is wrong with an image in content/, and what to do about it.
IMAGES = MappingProxyType(
    {
        "missing": "{text}: de afbeelding {image} is er niet. Kijk of de naam klopt, ook de hoofdletters.",
        "outside": "{text}: de afbeelding {image} staat niet in de map content. Zet hem in afbeeldingen.",
        "caption_inside": (
            "{text}: de afbeelding {image} heeft een onderschrift en staat midden in een alinea. "
            "Zet er een lege regel voor en een lege regel na."
        ),
        "unreadable": (
            "dit bestand kan niet als afbeelding worden gelezen. Misschien is het niet helemaal gekopieerd. "
            "Bewaar de foto opnieuw, het liefst als JPEG."
        ),
        "too_large": "deze foto heeft meer dan {limit} megapixel. Maak hem eerst kleiner.",
        "moving": "dit beeld beweegt, en dat leidt af bij het lezen. Gebruik een foto of een tekening.",
        "no_size": "deze tekening zegt niet hoe groot ze is. Geef haar een width en height, of een viewBox.",
    }
)
# How a share card is described to who can't see it.
CARD_ALT = "De titel “{title}” en de naam {name}, boven een koord van zes gekleurde strengen."

# What the owner's commands say.
COMMANDS = MappingProxyType(
    {
        "deliver_help": "Bezorg de berichten die wachten en wis wat oud genoeg is.",
        "now_help": "Probeer alles wat wacht, ook wat pas later aan de beurt is.",
        "delivered": ("Bezorgd: {delivered}. Wacht nog: {waiting}. Onbestelbaar: {dead}. Gewist: {wiped}."),
        "store_unavailable": "De opslag van berichten is niet bereikbaar ({cause}).",
    }
)
