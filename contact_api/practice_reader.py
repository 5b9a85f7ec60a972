"""Reads the tables of `praktijk.toml` key by key; what is wrong is said in Dutch, for the coach."""

import difflib
import re
from urllib.parse import urlsplit

from contact_api.messages.practice import PRACTICE


class PracticeReader:
    """Takes values out of the tables one by one and gathers what is wrong with them.

    What is wrong is in `problems`, a Dutch line each; the value given for it is a harmless one.
    """

    def __init__(self, tables):
        self.tables = tables
        self.known = {}
        self.problems = []

    def text(self, table, key, required=False, pattern=None):
        value = self._value(table, key, "")
        if not isinstance(value, str):
            self.refuse("not_text", table, key, value)
            return ""
        value = value.strip()
        if required and not value:
            self.refuse("missing", table, key, value)
        elif value and pattern and not re.fullmatch(pattern, value):
            self.refuse(f"pattern_{key}", table, key, value)
        elif any(ord(letter) < 32 for letter in value):
            self.refuse("one_line", table, key, value)
        return value

    def address(self, table, key, bare=False):
        value = self.text(table, key, required=True)
        try:
            parts = urlsplit(value)
            valid = parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            valid = False
        if value and (not valid or (bare and parts.path.strip("/"))):
            self.refuse("bare_address" if bare else "address", table, key, value)
        return value

    def has(self, table, keys):
        """Whether the file has this table, which may be left out; these are its keys."""
        self.known.setdefault(table, set()).update(keys)
        return table in self.tables

    def choice(self, table, key, choices, default=None):
        """The value behind the Dutch word; `choices` maps the one to the other. No default: one is needed."""
        value = self._value(table, key, default)
        if not isinstance(value, str) or value not in choices:
            self.refuse("choice", table, key, value, choices=", ".join(f'"{word}"' for word in choices))
            return choices.get(default)
        return choices[value]

    def truth(self, table, key):
        value = self._value(table, key, False)
        if not isinstance(value, bool):
            self.refuse("truth", table, key, value)
            return False
        return value

    def texts(self, table, key):
        value = self._value(table, key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
            self.refuse("texts", table, key, value)
            return ()
        return tuple(text.strip() for text in value)

    def days(self, table, key):
        value = self._value(table, key, None)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 365:
            self.refuse("days", table, key, value)
            return 365
        return value

    def price(self, table, key):
        value = self._value(table, key, "")
        if value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e5:
            self.refuse("price", table, key, value)
            return None
        return value

    def refuse_unknown(self):
        for table, keys in self.tables.items():
            if table not in self.known:
                self._unknown(f"[{table}]", table, self.known)
            elif not isinstance(keys, dict):
                self.problems.append(PRACTICE["not_table"].format(key=table))
            else:
                for key in keys:
                    if key not in self.known[table]:
                        self._unknown(f"[{table}] {key}", key, self.known[table])

    def _value(self, table, key, default):
        self.known.setdefault(table, set()).add(key)
        keys = self.tables.get(table, {})
        return keys.get(key, default) if isinstance(keys, dict) else default

    def refuse(self, code, table, key, value, **named):
        """Note what is wrong with a value, in the words of `code`."""
        shown = PRACTICE["empty"] if value in ("", None) else repr(value)
        self.problems.append(f"[{table}] {key}: " + PRACTICE[code].format(value=shown, **named))

    def _unknown(self, where, name, known):
        likely = difflib.get_close_matches(name, known, n=1)
        hint = PRACTICE["did_you_mean"].format(likely=likely[0]) if likely else ""
        self.problems.append(PRACTICE["unknown"].format(key=where) + hint)
