"""Characters that programs read in more than one way, and bytes that are none."""

from tests.builders import TEXT
from tests.hostile.case import TAKEN, form, in_json, raw_form, raw_json

# What a text may hold → what is left of it.
DROPPED = {
    "NUL": ("a\x00b", "ab"),
    "BEL": ("a\x07b", "ab"),
    "BS": ("a\x08b", "ab"),
    "ESC, a terminal's colour": ("\x1b[31mrood", "[31mrood"),
    "ESC, a terminal's title": ("\x1b]0;kwaad\x07x", "]0;kwaadx"),
    "DEL": ("a\x7fb", "ab"),
    "C1, CSI": ("a\x9bb", "ab"),
    "BOM": ("\ufeffa\ufeffb", "ab"),
    "LRM": ("a\u200eb", "ab"),
    "RLM": ("a\u200fb", "ab"),
    "LRE": ("a\u202ab", "ab"),
    "RLE": ("a\u202bb", "ab"),
    "PDF": ("a\u202cb", "ab"),
    "LRO": ("a\u202db", "ab"),
    "RLO, a file's ending": ("foto\u202egnp.exe", "fotognp.exe"),
    "LRI": ("a\u2066b", "ab"),
    "RLI": ("a\u2067b", "ab"),
    "FSI": ("a\u2068b", "ab"),
    "PDI": ("a\u2069b", "ab"),
}
KEPT = {
    "zalgo": "Z̸̧̢͚a̷̡̛̳l̵̢̛g̶̢̛o̷̧",
    "a thousand marks": "\u00e9" + "\u0301" * 1000,
    "emoji joined": "👩‍👩‍👧‍👦",
    "flags": "🇳🇱🇪🇺",
    "tag characters": "\U000e0041\U000e0042x",
    "variation selectors": "a\ufe0fb\U000e0100",
    "private use": "\ue000\U000f0000x",
    "noncharacters": "\ufffe\uffff\U0001ffffx",
    "zero width joiners": "a\u200bb\u200cc\u200dd",
    "soft hyphens": "a\u00adb",
    "homographs": "раураl",
    "the longest ligature": "\ufdfd",
    "Turkish i": "İıIi",
    "Kelvin, that folds to k": "\u212aelvin".replace("\u212a", "K"),
    "astral letters": "𝒦𝓌𝒶𝒶𝒹",
    "right to left": "שלום عليكم",
    "Mongolian space": "a\u180eb",
    "interlinear": "a\ufff9b\ufffac\ufffbd",
    "replacement characters": "\ufffd\ufffd",
    "musical signs that NFC takes apart": "𝅗𝅥𝅘𝅥𝅮",
}
# Bytes that are no UTF-8 stay as they were written: nothing is lost, and nothing becomes a letter.
BYTES = {
    "a byte that begins nothing": "%FFx",
    "an overlong slash": "%C0%AFx",
    "an overlong NUL": "%C0%80x",
    "a cut sequence": "%E2%82",
    "a lone continuation": "%80x",
    "beyond Unicode": "%F4%90%80%80x",
    "five bytes": "%F8%88%80%80%80x",
    "a high surrogate": "%ED%A0%80x",
    "a low surrogate": "%ED%B0%80x",
    "a pair of surrogates, CESU-8": "%ED%A0%BD%ED%B8%80x",
    "Latin-1": "caf%E9",
    "an escape that is none": "100%zz",
    "an escape that is cut": "100%",
    "an escape of IIS": "%u0041x",
}

CASES = [
    *(
        form("dropped letters", f"bericht, {name}", TAKEN, {"bericht": f"<{text}>"}, says=f"<{left}>")
        for name, (text, left) in DROPPED.items()
    ),
    *(
        in_json("dropped letters", f"naam, {name}", TAKEN, {"naam": f"<{text}>"}, says=f"<{left}>")
        for name, (text, left) in DROPPED.items()
    ),
    *(
        form("odd letters", f"bericht, {name}", TAKEN, {"bericht": f"<{text}>"}, says=f"<{text}>")
        for name, text in KEPT.items()
        if name != "musical signs that NFC takes apart"
    ),
    *(
        in_json("odd letters", f"naam, {name}", TAKEN if len(text) < 100 else 422, {"naam": text})
        for name, text in KEPT.items()
    ),
    *(
        raw_form("odd bytes", f"bericht, {name}", TAKEN, bericht=text, says=text)
        for name, text in BYTES.items()
    ),
    raw_form("odd bytes", "bericht, UTF-16", TAKEN, bericht="%FF%FEh%00o%00i%00", says="%FF%FEhoi"),
    *(
        raw_json("lone surrogate", f"{field}, {name}", status, _body, says=says)
        for name, escape in (
            ("high", "\\ud83d"),
            ("low", "\\ude00"),
            ("the wrong way round", "\\ude00\\ud83d"),
        )
        for field, status, says in (
            ("naam", TAKEN, TEXT),
            ("bericht", TAKEN, "?"),
            ("email", 422, None),
            ("telefoon", 422, None),
            ("onderwerp", 422, None),
        )
        for _body in [in_json("", "", 0, {field: "SURROGAAT"}).body.replace(b"SURROGAAT", escape.encode())]
    ),
    *(
        form("empty in disguise", f"{field}, {name}", 422, {field: text})
        for field in ("naam", "bericht")
        for name, text in (
            ("spaces", "   "),
            ("no-break spaces", "\u00a0\u2003\u3000"),
            ("controls", "\x01\x02\x03"),
            ("line ends", "\r\n\r\n"),
            ("direction marks", "\u200e\u202e\u2069"),
        )
    ),
]
