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
            "Let op: dit lijkt op spam, want een verborgen veld was ingevuld. "
            "Een browser kan dat ook zelf hebben gedaan."
        ),
        "cause_unreachable": "de dienst was niet bereikbaar",
        "cause_our_fault": "de instellingen van hCaptcha kloppen niet; laat ze nakijken",
    }
)
