"""Attempts to start a new header, or the body, from a field that ends up in one."""

from tests.hostile.case import TAKEN, form, in_json, raw_form

# What may be taken for a line end by one of the programs on the way.
LINE_ENDS = {
    "CRLF": "\r\n",
    "LF": "\n",
    "CR": "\r",
    "LF CR": "\n\r",
    "folded by a space": "\r\n ",
    "folded by a tab": "\r\n\t",
    "two": "\r\n\r\n",
    "VT": "\x0b",
    "FF": "\x0c",
    "FS": "\x1c",
    "GS": "\x1d",
    "RS": "\x1e",
    "NEL U+0085": "\u0085",
    "LS U+2028": "\u2028",
    "PS U+2029": "\u2029",
    "NUL": "\x00",
    "CR NUL LF": "\r\x00\n",
    "CR BOM LF": "\r\ufeff\n",
    "CR override LF": "\r\u202e\n",
    # Low bytes that are CR and LF, for a program that cuts a character to one byte.
    "U+010D U+010A": "\u010d\u010a",
    "U+560D U+560A": "\u560d\u560a",
    "fullwidth percent": "\uff050d\uff050a",
    "typed escapes": "\\r\\n",
    "typed percent": "%0d%0a",
    "typed percent, LF": "%0a",
    "typed twice": "%250d%250a",
    "typed entities": "&#13;&#10;",
    "typed hex entities": "&#x0d;&#x0a;",
    "typed unicode escapes": "\\u000d\\u000a",
    "typed quoted-printable": "=0D=0A",
}
HEADERS = (
    *("Bcc: kwaad@elders.nl", "Cc: kwaad@elders.nl", "To: kwaad@elders.nl", "From: kwaad@elders.nl"),
    *("Reply-To: kwaad@elders.nl", "Subject: kwaad", "Content-Type: text/html", "Sender: kwaad@elders.nl"),
    *("Content-Transfer-Encoding: base64", "MIME-Version: 1.0", "Return-Path: <kwaad@elders.nl>"),
    *("Disposition-Notification-To: kwaad@elders.nl", "X-Priority: 1", "Message-ID: <kwaad@elders.nl>"),
    *("Resent-To: kwaad@elders.nl", "DKIM-Signature: v=1", "List-Unsubscribe: <https://elders.nl>"),
)
CHARSETS = (
    *("utf-8", "us-ascii", "iso-8859-1", "windows-1252", "utf-7", "utf-16", "utf-32", "big5", "koi8-r"),
    *("iso-2022-jp", "hz-gb-2312", "punycode", "idna", "rot13", "x-onbekend", "", "utf-8*nl"),
)
HEX = "=0D=0ABcc:_kwaad@elders.nl"
BASE64 = "DQpCY2M6IGt3YWFkQGVsZGVycy5ubA=="
ODD_WORDS = {
    "without an end": f"=?utf-8?q?x{HEX}",
    "with spaces": f"=?utf-8?q?x {HEX.replace('_', ' ')}?=",
    "inside another": f"=?utf-8?q?=3D?utf-8?q?x{HEX}?=?=",
    "two in a row": f"=?utf-8?q?x?= =?utf-8?q?y{HEX}?=",
    "cut by a dropped character": f"=\u202e?utf-8?q?x{HEX}?=",
    "cut by a control": f"=\x00?utf-8?q?x{HEX}?=",
    "cut by a line end": f"=\r\n?utf-8?q?x{HEX}?=",
    "after many signs of equality": f"====?utf-8?q?x{HEX}?=",
    "with a fullwidth question mark": f"=\uff1futf-8\uff1fq\uff1fx{HEX}\uff1f=",
    "of the other encoding's text": f"=?utf-8?b?x{HEX}?=",
    "of RFC 2231": "=?utf-8''x%0D%0ABcc:%20kwaad@elders.nl?=",
}

CASES = [
    *(
        form(
            "header injection", f"naam, {name}", TAKEN, {"naam": f"Ans{end}{HEADERS[number % len(HEADERS)]}"}
        )
        for number, (name, end) in enumerate(LINE_ENDS.items())
    ),
    *(
        form(
            "header injection",
            f"naam, {header.partition(':')[0]}",
            TAKEN,
            {"naam": f"Ans\r\n{header}\r\n\r\nx"},
        )
        for header in HEADERS
    ),
    *(
        in_json(
            "header injection", f"email, {name}", 422, {"email": f"ans@voorbeeld.nl{end}Bcc: kwaad@elders.nl"}
        )
        for name, end in LINE_ENDS.items()
    ),
    *(
        form("header injection", f"{field}, {name}", 422, {field: f"{value}{end}Bcc: kwaad@elders.nl"})
        for field, value in (
            ("telefoon", "0612345678"),
            ("onderwerp", "life-coaching"),
            ("bereikbaar", "email"),
        )
        for name, end in list(LINE_ENDS.items())[:6]
    ),
    *(
        raw_form(
            "header injection", f"naam, {name} percent-encoded", TAKEN, naam=f"Ans{end}Bcc:%20kwaad@elders.nl"
        )
        for name, end in (
            ("CRLF", "%0D%0A"),
            ("LF", "%0a"),
            ("CR", "%0d"),
            ("NEL", "%C2%85"),
            ("LS", "%E2%80%A8"),
            ("PS", "%E2%80%A9"),
            ("twice", "%250D%250A"),
            ("an overlong LF", "%C0%8A"),
            ("a long overlong LF", "%E0%80%8A"),
            ("a lone byte of NEL", "%85"),
        )
    ),
    *(
        form(
            "encoded word",
            f"naam, {charset or 'none'}, {how}",
            TAKEN,
            {"naam": f"=?{charset}?{how}?{text}?="},
        )
        for charset in CHARSETS
        for how, text in (("q", HEX), ("B", BASE64))
    ),
    *(
        form("encoded word", f"naam, {name}", TAKEN, {"naam": f"Ans {word}"})
        for name, word in ODD_WORDS.items()
    ),
    *(
        form("encoded word", f"email, {name}", 422, {"email": address})
        for name, address in (
            ("local part", f"=?utf-8?q?ans{HEX}?=@voorbeeld.nl"),
            ("host", f"ans@=?utf-8?q?voorbeeld.nl{HEX}?="),
            ("name before it", "=?utf-8?q?Ans?= <ans@voorbeeld.nl>"),
        )
    ),
]
