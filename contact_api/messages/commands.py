"""What the owner's commands say."""

from types import MappingProxyType

COMMANDS = MappingProxyType(
    {
        "deliver_help": "Bezorg de berichten die wachten en wis wat oud genoeg is.",
        "now_help": "Probeer alles wat wacht, ook wat pas later aan de beurt is.",
        "delivered": ("Bezorgd: {delivered}. Wacht nog: {waiting}. Onbestelbaar: {dead}. Gewist: {wiped}."),
        "store_unavailable": "De opslag van berichten is niet bereikbaar ({cause}).",
    }
)
