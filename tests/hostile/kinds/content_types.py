"""Types, charsets, codings and sizes that are not ours."""

import gzip
import json
import zlib
from urllib.parse import urlencode

from contact_api.form import LIMITS
from contact_api.request_body import MOST_BYTES
from tests.builders import TEXT, a_form
from tests.hostile.case import JSON_TYPE, MULTIPART, TAKEN, URLENCODED, Case, form, in_json

FORM = urlencode(a_form()).encode()
JSON = json.dumps(a_form()).encode()
OTHER_TYPES = (
    *(
        "text/plain",
        "application/xml",
        "text/xml",
        "text/html",
        "application/octet-stream",
        "",
        "*/*",
        "kwaad",
    ),
    *(
        "multipart/mixed; boundary=x",
        "multipart/related; boundary=x",
        "application/x-ndjson",
        "application/json5",
    ),
    *(
        "application/csp-report",
        "application/vnd.api+json",
        "application/problem+json",
        "application/ld+json",
    ),
    *(
        "application/jsonx",
        "json",
        "application/ json",
        "application\\json",
        "application/json/",
        "application",
    ),
    *("text/x-json", "application/graphql", "application/x-yaml", "application/soap+xml", "message/rfc822"),
    *("application/x-www-form-urlencoded, application/json", "application/x-www-form-urlencodedx", ";", "/"),
)
CHARSETS = (
    "utf-7",
    "utf-16",
    "utf-16le",
    "utf-32",
    "iso-8859-1",
    "cp1252",
    "rot13",
    "base64",
    "idna",
    "kwaad",
    "",
)
SAME_TYPES = (
    *(
        f"{URLENCODED.upper()}",
        f" {URLENCODED}",
        f"{URLENCODED};",
        f"{URLENCODED}; x=y; x=z",
        f'{URLENCODED}; a="b',
    ),
    f"{URLENCODED}; boundary=x",
)
BOMB = b"x" * 10_000_000
# Nothing is unpacked, so nothing can be a bomb; what is not text can't be read.
CODINGS = {
    "small gzip": gzip.compress(FORM),
    "huge gzip": gzip.compress(b"bericht=" + BOMB),
    "small deflate": zlib.compress(FORM),
    "huge deflate": zlib.compress(b"bericht=" + BOMB),
    "small x-gzip": gzip.compress(FORM),
    "small br": b"\x0b\x02\x80naam\x03",
    "small zstd": b"(\xb5/\xfd\x04\x00",
    "twice gzip, gzip": gzip.compress(gzip.compress(FORM)),
}

CASES = [
    *(Case("another type", kind or "none", 415, FORM, kind) for kind in OTHER_TYPES),
    *(
        Case("charset", f"a form in {charset or 'none'}", TAKEN, FORM, f"{URLENCODED}; charset={charset}")
        for charset in CHARSETS
    ),
    *(
        Case("charset", f"JSON in {charset or 'none'}", TAKEN, JSON, f"{JSON_TYPE}; charset={charset}")
        for charset in CHARSETS
    ),
    *(Case("the same type", repr(kind), TAKEN, FORM, kind) for kind in SAME_TYPES),
    Case("the wrong type", "JSON as a form", 422, JSON, URLENCODED),
    Case("the wrong type", "a form as JSON", 400, FORM, JSON_TYPE),
    Case("the wrong type", "a form as multipart", 400, FORM, f"{MULTIPART}; boundary=x"),
    *(
        Case("coding", f"{name}, {kind}", 400, body, kind, {"Content-Encoding": name.split(" ", 1)[-1]})
        for name, body in CODINGS.items()
        for kind in (URLENCODED, JSON_TYPE)
    ),
    *(
        form("too long", f"{name}, one letter", 422, {name: "x" * (limit + 1)})
        for name, limit in LIMITS.items()
    ),
    *(
        in_json("too long", f"{name}, as long as the body may be", 422, {name: "x" * (MOST_BYTES - 1000)})
        for name in LIMITS
    ),
    form("too long", "bericht, in letters of four bytes", 422, {"bericht": "💌" * (LIMITS["bericht"] + 1)}),
    form("just right", "bericht", TAKEN, {"bericht": "x" * LIMITS["bericht"]}, says="x" * 60),
    form(
        "just right",
        "bericht, in letters of four bytes",
        TAKEN,
        {"bericht": "💌" * LIMITS["bericht"]},
        says="💌",
    ),
    form("just right", "naam", TAKEN, {"naam": "x" * LIMITS["naam"]}),
    form(
        "just right",
        "the honeypot left alone, all else full",
        TAKEN,
        {"sleutel": "x" * LIMITS["sleutel"], "h-captcha-response": "x" * LIMITS["h-captcha-response"]},
    ),
    *(
        Case("too large", f"{kind}, {size:,} bytes", 413, b"bericht=" + b"x" * size, f"{kind}; boundary=x")
        for kind in (URLENCODED, MULTIPART, JSON_TYPE)
        for size in (MOST_BYTES, 300_000, 5_000_000)
    ),
    Case(
        "too large",
        "ten thousand fields",
        TAKEN,
        FORM + b"".join(b"&v%d=x" % n for n in range(10_000)),
        URLENCODED,
    ),
    Case("too large", "fields without an end", 413, FORM + b"&a=b" * 100_000, URLENCODED),
    Case("odd form", "nothing", 422, b"", URLENCODED),
    Case("odd form", "ampersands", 422, b"&" * 1000, URLENCODED),
    Case("odd form", "signs of equality", 422, b"=" * 1000, URLENCODED),
    Case("odd form", "semicolons between fields", 422, FORM.replace(b"&", b";"), URLENCODED),
    Case("odd form", "a question mark first", 422, b"?" + FORM, URLENCODED, says=TEXT),
    Case("odd form", "plus for a space", TAKEN, FORM.replace(b"Ans+de+Wit", b"Ans%20de+Wit"), URLENCODED),
]
