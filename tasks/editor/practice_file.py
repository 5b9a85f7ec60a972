"""praktijk.toml: shown to the editor with every price as text, and changed value by value."""

import re
import tomllib

import tomlkit
from tomlkit.exceptions import TOMLKitError

_PRICES = "prijzen"
_AMOUNT = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?")


class UnreadableError(Exception):
    """A file that is no TOML."""


def values(text):
    """The tables as the editor sees them."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise UnreadableError from None
    prices = tables.get(_PRICES)
    if isinstance(prices, dict):
        tables[_PRICES] = {name: _shown_price(price) for name, price in prices.items()}
    return tables


def shown(text):
    """The file for the editor: the same tables, no remarks."""
    return tomlkit.dumps(values(text))


def merged(text, edited):
    """The file with every value that the editor changed; all else as it was. UnreadableError for no TOML."""
    base, edit = values(text), values(edited)
    try:
        document = tomlkit.parse(text)
    except TOMLKitError:
        raise UnreadableError from None
    for table, keys in edit.items():
        if not isinstance(keys, dict):
            continue
        for key, value in keys.items():
            before = base.get(table, {}).get(key)
            if before != value and not (before is None and value in ("", [], False)):
                if table not in document:
                    document[table] = tomlkit.table()
                document[table][key] = _written_price(value) if table == _PRICES else value
    return tomlkit.dumps(document)


def _shown_price(price):
    """ "92,50" for 92.5; text stays what it is."""
    if isinstance(price, bool) or not isinstance(price, int | float):
        return price
    return str(price) if isinstance(price, int) else f"{price:.2f}".removesuffix(".00").replace(".", ",")


def _written_price(value):
    """The number that the text says; other text is kept, for the check to tell of."""
    found = _AMOUNT.fullmatch(str(value).strip())
    if not found:
        return value
    return float(f"{found[1]}.{found[2]}") if found[2] else int(found[1])
