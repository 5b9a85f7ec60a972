"""What makes a message look like spam: small judgements by name, none of which costs a message.

A hit labels the mail; a filled trap holds it for the next summary. Tuned so that no parent's Dutch message is
hit: tests/examples/ holds what people and what robots write.
"""

import re
import unicodedata
from collections import Counter
from enum import StrEnum

from contact_api import spam_words

# Nobody reads a form, fills in five fields and solves a captcha in less.
FASTEST_SECONDS = 3
# Shorter ones ("Ik wil graag een afspraak maken.") are honestly the same from two people.
SHORTEST_SHARED_LETTERS = 80


class Layer(StrEnum):
    """The names of the judgements, as they stand in the log, the metrics and the stored message."""

    HONEYPOT = "honeypot"
    LINKS = "links"
    MARKUP = "markup"
    SCRIPT = "script"
    REPEATED = "repeated"
    TOO_FAST = "too_fast"


def layers_of(filled, own_hosts=frozenset(), seconds=None):
    """The layers that a Filled form without errors hits, in the order of Layer.

    `own_hosts` are the practice's own, which may be linked to; `seconds` is how long the form was open,
    None when that is not known.
    """
    submission = filled.submission
    text = unquoted(_plain(submission.bericht))
    hits = {
        Layer.HONEYPOT: bool(filled.honeypot),
        Layer.LINKS: has_links(text, own_hosts) or bool(_addresses(_plain(submission.naam), own_hosts)),
        Layer.MARKUP: has_markup(text) or has_markup(_plain(submission.naam)),
        Layer.SCRIPT: has_foreign_script(text) or has_mixed_letters(f"{submission.naam} {text}"),
        Layer.REPEATED: repeats_itself(text),
        Layer.TOO_FAST: seconds is not None and 0 <= seconds < FASTEST_SECONDS,
    }
    return tuple(layer for layer, hit in hits.items() if hit)


def shared_letters(text):
    """What two copies of one text have in common: its letters. "" when it is too short to tell.

    Robots vary numbers, links and the spaces between; each word of a parent's text is their own.
    """
    text = _WEB_ADDRESS.sub(" ", _plain(text))
    letters = "".join(filter(str.isalpha, text.casefold()))
    return letters if len(letters) >= SHORTEST_SHARED_LETTERS else ""


def has_links(text, own_hosts=frozenset()):
    """More web addresses than people share, or one that hides where it leads.

    Two in a Dutch text (three where it speaks of a family: articles, a signature), one in any other.
    """
    if _LINK_MARKUP.search(text):
        return True
    addresses = _addresses(text, own_hosts)
    if any(_hides(host) for host, _ in addresses):
        return True
    family = not _FAMILY.isdisjoint(_words(text))
    return len(addresses) > (1 + family if is_dutch(text) else 0)


def has_markup(text):
    """Tags of HTML, or of a forum (BBCode), as only a program writes them into a form."""
    return bool(_HTML.search(text) or _BBCODE.search(text))


def has_foreign_script(text):
    """Most letters are of another alphabet than ours."""
    letters = [letter for letter in text if letter.isalpha()]
    foreign = sum(_alphabet(letter) != "LATIN" for letter in letters)
    return 2 * foreign > len(letters)


def has_mixed_letters(text):
    """A word of Latin letters with look-alikes from another alphabet among them (Unicode TS 39)."""
    return any(
        not word.isascii() and {"LATIN"} < {_alphabet(letter) for letter in word} & _LOOK_ALIKES
        for word in re.findall(r"[^\W\d_]+", text)
    )


def repeats_itself(text):
    """More than half of it is one sentence, five times or more; or a long text of very few words.

    Not when it is somebody who speaks of themselves.
    """
    words = _words(text)
    if not _SELF.isdisjoint(words):
        return False
    sentences = [" ".join(_words(part)) for part in re.split(r"[.!?\n]+", text)]
    sentence, times = Counter(filter(None, sentences)).most_common(1)[0] if words else ("", 0)
    if times >= 5 and len(sentence) > 10 and 2 * times * len(sentence) > len(" ".join(sentences)):
        return True
    return len(words) >= 30 and len(set(words)) < len(words) / 5


def is_dutch(text):
    """Whether its small words are those of Dutch."""
    words = _words(_WEB_ADDRESS.sub(" ", text))
    return 5 * sum(word in _DUTCH for word in words) >= len(words) > 0


def unquoted(text):
    """A text without the mail that it quotes: links and lines in there are somebody else's."""
    text = _QUOTED_MAIL.split(text, maxsplit=1)[0]
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">"))


def _plain(text):
    """Full-width and other styled letters as plain ones; without what is not seen."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def _addresses(text, own_hosts):
    """The different web addresses in a text, as (host, rest), without the practice's own."""
    found = {
        (match["host"].lower(), (match["rest"] or "").rstrip("/.,;:!?')"))
        for match in _WEB_ADDRESS.finditer(text)
    }
    own = {host.removeprefix("www.") for host in own_hosts}
    return {(host, rest) for host, rest in found if host not in own}


def _hides(host):
    return host in _SHORTENERS or "xn--" in host or bool(re.fullmatch(r"[\d.]+", host))


def _alphabet(letter):
    """The first word of a letter's name in Unicode, which is its alphabet for those that matter here."""
    # The micro sign of a dose: its plain form is a Greek letter.
    return "LATIN" if letter.isascii() or letter == "μ" else unicodedata.name(letter, "?").split()[0]


def _words(text):
    return re.findall(r"[^\W\d_]+", text.lower())


# With a scheme, with "www.", or a host with a path. A bare "ouders.nl" is a name that people mention.
_WEB_ADDRESS = re.compile(
    r"(?<![@\w.-])(?:(?:https?|hxxps?)://|www\.|(?=[\w.-]+\.[a-z]{2,10}/\w))"
    r"(?:www\.)?(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})(?::\d+)?(?P<rest>/[^\s<>\"\]\[)]*)?",
    re.IGNORECASE,
)
_LINK_MARKUP = re.compile(
    r"\[(?:url|link)\b[^\]]{0,300}\]|<\s{0,5}a\b[^>]{0,300}\bhref\b|\]\(https?://", re.IGNORECASE
)
_HTML = re.compile(
    r"<\s{0,5}/?\s{0,5}(?:a|b|i|u|p|br|hr|h[1-6]|em|strong|font|span|div|img|table|t[rdh]|ul|ol|li|center|script|style"
    r"|iframe|object|embed|form|input|svg|html|body|head|meta|link)\b[^<>]{0,500}>|javascript:\s*\w+\(",
    re.IGNORECASE,
)
_BBCODE = re.compile(r"\[/(?:b|i|u|s|url|link|img|color|size|quote|code|center|list)\]|\[url=", re.IGNORECASE)
_SHORTENERS = frozenset(spam_words.SHORTENERS.split())
_DUTCH = frozenset(spam_words.DUTCH.split())
_FAMILY = frozenset(spam_words.FAMILY.split())
_SELF = frozenset(spam_words.SELF.split())
_LOOK_ALIKES = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}
_QUOTED_MAIL = re.compile(
    r"^-{2,} ?(?:oorspronkelijk|doorgestuurd|original|forwarded)\b.*$"
    r"|^op .{6,80} schreef .{1,120}: ?$"
    r"|^(?:van|from): .+\n(?:verzonden|datum|aan|sent|date|to): ",
    re.IGNORECASE | re.MULTILINE,
)
