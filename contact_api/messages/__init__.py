"""Every Dutch sentence that Python says: here to a visitor, in the files beside it to the coach."""

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
            "too_long": "Kies een van de onderwerpen uit de lijst.",
        },
        "bereikbaar": {
            "missing": "Kies hoe je antwoord wilt krijgen.",
            "invalid": "Kies antwoord per e-mail of per telefoon.",
            "too_long": "Kies antwoord per e-mail of per telefoon.",
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
        "code": {
            "missing": "Typ de code over.",
            "refused": "De code klopte niet of was verlopen. Typ de nieuwe code over.",
            "too_long": "De code is korter. Typ hem opnieuw over.",
        },
        "code_token": {"too_long": "Laad de pagina opnieuw en verstuur je bericht nog een keer."},
        "sleutel": {"too_long": "Laad de pagina opnieuw en verstuur je bericht nog een keer."},
        "website": {"too_long": "Laat dit veld leeg."},
        "duur": {"too_long": "Laad de pagina opnieuw en verstuur je bericht nog een keer."},
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
        "asked": (
            "Schrijf me een bericht",
            "Dit formulier werkt zonder JavaScript en zonder hCaptcha. Aan het eind typ je een code over.",
        ),
        "one_step_more": (
            "Nog één stap: typ de code over",
            "Je bericht is nog niet verstuurd. Alles wat je schreef staat er nog. Typ onderaan de code over "
            "en verstuur het.",
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
        "gone": (
            "Deze pagina is verlopen",
            "Een code geldt tien minuten en een ontvangstnummer is een uur lang te zien. Een bericht dat was "
            "ontvangen, is er nog.",
        ),
        "failed": (
            "Er ging iets mis",
            "Dat ligt aan ons. Probeer het over een paar minuten opnieuw.",
        ),
    }
)
MINUTES = ("1 minuut", "{minutes} minuten")
