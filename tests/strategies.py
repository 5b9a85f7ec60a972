"""What a hostile or unlucky sender could send, as Hypothesis strategies."""

from hypothesis import strategies as st

from contact_api.form import CHOICES, LIMITS, Repeated, is_email
from tests.builders import a_form

# What mail, web and database programs act on; beside plain letters in many scripts.
PARTS = (
    "Ans",
    "Zoë 👩‍👧",
    " ",
    "\r\nBcc: spam@elders.nl",
    "\nBcc: spam@elders.nl",
    "\r\n\r\n.\r\nMAIL FROM:<x@y.nl>",
    "\u2028Bcc: spam@elders.nl",
    "\x85To: spam@elders.nl",
    "=?utf-8?q?x=0D=0ABcc:_spam=40elders.nl?=",
    "=?utf-8?b?eA0KQmNjOiBzcGFtQGVsZGVycy5ubA==?=",
    "=?",
    "?=",
    "= ?",
    "=",
    "==",
    ", <spam@elders.nl>",
    '"',
    "\\",
    "<",
    ">",
    "(",
    ":",
    ";",
    "@",
    ".",
    "\n.\n",
    "\nFrom ",
    "\n-- \n",
    "-",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u200d",
    "\x00",
    "\x0b",
    "\x0c",
    "\x1b[2J",
    "\t",
    "e\u0301",
    "\u0301" * 30,
    "ﬃ",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "'; DROP TABLE messages; --",
    "%0d%0aBcc:x@y.nl",
    "x" * 200,
    "€" * 80,
)
# A local part, by its letters, and an encoded-word: a line end, a header, a second address.
ENCODED = (
    "=?utf-8?q?x=0D=0ABcc=3A_spam=40elders.nl?=",
    "=?utf-8?q?=22=2C_spam=40elders.nl_?=",
    "=?us-ascii?q?a?=",
    "a==?utf-8?q?a?=",
)
# Half a character: JSON and the environment can carry one.
HALF = st.sampled_from(["\ud800", "\udfff", "\udc80"])


def texts(halves=False, most=12):
    """Text made of what programs trip over, and of anything else."""
    parts = [st.sampled_from(PARTS), st.text(max_size=6), *([HALF] if halves else [])]
    return st.lists(st.one_of(parts), max_size=most).map("".join)


def json_values():
    """Whatever JSON can say."""
    plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts(halves=True)
    return st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner))


def raw_forms():
    """Raw fields of every kind: valid ones with any of them spoiled, doubled or gone."""
    values = json_values() | st.lists(texts(halves=True), min_size=2, max_size=3).map(Repeated)
    spoiled = st.dictionaries(st.sampled_from([*LIMITS, "iets-anders"]), values, max_size=4)
    return spoiled.map(lambda fields: a_form() | fields)


def valid_forms():
    """Raw fields that are taken, with words of every kind."""
    words = texts().filter(str.isprintable).filter(str.strip)
    return st.builds(
        a_form,
        naam=words.map(lambda text: "A" + text[:90]),
        email=addresses().filter(is_email),
        telefoon=st.sampled_from(["", "06 12345678", "+31 (0)20 123 45 67"]),
        onderwerp=st.sampled_from(list(CHOICES["onderwerp"])),
        bereikbaar=st.just("email"),
        bericht=texts().map(lambda text: "A" + text[:4000]),
    )


def addresses():
    """Addresses that `is_email` may take."""
    atom = st.text("abcXYZ09!#$%&'*+/=?^_`{|}~-üж", min_size=1, max_size=12)
    local = st.lists(atom, min_size=1, max_size=3).map(".".join) | st.sampled_from(ENCODED)
    label = st.text("abcz09üßж", min_size=1, max_size=10)
    host = st.lists(label, min_size=1, max_size=3).map(".".join)
    return st.builds("{}@{}.nl".format, local, host)
