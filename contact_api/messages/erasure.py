"""What `erase` says: what it will erase, the proof that it did, and what is out of its reach."""

from types import MappingProxyType

ERASE = MappingProxyType(
    {
        "heads": ("Ontvangstnummer", "Ontvangen", "Toestand", "Naam", "E-mail", "Bericht"),
        "letters": ("1 teken", "{count} tekens"),
        "gone_already": "(al gewist)",
        "question": (
            "Dit bericht voorgoed wissen? Typ ja en Enter:",
            "Deze {count} berichten voorgoed wissen? Typ ja en Enter:",
        ),
        "nothing_done": "Er is niets gewist.",
        "none_of_address": (
            "Er is geen bericht van {email}. Van berichten die al zijn gewist, wordt geen adres bewaard."
        ),
        "proof_heads": ("Ontvangstnummer", "Ontvangen", "Wat is gewist", "Wanneer"),
        "what": "naam, e-mail, telefoon, onderwerp, bericht ({letters})",
        "what_little": "wat er nog van was",
        "not_gone": "NIET gewist",
        "looked_in_files": "Nagekeken: elke byte van {files}, en elk bericht dat er nog is.",
        "looked_in_database": (
            "Nagekeken: elk bericht dat er nog is. "
            "De bestanden van de database zelf kan deze opdracht niet lezen."
        ),
        "sought": "Gezocht naar {pieces}: het adres, het telefoonnummer en stukken uit de tekst.",
        "pieces": ("1 stuk", "{count} stukken"),
        "found": "Gevonden voor het wissen: {before}. Gevonden na het wissen: {left}.",
        "shared": "Hetzelfde adres of dezelfde tekst staat nog in een ander bericht: {receipts}.",
        "and_more": " en nog {count}",
        "proven": "Het is weg.",
        "not_proven": "Let op: het is niet allemaal weg. Voer deze opdracht nog eens uit.",
        "out_of_reach": "Wat deze opdracht niet kan wissen, en wat je zelf nog moet doen:",
        "delivered_mail": (
            "- de mail van {receipt}, die op {moment} is bezorgd bij {to}, en jouw antwoord daarop"
        ),
        "elsewhere": (
            "- back-ups van de opslag, en exports die je hebt gemaakt",
            "- het logboek van je mailserver",
        ),
    }
)
