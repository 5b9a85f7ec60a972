"""Addresses as Pelican makes them, without loading Pelican: the check must be done before a blink."""

import re

from unidecode import unidecode


def slugify(text):
    """What Pelican makes of a title by its default substitutions; a test holds the two together."""
    text = unidecode(text)
    text = re.sub(r"[^\w\s-]", "", text).strip()
    return re.sub(r"[-\s]+", "-", text).lower()
