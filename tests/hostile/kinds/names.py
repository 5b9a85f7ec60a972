"""Fields that mean something elsewhere, fields that stand twice, and the captcha's."""

from urllib.parse import urlencode

from tests.builders import a_form
from tests.hostile.case import END, TAKEN, Case, form, in_json, multipart, part, parts

ELSEWHERE = "https://elders.nl/kwaad"
# Names by which other form handlers take a recipient, a subject or a place to go on to.
ELSEWHERE_NAMES = (
    *(
        "next",
        "_next",
        "redirect",
        "redirect_to",
        "_redirect",
        "url",
        "return",
        "returnTo",
        "continue",
        "goto",
    ),
    *("success_url", "_after", "callback", "jsonp", "action", "Location"),
)
MAIL_NAMES = (
    *(
        "_to",
        "to",
        "recipient",
        "recipients",
        "cc",
        "_cc",
        "bcc",
        "_bcc",
        "from",
        "_from",
        "replyto",
        "_replyto",
    ),
    *(
        "reply-to",
        "sender",
        "subject",
        "_subject",
        "title",
        "_template",
        "_autoresponse",
        "_webhook",
        "_format",
    ),
)
POLLUTING = (
    *("__proto__", "constructor", "prototype", "__proto__[isAdmin]", "constructor[prototype][x]", "toString"),
    *(
        "__class__",
        "__init__",
        "__globals__",
        "self",
        "cls",
        "values",
        "errors",
        "submission",
        "$where",
        "hasOwnProperty",
    ),
)
BRACKETS = (
    "email[]",
    "email[0]",
    "email[1]",
    "email.0",
    "email[kwaad]",
    "email%00",
    "email ",
    " email",
    "Email",
    "EMAIL",
)
# Fields that another framework would take for the method, the token or the rule.
OF_FRAMEWORKS = (
    *("_method", "csrfmiddlewaretoken", "authenticity_token", "__VIEWSTATE", "g-recaptcha-response"),
    *(
        "cf-turnstile-response",
        "captcha",
        "h-captcha-response[]",
        "debug",
        "admin",
        "test",
        "label",
        "state",
        "receipt",
    ),
)
FORM = urlencode(a_form()).encode()
TOKENS = {
    "left out": None,
    "empty": "",
    "spaces": "   ",
    "controls": "\x00\x01",
    "a direction mark": "\u200e",
    "no-break space": "\u00a0",
}


def without_token(**extra):
    """A form without the captcha's field."""
    return {name: value for name, value in a_form(**extra).items() if name != "h-captcha-response"}


def token_cases():
    """No token, by every content type."""
    for name, token in TOKENS.items():
        fields = without_token() if token is None else a_form(h__captcha__response=token)
        body = b"".join(part(*each) for each in fields.items()) + END
        yield Case("no token", f"{name}, a form", 422, urlencode(fields).encode())
        yield multipart("no token", f"{name}, multipart", 422, body)
        if token is not None:
            yield in_json("no token", f"{name}, JSON", 422, {"h-captcha-response": token})
    for other in (
        "g-recaptcha-response",
        "cf-turnstile-response",
        "H-Captcha-Response",
        "h_captcha_response",
    ):
        fields = without_token() | {other: "a-token"}
        yield Case("no token", f"as {other}", 422, urlencode(fields).encode())
    yield Case(
        "no token",
        "in the address",
        422,
        urlencode(without_token()).encode(),
        path="/contact?h-captcha-response=a-token",
    )
    yield Case(
        "no token",
        "in a header",
        422,
        urlencode(without_token()).encode(),
        headers={"h-captcha-response": "a-token"},
    )
    yield Case(
        "no token",
        "in a cookie",
        422,
        urlencode(without_token()).encode(),
        headers={"Cookie": "h-captcha-response=a-token"},
    )
    for code, token in (("12345", "x"), ("12345", "x.y.z"), ("", "x"), ("1" * 20, "x" * 300)):
        fields = without_token() | {"code": code, "code_token": token}
        yield Case(
            "no token", f"a code's token made up, {code[:5]!r} {token[:5]}", 422, urlencode(fields).encode()
        )


