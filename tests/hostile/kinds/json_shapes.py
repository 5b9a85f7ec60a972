"""JSON that is deep, broken, ambiguous or of the wrong types."""

import json

from tests.builders import TEXT, a_form
from tests.hostile.case import JSON_TYPE, TAKEN, Case, in_json, raw_json

FIELDS = ("naam", "email", "telefoon", "onderwerp", "bereikbaar", "bericht", "h-captcha-response")
WRONG = {
    "a number": 5,
    "zero": 0,
    "a fraction": 0.1,
    "true": True,
    "false": False,
    "an empty list": [],
    "a list of text": ["a"],
    "an empty object": {},
    "an object": {"$ne": ""},
    "a list of lists": [[["a"]]],
}
NOT_A_FORM = {
    "nothing": b"",
    "a space": b" ",
    "half an object": b"{",
    "a list": b"[]",
    "a list of forms": b"[" + json.dumps(a_form()).encode() + b"]",
    "text": b'"tekst"',
    "a number": b"5",
    "null": b"null",
    "true": b"true",
    "two objects": b"{}{}",
    "lines of objects": json.dumps(a_form()).encode() + b"\n" + json.dumps(a_form()).encode(),
    "a comma too many": b'{"naam": "Ans",}',
    "no quotes": b"{naam: 1}",
    "single quotes": b"{'naam': 'Ans'}",
    "a comment": b'{/* x */ "naam": "Ans"}',
    "hex": b'{"naam": 0x41}',
    "plus": b'{"naam": +1}',
    "an escape that is none": b'{"naam": "\\x41"}',
    "a raw line end": b'{"naam": "a\nb"}',
    "a raw NUL": b'{"naam": "a\x00b"}',
    "a cut escape": b'{"naam": "\\u00"}',
    "a BOM first": b"\xef\xbb\xbf" + json.dumps(a_form()).encode(),
    "UTF-16": json.dumps(a_form()).encode("utf-16"),
    "UTF-16 without a BOM": json.dumps(a_form()).encode("utf-16-le"),
    "UTF-32": json.dumps(a_form()).encode("utf-32"),
    "Latin-1": json.dumps(a_form(naam="café"), ensure_ascii=False).encode("cp1252", "replace"),
    "broken UTF-8": b'{"naam": "\xff\xfe"}',
    "surrogates in UTF-8": b'{"naam": "\xed\xa0\x80"}',
    "lists, deep": b'{"naam": ' + b"[" * 50_000,
    "lists, deep and closed": b'{"naam": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "objects, deep": b'{"a":' * 20_000,
    "objects, deep and closed": b'{"a":' * 15_000 + b"1" + b"}" * 15_000,
    "an integer of 20,000 digits": b'{"naam": ' + b"9" * 20_000 + b"}",
    "a JavaScript prefix": b")]}',\n" + json.dumps(a_form()).encode(),
    "a call": b"terug(" + json.dumps(a_form()).encode() + b")",
    "a form": b"naam=Ans",
    "XML": b"<naam>Ans</naam>",
    "YAML": b"naam: Ans",
    "pickle": b"cos\nsystem\n(S'id'\ntR.",
}


def twice(name, first, second):
    """A JSON object in which a key stands twice, first with one value and then with the other."""
    rest = {key: value for key, value in a_form().items() if key != name}
    pairs = [*rest.items(), (name, first), (name, second)]
    return ("{" + ", ".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in pairs) + "}").encode()


CASES = [
    *(
        in_json("wrong type", f"{field}, {name}", 422, {field: value})
        for field in FIELDS
        for name, value in WRONG.items()
    ),
    *(in_json("wrong type", f"{field}, null", 422, {field: None}) for field in FIELDS if field != "telefoon"),
    in_json("wrong type", "telefoon, null", TAKEN, {"telefoon": None}),
    *(
        in_json("wrong type", f"{field}, {name}", 422, {field: value})
        for field in ("sleutel", "website", "duur", "code", "code_token")
        for name, value in (("a number", 7), ("a list", ["x"]), ("an object", {"x": "x"}))
    ),
    *(
        raw_json(
            "number",
            name,
            422,
            in_json("", "", 0, {"naam": 0}).body.replace(b'"naam": 0', b'"naam": ' + text),
        )
        for name, text in (
            ("NaN", b"NaN"),
            ("Infinity", b"Infinity"),
            ("minus Infinity", b"-Infinity"),
            ("beyond a float", b"1e999"),
            ("minus zero", b"-0"),
            ("4,000 digits", b"1" * 4000),
        )
    ),
    *(Case("no form in JSON", name, 400, body, JSON_TYPE) for name, body in NOT_A_FORM.items()),
    *(
        raw_json("key twice", f"{name}, two values", 422, twice(name, value, "kwaad@elders.nl"), says=None)
        for name, value in a_form().items()
    ),
    *(
        raw_json("key twice", f"{name}, one value", TAKEN, twice(name, value, value))
        for name, value in a_form().items()
    ),
    raw_json(
        "key twice", "email, text and a list", 422, twice("email", "ans@voorbeeld.nl", ["ans@voorbeeld.nl"])
    ),
    raw_json(
        "key twice",
        "email, an escape in its name",
        422,
        json.dumps(a_form())[:-1].encode() + b', "em\\u0061il": "kwaad@elders.nl"}',
    ),
    raw_json(
        "key twice",
        "other letters of case",
        TAKEN,
        json.dumps(a_form())[:-1].encode() + b', "Email": "kwaad@elders.nl"}',
    ),
    in_json("odd JSON", "ten thousand unknown keys", TAKEN, {f"k{number}": "" for number in range(8000)}),
    in_json("odd JSON", "a form within the form", TAKEN, {"contact": a_form(email="kwaad@elders.nl")}),
    in_json(
        "odd JSON", "keys with spaces", TAKEN, {" email": "kwaad@elders.nl", "email ": "kwaad@elders.nl"}
    ),
    in_json("odd JSON", "a key of null bytes", TAKEN, {"email\x00": "kwaad@elders.nl"}),
    in_json("odd JSON", "text with every escape", TAKEN, {"bericht": TEXT + ' \\ " / \b\f\t'}, says=TEXT),
]
