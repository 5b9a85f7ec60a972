"""What a mail server said, as it may be shown."""

import base64
import unicodedata

MOST_CHARACTERS = 200


def reply_text(code, text, secrets=()):
    """A server's reply on one line: its code and its words (bytes), without controls and `secrets`."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    words = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in words)
    for secret in filter(None, secrets):
        for form in (secret, base64.b64encode(secret.encode()).decode()):
            words = words.replace(form, "***")
    return f"{code} {' '.join(words.split())[:MOST_CHARACTERS]}".strip()
