"""What is wrong with an image of the site, and what describes one."""

from types import MappingProxyType

# What is wrong with an image in content/, and what to do about it.
IMAGES = MappingProxyType(
    {
        "missing": "{text}: de afbeelding {image} is er niet. Kijk of de naam klopt, ook de hoofdletters.",
        "outside": "{text}: de afbeelding {image} staat niet in de map content. Zet hem in afbeeldingen.",
        "caption_inside": (
            "{text}: de afbeelding {image} heeft een onderschrift en staat midden in een alinea. "
            "Zet er een lege regel voor en een lege regel na."
        ),
        "unreadable": (
            "dit bestand kan niet als afbeelding worden gelezen. Misschien is het niet helemaal gekopieerd. "
            "Bewaar de foto opnieuw, het liefst als JPEG."
        ),
        "too_large": "deze foto heeft meer dan {limit} megapixel. Maak hem eerst kleiner.",
        "moving": "dit beeld beweegt, en dat leidt af bij het lezen. Gebruik een foto of een tekening.",
        "no_size": "deze tekening zegt niet hoe groot ze is. Geef haar een width en height, of een viewBox.",
    }
)
# How a share card is described to who can't see it.
CARD_ALT = "De titel “{title}” en de naam {name}, boven een koord van zes gekleurde strengen."
