"""The English of the editor's package, as its program has it: all of it must be there in Dutch."""

import re

# The words of the program itself, and those of what it is built with, which go under one name.
_STARTS = {"": "{create:`New`,select:`Select`", "_sui.": "{ok:`OK`,cancel:`Cancel`"}
_KEY = re.compile(r"""["'`]?([\w-]+)["'`]?:""")


def english(program):
    """What it says, by the place of each in its tables: {"save": "Save", "prefs.media.title": "Media"}."""
    found = {}
    for prefix, start in _STARTS.items():
        table, _ = _table(program, program.index(start))
        found |= {prefix + key: said for key, said in _flat(table)}
    return found


def flat(words):
    """The same of tables within tables."""
    return dict(_flat(words))


def _flat(words):
    for key, value in words.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", said) for inner, said in _flat(value))
        else:
            yield key, value


def _table(text, place):
    """An object of JavaScript with nothing but texts and objects, and where it ends."""
    table, place = {}, place + 1
    while text[place] != "}":
        if text[place] == ",":
            place += 1
            continue
        key = _KEY.match(text, place)
        place = key.end()
        read = _table if text[place] == "{" else _text
        table[key[1]], place = read(text, place)
    return table, place + 1


def _text(text, place):
    end = place + 1
    while text[end] != text[place]:
        end += 2 if text[end] == "\\" else 1
    return text[place + 1 : end], end + 1
