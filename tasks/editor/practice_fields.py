"""The fields for praktijk.toml: the keys, kinds and patterns that the reader of that file asks for."""

from contact_api.practice import practice_of

_TABLES = {
    "praktijk": "De praktijk",
    "site": "De site",
    "adres": "Adres",
    "openingstijden": "Openingstijden",
    "prijzen": "Prijzen",
    "contact": "Contact",
}
_LABELS = {
    "naam": "Naam",
    "ondertitel": "Ondertitel",
    "coach": "Jouw naam",
    "site": "Adres van de site",
    "email": "E-mailadres",
    "telefoon": "Telefoon",
    "kvk": "KvK-nummer",
    "btw": "Btw-id",
    "themas": "Thema’s",
    "hcaptcha_sitekey": "Sitekey van hCaptcha",
    "antwoord_binnen": "Antwoord binnen",
    "bewaardagen": "Bewaardagen",
    "eindpunt": "Adres van het contactformulier",
}

# One of a list.
_ONE = {"themas": "Thema"}


def practice_fields(comments):
    """An object for each table of the file. `comments` maps (table, key) to what the file says beside it."""
    recorder = _Recorder()
    practice_of(recorder)
    tables = {}
    for (table, key), field in recorder.fields.items():
        hint = {"hint": comments[table, key]} if comments.get((table, key)) else {}
        label = _LABELS.get(key, key.replace("_", " ").capitalize())
        tables.setdefault(table, []).append({"name": key, "label": label, **field, **hint})
    return [
        {
            "name": table,
            "label": _TABLES.get(table, table.capitalize()),
            "widget": "object",
            "collapsed": table not in ("praktijk", "site"),
            "fields": fields,
        }
        for table, fields in tables.items()
    ]


class _Recorder:
    """Stands in for PracticeReader and notes what each key must be."""

    def __init__(self):
        self.fields = {}
        self.problems = []

    def text(self, table, key, required=False, pattern=None):
        rule = {"pattern": [f"^(?:{pattern})?$", _SAID.get(key, "Dit klopt nog niet.")]} if pattern else {}
        self._note(table, key, {"widget": "string", "required": required, **rule})
        return ""

    def address(self, table, key, bare=False):
        rule = {"pattern": [r"^https?://\S+$", "Dit moet een adres zijn dat met https:// begint."]}
        self._note(table, key, {"widget": "string", "required": True, **rule})
        return ""

    def choice(self, table, key, choices, default):
        self._note(table, key, {"widget": "select", "options": list(choices), "default": default})
        return choices[default]

    def truth(self, table, key):
        self._note(table, key, {"widget": "boolean", "default": False, "required": False})
        return False

    def texts(self, table, key):
        one = _ONE.get(key, "Naam")
        field = {"name": "naam", "label": one, "widget": "string"}
        self._note(table, key, {"widget": "list", "label_singular": one, "required": False, "field": field})
        return ()

    def days(self, table, key):
        self._note(table, key, {"widget": "number", "value_type": "int", "min": 1, "max": 365})
        return 365

    def price(self, table, key):
        rule = {"pattern": [r"^(?:\d{1,5}(?:[.,]\d{1,2})?)?$", "Een bedrag, bijvoorbeeld 95 of 92,50."]}
        self._note(table, key, {"widget": "string", "required": False, **rule})

    def _note(self, table, key, field):
        self.fields[table, key] = field


_SAID = {
    "email": "Dit moet een e-mailadres zijn, bijvoorbeeld naam@voorbeeld.nl.",
    "telefoon": "Dit moet een telefoonnummer zijn, bijvoorbeeld 06 12 34 56 78.",
    "kvk": "Dit moeten acht cijfers zijn.",
    "btw": "Dit moet een btw-id zijn, bijvoorbeeld NL001234567B01.",
    "postcode": "Dit moet een postcode zijn, bijvoorbeeld 1234 AB.",
    "hcaptcha_sitekey": "Dit moet een sitekey van hCaptcha zijn: 36 tekens, in je account te vinden.",
}