CASES = [
    *(form("redirect", name, TAKEN, {name: ELSEWHERE}) for name in ELSEWHERE_NAMES),
    *(
        form("redirect", f"next, {name}", TAKEN, {"next": value})
        for name, value in (
            ("no scheme", "//elders.nl"),
            ("backslashes", "\\\\elders.nl"),
            ("a script", "javascript:alert(1)"),
            ("a line end", "/x\r\nLocation: https://elders.nl"),
            ("userinfo", "https://www.praktijk-test.nl@elders.nl"),
        )
    ),
    *(
        Case("redirect", f"{name} in the address", TAKEN, FORM, path=f"/contact?{name}={ELSEWHERE}")
        for name in ELSEWHERE_NAMES[:6]
    ),
    *(form("recipient", name, TAKEN, {name: "kwaad@elders.nl"}) for name in MAIL_NAMES),
    *(
        in_json("recipient", f"{name}, a list in JSON", TAKEN, {name: ["kwaad@elders.nl"]})
        for name in MAIL_NAMES[:8]
    ),
    *(form("pollution", name, TAKEN, {name: "kwaad"}) for name in POLLUTING),
    *(
        in_json("pollution", f"{name}, an object", TAKEN, {name: {"email": "kwaad@elders.nl"}})
        for name in POLLUTING
    ),
    *(form("brackets", repr(name), TAKEN, {name: "kwaad@elders.nl"}) for name in BRACKETS),
    *(form("of a framework", name, TAKEN, {name: "DELETE"}) for name in OF_FRAMEWORKS),
    *(
        Case(
            "field twice",
            f"{name}, two values",
            422,
            FORM + b"&" + urlencode({name: "kwaad@elders.nl"}).encode(),
        )
        for name in a_form()
    ),
    *(
        Case("field twice", f"{name}, one value", TAKEN, FORM + b"&" + urlencode({name: value}).encode())
        for name, value in a_form().items()
    ),
    Case("field twice", "a thousand times the same", TAKEN, FORM + b"&onderwerp=life-coaching" * 1000),
    Case("field twice", "the honeypot, empty and filled", 422, FORM + b"&website=&website=x"),
    Case(
        "field twice", "in body and address", TAKEN, FORM, path="/contact?email=kwaad@elders.nl&bericht=kwaad"
    ),
    *token_cases(),
    *(
        form("key", name, TAKEN, {"sleutel": key})
        for name, key in (
            ("SQL", "' OR 1=1 --"),
            ("a path", "../../../x"),
            ("a NUL", "a\x00b"),
            ("a line end", "a\r\nb"),
            ("of 64 letters", "x" * 64),
            ("emoji", "🔑"),
        )
    ),
    *(
        form("time", name, TAKEN, {"duur": seconds})
        for name, seconds in (
            ("negative", "-5"),
            ("a fraction", "1.5"),
            ("far too long", "9999999999"),
            ("words", "lang"),
            ("an exponent", "1e9"),
            ("other digits", "１２"),
            ("none", ""),
        )
    ),
    form("time", "eleven digits", 422, {"duur": "9" * 11}),
    *(
        form("honeypot", f"filled, {name}", TAKEN, {"website": value}, says=None)
        for name, value in (
            ("an address", "https://elders.nl"),
            ("markup", "<a href=https://elders.nl>x</a>"),
            ("one letter", "x"),
            ("2,000 letters", "x" * 2000),
        )
    ),
    in_json("honeypot", "filled, in JSON", TAKEN, {"website": "https://elders.nl"}, says=None),
    multipart("honeypot", "filled, multipart", TAKEN, parts() + part("website", "x") + END, says=None),
    form("honeypot", "filled with what cleaning drops", TAKEN, {"website": "\u200e\x00 "}),
]
