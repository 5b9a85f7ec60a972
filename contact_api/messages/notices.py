"""What alerts and the summary say to the practice, and the confirmation to a visitor."""

from types import MappingProxyType

ALERT = MappingProxyType(
    {
        "dead_subject": "Let op: een bericht kon niet worden bezorgd ({receipt})",
        "dead": (
            "Het bericht met ontvangstnummer {receipt} kon niet worden bezorgd.\n"
            "Na {attempts} keer proberen gebeurt dat niet meer vanzelf. De reden: {code}.\n"
            "\n"
            "Het bericht is niet weg: het staat nog op de server van het formulier. "
            "Er wacht dus iemand op antwoord. Geef dit door aan wie je site heeft ingericht: "
            "die kan het bekijken en opnieuw laten versturen."
        ),
        "dead_text": "Een bericht kon niet worden bezorgd. Ontvangstnummer {receipt}, reden {code}.",
        "captcha_fault_subject": "Let op: de instellingen van hCaptcha kloppen niet",
        "captcha_fault": (
            "hCaptcha weigert de controle van berichten door een fout in onze instellingen ({code}).\n"
            "Berichten komen gewoon aan, met [niet gecontroleerd] in het onderwerp. "
            "Er komt dan wel meer spam door.\n"
            "\n"
            "Geef dit door aan wie je site heeft ingericht: die kan de sleutels van hCaptcha nakijken. "
            "Je krijgt deze mail hooguit één keer per dag."
        ),
        "captcha_fault_text": (
            "De instellingen van hCaptcha kloppen niet. Berichten komen ongecontroleerd door."
        ),
        "counts": "Op dit moment",
        "at": "Tijdstip: {at}",
    }
)
# How many messages are in each state.
STATES = MappingProxyType(
    {
        "received": "Net binnen",
        "retrying": "Wacht op een nieuwe poging",
        "delivered": "Bezorgd",
        "held": "Vastgehouden",
        "dead": "Niet te bezorgen",
        "erased": "Op verzoek gewist",
    }
)
SUMMARY = MappingProxyType(
    {
        "subject_none": "Contactformulier: geen berichten ({since} tot {until})",
        "subject_one": "Contactformulier: 1 bericht ({since} tot {until})",
        "subject_some": "Contactformulier: {came} berichten ({since} tot {until})",
        "intro": "Dit is wat er via het contactformulier binnenkwam van {since} tot {until}.",
        "line": "{name}: {count}",
        "came": "Binnengekomen",
        "delivered": "Bezorgd",
        "held": "Vastgehouden",
        "dead": "Niet te bezorgen",
        "captcha_unreachable": "Ongecontroleerd, want hCaptcha was niet bereikbaar",
        "captcha_our_fault": "Ongecontroleerd, want de instellingen van hCaptcha kloppen niet",
        "now": "Op dit moment:",
        "waiting": "Wacht op bezorging",
        "oldest": "Het oudste wacht sinds {at}.",
        "held_none": "Er is in deze tijd niets vastgehouden.",
        "held_intro": (
            "Vastgehouden berichten. Deze zijn niet gemaild, want ze lijken op spam. "
            "Kijk of er een echt bericht bij is. Zo ja, schrijf dan zelf terug, "
            "of vraag aan wie je site heeft ingericht om het bericht alsnog te versturen. "
            "Klik nergens op zolang je het niet vertrouwt."
        ),
        "held_item": "{receipt}, {at}{layers}",
        "held_from": "{name}, {email}",
        "held_gone": "De tekst is al gewist.",
        "held_more": "En nog {count}.",
        "why_daily": "Deze mail komt elke dag, ook als er niets was. Zo zie je dat alles werkt.",
        "why_weekly": "Deze mail komt elke maandag, ook als er niets was. Zo zie je dat alles werkt.",
    }
)
CONFIRMATION = MappingProxyType(
    {
        "subject": "{practice}: je bericht is ontvangen",
        "greeting": "Dag,",
        "received": (
            "Dank je wel. Op {at} kwam via het contactformulier van {practice} een bericht binnen "
            "met dit e-mailadres. Het ontvangstnummer is {receipt}."
        ),
        "answer": "Je krijgt antwoord binnen {reply_within}.",
        "no_answer": (
            "Heb je dan nog niets gehoord? Kijk eerst bij je ongewenste mail. "
            "Laat het daarna even weten{ways}, met je ontvangstnummer erbij."
        ),
        "way_email": "mail naar {email}",
        "way_phone": "bel {phone}",
        "way_site": "gebruik het formulier op {site}",
        "or": " of ",
        "ways": ": {ways}",
        "help": (
            "Heb je nu meteen hulp nodig, wacht dan niet op antwoord. Bij levensgevaar bel je 112. "
            "Denk je aan zelfmoord, bel dan 113 of gratis 0800-0113. Is het thuis niet veilig, bel dan "
            "Veilig Thuis: 0800-2000. Een kind dat met iemand wil praten, belt de Kindertelefoon: 0800-0432."
        ),
        "not_you": (
            "Heb je zelf niets gestuurd? Dan heeft iemand anders je adres ingevuld, misschien per ongeluk. "
            "Je hoeft niets te doen."
        ),
    }
)
