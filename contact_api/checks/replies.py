"""What a mail server said, as it may be shown."""

import base64
import unicodedata

MOST_CHARACTERS = 200


def reply_text(text, user="", password=""):
    """A server's words (bytes) on one line, without controls; the password in no form that AUTH gives it."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    words = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in words)
    if password:
        # AUTH PLAIN (RFC 4616) and AUTH LOGIN.
        forms = [base64.b64encode(form.encode()).decode() for form in (f"\0{user}\0{password}", password)]
        for form in (*forms, password):
            words = words.replace(form, "***")
    return " ".join(words.split())[:MOST_CHARACTERS]
