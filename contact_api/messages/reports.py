"""What the owner's commands report about messages."""

from types import MappingProxyType

DELIVER = (
    "Bezorgd: {delivered}. Wacht nog: {waiting}. Onbestelbaar: {dead}. Gewist: {wiped}. Meldingen: {told}."
)

MIGRATE = MappingProxyType(
    {
        "done": "De opslag is bijgewerkt: {names}.",
        "nothing": "De opslag is al bij.",
        "not_needed": "De opslag is geen Postgres-database: er valt niets bij te werken.",
    }
)
STATUS = MappingProxyType(
    {
        "heads": ("Toestand", "Wat dat is", "Aantal"),
        "nothing_waits": "Er wacht niets.",
        "oldest": "Het oudste bericht dat wacht, kwam {age} geleden binnen ({moment}).",
        "due": "De volgende poging is over {wait} ({moment}).",
        "due_now": "De volgende poging is nu aan de beurt: make deliver.",
        "no_notices": "Er wachten geen meldingen.",
        "notices": "Wacht op verzending: {kind} ({count}).",
        "error_heads": ("Laatste fout", "Aantal", "Wat er misging"),
    }
)
RETRY = MappingProxyType(
    {
        "heads": ("Ontvangstnummer", "Hoe het afliep"),
        "nothing": "Er zijn geen onbestelbare berichten.",
        "delivered": "bezorgd",
        "waiting": "nog niet bezorgd: {error}. De volgende poging is {moment}",
        "dead": "onbestelbaar: {error}",
        "held_elsewhere": "wordt op dit moment al bezorgd",
        "unknown": "er is geen bericht met dit nummer",
        "already": "is al bezorgd",
        "erased": "is gewist en kan niet meer worden bezorgd",
        "wiped": "de tekst is er niet meer, dus er valt niets te bezorgen",
    }
)
SHOW = MappingProxyType(
    {
        "receipt": "Ontvangstnummer",
        "state": "Toestand",
        "received": "Ontvangen",
        "attempts": "Pogingen",
        "next": "Volgende poging",
        "ended": "Afgehandeld",
        "wiped": "Tekst gewist",
        "error": "Laatste fout",
        "label": "Kenmerk",
        "cause": "Oorzaak",
        "layers": "Viel op",
        "message_id": "Message-ID",
        "naam": "Naam",
        "email": "E-mail",
        "telefoon": "Telefoon",
        "onderwerp": "Onderwerp",
        "bereikbaar": "Antwoord graag",
        "state_value": "{word}: {meaning}",
        "no_words": "Naam, adres en tekst zijn er niet meer.",
        "damaged": "De inhoud van dit bericht kan niet worden gelezen.",
    }
)
PURGE = MappingProxyType(
    {
        "done": (
            "Gewist: de inhoud van {messages}. Bezorgde en vastgehouden berichten blijven {days} bewaard."
        ),
        "messages": ("1 bericht", "{count} berichten"),
        "days": ("1 dag", "{count} dagen"),
    }
)
# The export's columns, in their order.
EXPORT_HEADS = MappingProxyType(
    {
        "receipt": "ontvangstnummer",
        "state": "toestand",
        "label": "kenmerk",
        "cause": "oorzaak",
        "layers": "viel op",
        "received_at": "ontvangen",
        "naam": "naam",
        "email": "e-mail",
        "telefoon": "telefoon",
        "onderwerp": "onderwerp",
        "bereikbaar": "antwoord graag",
        "bericht": "bericht",
        "attempts": "pogingen",
        "next_attempt_at": "volgende poging",
        "ended_at": "afgehandeld",
        "wiped_at": "tekst gewist",
        "last_error": "laatste fout",
        "message_id": "message-id",
    }
)
EXPORTED = "{messages} geschreven naar {path}."
EXPORTED_MESSAGES = ("1 bericht", "{count} berichten")
