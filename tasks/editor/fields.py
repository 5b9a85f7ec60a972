"""What the editor asks for each kind of text: labels and hints in Dutch, rules from those of `make check`."""

from contact_api.practice import PRICES
from plugins.checks.meta_rules import REQUIRED, SLUG

SLUG_HINT = "Kleine letters, cijfers en streepjes. Verander dit liever niet als de tekst al op de site staat."
# What the pane beside the fields shows, as the page does: the page itself is in the preview.
_SEEN = {"title", "lead", "body", "headline", "change", "signs_title", "signs_lead", "signs"}
_PRICE_NAMES = {
    "individueel": "Individueel traject",
    "oudercoaching": "Oudercoaching",
    "kennismaking": "Kennismaking",
}
# Every heading but the first level, which is the title.
_BUTTONS = [
    "bold",
    "italic",
    "link",
    "heading-two",
    "heading-three",
    "bulleted-list",
    "numbered-list",
    "quote",
]
BODY = {
    "name": "body",
    "label": "Tekst",
    "widget": "richtext",
    "required": False,
    "modes": ["rich_text", "raw"],
    "buttons": _BUTTONS,
    "linked_images": False,
    "use_emoji_autocomplete": False,
}


def article(themes):
    """The fields of an article about one of `themes`."""
    themes = list(themes)
    return _with_rules(
        "article",
        [
            *_opening(),
            {
                "name": "date",
                "label": "Datum",
                "widget": "datetime",
                "type": "date",
                "format": "YYYY-MM-DD",
                "default": "{{now}}",
                "hint": "Ligt de datum in de toekomst, dan komt het artikel die dag op de site.",
            },
            {
                "name": "category",
                "label": "Thema",
                "widget": "select",
                "options": themes,
                "default": themes[0] if themes else "",
                "hint": "De thema’s staan bij De praktijk, in praktijk.toml.",
            },
            {
                "name": "tags",
                "label": "Onderwerpen",
                "label_singular": "Onderwerp",
                "widget": "list",
                "hint": "Woorden met een komma ertussen, bijvoorbeeld: vrienden, pubers",
            },
            {
                "name": "service",
                "label": "Dienst",
                "widget": "relation",
                "collection": "diensten",
                "value_field": "slug",
                "display_fields": ["title"],
                "search_fields": ["title"],
                "hint": "De dienst waar dit artikel onderaan naar verwijst.",
            },
            BODY,
            _yes_no(
                "help", "Hulp in nood", "Aan bij een zwaar onderwerp: onderaan staat dan wie je kunt bellen."
            ),
            _yes_no("featured", "Bovenaan op de voorpagina", "Eén artikel tegelijk."),
            *_closing(),
        ],
    )


def service():
    """The fields of a service."""
    return _with_rules(
        "service",
        [
            *_opening(),
            BODY,
            {
                "name": "price",
                "label": "Prijs",
                "widget": "select",
                "options": [{"label": _PRICE_NAMES[name], "value": name} for name in PRICES],
                "hint": "Welke prijs erbij hoort. Het bedrag zelf staat bij De praktijk, in praktijk.toml.",
            },
            {"name": "duration", "label": "Hoe lang", "widget": "string"},
            {"name": "place", "label": "Waar", "widget": "string"},
            _rows(
                "stages",
                "Stappen",
                "Stap",
                "{{fields.title}}",
                {"name": "title", "label": "Titel", "widget": "string"},
                {"name": "text", "label": "Wat er gebeurt", "widget": "text"},
            ),
            _rows(
                "questions",
                "Vragen",
                "Vraag",
                "{{fields.question}}",
                {"name": "question", "label": "Vraag", "widget": "string"},
                {"name": "answer", "label": "Antwoord", "widget": "text"},
            ),
            {
                "name": "order",
                "label": "Volgorde",
                "widget": "number",
                "value_type": "int",
                "hint": "De dienst met het laagste getal staat bovenaan.",
            },
            *_closing(),
        ],
    )


def page(keys):
    """The fields of one of the fixed pages: those that it has, of `keys`, in its own order."""
    known = {field["name"]: field for field in [*_opening(), *_HOME]}
    return _with_rules("page", [*(known[key] for key in keys if key in known), BODY])


def names(folder):
    """The keys that the editor has a field for, in the texts of this folder."""
    every = {"artikelen": article(()), "diensten": service(), "paginas": [*_opening(), *_HOME]}
    return frozenset(field["name"] for field in every[folder])


def _opening():
    return [
        {"name": "title", "label": "Titel", "widget": "string"},
        {
            "name": "description",
            "label": "Omschrijving",
            "widget": "text",
            "hint": "Eén of twee zinnen voor zoekmachines, van 70 tot 160 tekens.",
        },
        {
            "name": "lead",
            "label": "Inleiding",
            "widget": "text",
            "hint": "De zin die groot onder de titel staat.",
        },
    ]


def _closing():
    return [
        {
            "name": "status",
            "label": "Toestand",
            "widget": "select",
            "default": "draft",
            "options": [
                {"label": "Concept: alleen jij ziet het", "value": "draft"},
                {"label": "Klaar: gaat mee als je publiceert", "value": "published"},
            ],
        },
        {
            "name": "slug",
            "label": "Adres",
            "widget": "string",
            "pattern": [f"^(?:{SLUG.pattern})?$", "Alleen kleine letters, cijfers en streepjes."],
            "hint": f"Leeg: het wordt van de titel gemaakt. {SLUG_HINT}",
        },
    ]


_HOME = [
    {"name": "headline", "label": "Kop op de voorpagina", "widget": "string"},
    {"name": "change", "label": "Wat er verandert", "widget": "text"},
    {"name": "signs_title", "label": "Kop boven de signalen", "widget": "string"},
    {"name": "signs_lead", "label": "Zin boven de signalen", "widget": "text"},
    {
        "name": "signs",
        "label": "Signalen",
        "label_singular": "Signaal",
        "widget": "list",
        "field": {"name": "sign", "label": "Signaal", "widget": "text"},
    },
    {"name": "coach_title", "label": "Kop boven jezelf", "widget": "string"},
    {"name": "contact_title", "label": "Kop boven contact", "widget": "string"},
    {"name": "contact_text", "label": "Tekst bij contact", "widget": "text"},
]


def _with_rules(kind, fields):
    """The same fields, required where the check requires them, and shown beside where they are read."""
    return [
        {**field, "required": field["name"] in REQUIRED[kind], "preview": field["name"] in _SEEN}
        for field in fields
    ]


def _yes_no(name, label, hint):
    return {"name": name, "label": label, "widget": "boolean", "default": False, "hint": hint}


def _rows(name, label, singular, summary, *fields):
    return {
        "name": name,
        "label": label,
        "label_singular": singular,
        "widget": "list",
        "collapsed": True,
        "summary": summary,
        "fields": list(fields),
    }
