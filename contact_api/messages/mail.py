"""What the mail to the practice says."""

from types import MappingProxyType

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
            "Let op: dit lijkt op spam{layers}. Het kan ook een gewoon bericht zijn. "
            "Klik nergens op zolang je het niet vertrouwt."
        ),
        "layer_honeypot": "een verborgen veld was ingevuld; een browser kan dat ook zelf hebben gedaan",
        "layer_links": "er staan links in",
        "layer_markup": "er staat opmaakcode in",
        "layer_script": "er staat een ander schrift in",
        "layer_repeated": "er staat vaak hetzelfde in, of het kwam vaker binnen",
        "layer_too_fast": "het was erg snel ingevuld",
        "cause_unreachable": "de dienst was niet bereikbaar",
        "cause_our_fault": "de instellingen van hCaptcha kloppen niet; laat ze nakijken",
    }
)
