"""What the bar says of publishing and of taking back."""

from datetime import datetime

from plugins.dutch import long_date

STEPS = {
    "connect": "Kijken wat er online staat",
    "check": "Teksten nakijken",
    "build": "De site maken",
    "rules": "Elke pagina controleren",
    "commit": "Vastleggen wat er veranderd is",
    "push": "Versturen",
    "restore": "De vorige site terugzetten",
}
NOTHING_NEW = "Er is niets veranderd sinds de laatste publicatie."
FIRST = "Je hebt hier nog niet eerder gepubliceerd. Alle teksten gaan mee."
NEVER = "Nog niet gepubliceerd op deze computer."
LAST = "Laatst gepubliceerd: {when}."
TO_REMOTE = "Je wijzigingen worden vastgelegd en verstuurd naar {remote} ({branch})."
TO_FOLDER = "De site komt in de map {output}. Die zet je daarna zelf op je webruimte."
NO_UPSTREAM = "Deze versie van je site is nergens aan gekoppeld: er wordt niets verstuurd."
ALONG = "Werk van een ander dat nog niet verstuurd was, gaat mee: {names}."
PUBLISHED = "Gepubliceerd"
SENT = (
    "Verstuurd naar {remote} als “{message}”. "
    "Komt je site daarvandaan, dan staat het er over een paar minuten."
)
SENT_BACK = (
    "Dat is verstuurd naar {remote}. Komt je site daarvandaan, dan is het er over een paar minuten weg."
)
SENT_BEFORE = "Er was niets nieuws om vast te leggen. Alles is nu verstuurd naar {remote}."
IN_FOLDER = "De site staat in {output}. Zet de inhoud van die map op je webruimte; docs/deploy.md zegt hoe."
PAGES = "{pages} pagina’s, alle controles goed."
REFUSED = "Er is niets gepubliceerd"
NOT_SENT = "Wel gemaakt, nog niet verstuurd"
NOT_SENT_HINT = (
    "De site staat klaar in {output}, maar is niet verstuurd. Probeer het later opnieuw: er is niets kwijt."
)
TAKEN_BACK = "Teruggenomen"
TAKEN_BACK_MESSAGE = "Publicatie teruggenomen: {edits}"
TEXTS_BACK = "Deze teksten zijn weer zoals ze waren: {edits}."
SITE_BACK = (
    "In {output} staat weer de site van daarvoor. Zet die opnieuw op je webruimte. Je teksten zijn gebleven."
)
NOT_TAKEN_BACK = "Er is niets teruggenomen"
NOTHING_TO_TAKE_BACK = "Er is geen publicatie om terug te nemen."
ANOTHER = "Er is intussen opnieuw gepubliceerd. Kijk eerst wat er nu staat."
UNDO_FINISHED = (
    "Het terugnemen van je laatste publicatie was onderbroken en is nu afgemaakt. "
    "Het is nog niet verstuurd: dat gebeurt als je publiceert."
)
UNDO_OF_SITE_FINISHED = (
    "Het terugnemen van je laatste publicatie was onderbroken en is nu afgemaakt: "
    "in {output} staat weer de site van daarvoor."
)
UNDO_DROPPED = (
    "Het terugnemen van je laatste publicatie was onderbroken. "
    "Er is niets veranderd; je kunt het opnieuw doen."
)
BUSY = "Er wordt al gepubliceerd. Wacht tot dat klaar is."
STOPPED = "Het publiceren is onverwacht gestopt. Er is niets veranderd; probeer het opnieuw."
UNDO_TEXTS = "Dit gaat terug: {edits}. Ook de teksten op deze computer worden weer zoals ze waren."
UNDO_SITE = "In de map {output} komt weer de site van daarvoor. Je teksten blijven zoals ze nu zijn."


def when(moment, now):
    """A moment in words: "vandaag om 14.03", "3 maart 2026 om 9.05". Both in seconds since 1970."""
    then, today = datetime.fromtimestamp(moment), datetime.fromtimestamp(now)
    day = "vandaag" if then.date() == today.date() else long_date(then)
    return f"{day} om {then.hour}.{then:%M}"


def listed(edits, most=4):
    """Several Edits, or what was said of them, on one line."""
    said = [str(edit) for edit in edits[:most]]
    return ", ".join(said) + (f" en nog {len(edits) - most}" if len(edits) > most else "")
