"""Multipart bodies that are broken, endless, or carry more than text."""

from tests.builders import a_form
from tests.hostile.case import BOUNDARY, END, MULTIPART, TAKEN, Case, multipart, part, parts

WHOLE = parts() + END


def with_file(disposition, headers="", value="x"):
    """A whole form and one more part."""
    return parts() + part("bijlage", value, headers=headers, disposition=disposition) + END


def parts_but(name):
    """The parts of a form in which one field is left out."""
    return b"".join(part(*each) for each in a_form().items() if each[0] != name)


def renamed(boundary):
    """A whole form under another boundary."""
    return WHOLE.replace(BOUNDARY.encode(), boundary.encode())


FILE = 'form-data; name="bijlage"; filename='
CASES = [
    *(
        multipart("file", name, 415, with_file(FILE + filename, headers))
        for name, filename, headers in (
            ("a PDF", '"x.pdf"', "Content-Type: application/pdf\r\n"),
            ("a program", '"kwaad.exe"', "Content-Type: application/octet-stream\r\n"),
            ("a path upwards", '"../../../etc/passwd"', ""),
            ("a path of Windows", '"C:\\\\kwaad.bat"', ""),
            ("a NUL in its name", '"x.pdf\x00.png"', ""),
            ("markup in its name", '"<script>alert(1)</script>.png"', ""),
            ("a line end in its name", '"x%0d%0aBcc: kwaad@elders.nl"', ""),
            ("a name without quotes", "x.pdf", ""),
            ("a name of 5,000 letters", '"' + "x" * 5000 + '"', ""),
            ("an override in its name", '"foto\u202egnp.exe"', ""),
        )
    ),
    multipart(
        "file", "a name of RFC 2231", 415, with_file("form-data; name=bijlage; filename*=utf-8''kwaad.pdf")
    ),
    multipart(
        "file", "in the place of a field", 415, with_file('form-data; name="bericht"; filename="x.txt"')
    ),
    multipart(
        "file",
        "in the place of the token",
        415,
        with_file('form-data; name="h-captcha-response"; filename="x"'),
    ),
    multipart(
        "file",
        "left empty, as browsers send it",
        TAKEN,
        with_file(FILE + '""', "Content-Type: application/octet-stream\r\n", ""),
    ),
    multipart(
        "file", "only a type", TAKEN, with_file('form-data; name="bijlage"', "Content-Type: image/png\r\n")
    ),
    *(
        multipart("boundary", name, TAKEN, renamed(boundary), f'"{boundary}"')
        for name, boundary in (
            ("one letter", "x"),
            ("seventy letters", "x" * 70),
            ("hyphens", "----WebKitFormBoundary7MA4YWxk"),
            ("every sign that may be", "'()+_,-./:=?"),
            ("a space inside", "a b"),
        )
    ),
    *(
        Case("boundary", name, status, body, content_type)
        for name, status, body, content_type in (
            ("none", 400, WHOLE, MULTIPART),
            ("empty", 400, WHOLE, f"{MULTIPART}; boundary="),
            ("another than in the body", 400, WHOLE, f"{MULTIPART}; boundary=elders"),
            ("two, the second is right", TAKEN, WHOLE, f"{MULTIPART}; boundary=elders; boundary={BOUNDARY}"),
            ("longer than may be", TAKEN, renamed("x" * 200), f"{MULTIPART}; boundary={'x' * 200}"),
            ("a letter that none may have", 400, WHOLE, f"{MULTIPART}; boundary=gr\u00ebns"),
        )
    ),
    *(
        multipart("cut", name, status, body)
        for name, status, body in (
            ("nothing", 422, b""),
            ("only an end", 422, END),
            ("without an end", 400, parts()),
            ("without the end's hyphens", 400, parts() + f"--{BOUNDARY}\r\n".encode()),
            ("within a header", 400, parts() + f"--{BOUNDARY}\r\nContent-Dispo".encode()),
            ("within a part", 400, parts() + part("x", "y")[:-2]),
            ("text before it", TAKEN, b"voorwoord\r\n" + WHOLE),
            ("text after it", TAKEN, WHOLE + b"nawoord"),
            ("line feeds alone", TAKEN, WHOLE.replace(b"\r\n", b"\n")),
            ("carriage returns alone", TAKEN, WHOLE.replace(b"\r\n", b"\r")),
        )
    ),
    *(
        multipart("part", name, status, body)
        for name, status, body in (
            ("without a name", TAKEN, parts() + part("", "x", disposition="form-data") + END),
            ("of no form", TAKEN, parts() + part("", "x", disposition="attachment") + END),
            ("without a disposition", 400, parts() + f"--{BOUNDARY}\r\nX: y\r\n\r\nz\r\n".encode() + END),
            ("a name with a quote", TAKEN, parts() + part('em\\"ail', "kwaad@elders.nl") + END),
            (
                "two names",
                422,
                parts() + part("", "x", disposition='form-data; name="a"; name="email"') + END,
            ),
            ("email twice, two values", 422, parts() + part("email", "kwaad@elders.nl") + END),
            ("email twice, one value", TAKEN, parts() + part("email", a_form()["email"]) + END),
            (
                "a sign in the place of a name",
                TAKEN,
                parts() + part("", "x", disposition='form-data; name=")') + END,
            ),
            (
                "base64",
                422,
                parts_but("onderwerp")
                + part("onderwerp", "bGlmZS1jb2FjaGluZw==", headers="Content-Transfer-Encoding: base64\r\n")
                + END,
            ),
            (
                "quoted-printable",
                422,
                parts_but("onderwerp")
                + part(
                    "onderwerp", "life=2Dcoaching", headers="Content-Transfer-Encoding: quoted-printable\r\n"
                )
                + END,
            ),
            (
                "a charset of its own",
                TAKEN,
                parts()
                + part("x", b"\xff\xfeh\x00", headers="Content-Type: text/plain; charset=utf-16\r\n")
                + END,
            ),
            (
                "a charset that is none",
                TAKEN,
                parts() + part("x", "y", headers="Content-Type: text/plain; charset=kwaad\r\n") + END,
            ),
            (
                "UTF-7 that spells markup",
                TAKEN,
                parts()
                + part("website2", "+ADw-script+AD4-", headers="Content-Type: text/plain; charset=utf-7\r\n")
                + END,
            ),
            ("bytes that are no UTF-8", TAKEN, parts() + part("x", b"\xff\xfe\xed\xa0\x80") + END),
            (
                "another multipart",
                TAKEN,
                parts()
                + part(
                    "x",
                    "--binnen\r\n\r\ny\r\n--binnen--",
                    headers="Content-Type: multipart/mixed; boundary=binnen\r\n",
                )
                + END,
            ),
            ("a header that is folded", TAKEN, parts() + part("x", "y", headers="X-Lang: a\r\n b\r\n") + END),
            ("a hundred headers", TAKEN, parts() + part("x", "y", headers="X-A: b\r\n" * 100) + END),
            (
                "a header of 60,000 letters",
                TAKEN,
                parts() + part("x", "y", headers=f"X-A: {'b' * 60_000}\r\n") + END,
            ),
            ("a header without a colon", TAKEN, parts() + part("x", "y", headers="kwaad\r\n") + END),
        )
    ),
    multipart(
        "part",
        "a boundary in the text",
        TAKEN,
        parts(bericht=f"x --{BOUNDARY} y") + END,
        says=f"x --{BOUNDARY} y",
    ),
    *(
        multipart("many parts", name, 413, body)
        for name, body in (
            ("CVE-2023-25577, 2,000 small ones", b"".join(part(f"v{n}", "x") for n in range(1500)) + END),
            ("one name, 500 times", b"".join(part("naam", "x") for _ in range(500)) + END),
            ("41", b"".join(part(f"v{n}", "x") for n in range(41)) + END),
            ("60 empty files", b"".join(part("", "", disposition=FILE + '""') for _ in range(60)) + END),
        )
    ),
    multipart(
        "many parts",
        "CVE-2023-46136, a line end and then megabytes",
        413,
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=x\r\n\r\n\r".encode() + b"x" * 1_000_000,
    ),
    multipart("many parts", "boundaries alone", 400, f"--{BOUNDARY}\r\n".encode() * 2000 + END),
]
