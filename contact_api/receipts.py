"""Receipt numbers: what a visitor is told, and may read out over the phone."""

import re
import secrets

# Crockford's base32: no I, L, O or U to misread. https://www.crockford.com/base32.html
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE = str.maketrans("OIL", "011")


def new_receipt():
    """A receipt that nobody can guess: 40 bits, as XXXX-XXXX."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def read_receipt(text):
    """The receipt that was meant: lower case, O for 0, I or L for 1, dashes anywhere. Else None."""
    letters = re.sub(r"[\s\-‐‑–—−_.]", "", text).upper().translate(_LOOK_ALIKE)
    if not re.fullmatch(f"[{ALPHABET}]{{8}}", letters):
        return None
    return f"{letters[:4]}-{letters[4:]}"
