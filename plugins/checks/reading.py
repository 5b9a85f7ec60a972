"""How a Dutch text reads: words, syllables, sentences, and two formulas over them.

Flesch-Douma (W. H. Douma, 1960): 206.84 - 0.77 * syllables per 100 words - 0.93 * words per sentence.
Leesindex A (R. H. M. Brouwer, 1963): 195 - 2 * words per sentence - 2/3 * syllables per 100 words.
In both, higher is easier: 60 is for everybody, under 45 is for those who studied.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from plugins.checks.text_rules import HEADING, LINK

# A word that stands for a syllable of its own: vowels that are said as one sound are one.
_VOWELS = re.compile(
    r"aai|ooi|oei|eeu|ieu|uw|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyäëïöüáéíóúàèìòùâêîôû]"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_END = re.compile(r"(?<=[.!?…])[”’\"')]*\s+(?=[“‘\"'(]*[A-ZÀ-Þ0-9’])")
_ABBREVIATION = re.compile(
    r"\b(?:bijv|enz|bv|o\.a|d\.w\.z|dr|mr|mevr|dhr|nr|blz|ca|t/m|z\.o\.z|i\.p\.v)\.", re.I
)
_MARKS = re.compile(r"^\s*(?:[-*+]|\d+[.)]|>|:|!!!.*)\s*|\*\*|__|(?<!\w)[*_]|[*_](?!\w)|\[\^[^\]]*\]:?")
_HAS_MARKS = re.compile(r"[*_:!>\[]|^\s*(?:[-+]|\d+[.)])")
_NO_PROSE = re.compile(r"^\s*(?:\||<|!\[|\*\[)")
_PASSIVE = re.compile(
    r"\b(?:word|wordt|worden|werd|werden)\b(?:\W+\w+){0,8}?\W+(?:ge|be|ver|ont|her|\w+ge)\w+(?:d|t|en)\b|"
    r"\b(?:ge|be|ver|ont|her|\w+ge)\w+(?:d|t|en)\W+(?:word|wordt|worden|werd|werden)\b",
    re.I,
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of running text, the line on which its paragraph begins, and its words."""

    line: int
    text: str
    words: tuple


@lru_cache(maxsize=1)
def sentences(source):
    """The sentences of a text; headings, tables, images and raw HTML are no prose."""
    return tuple(
        Sentence(line, part.strip(), tuple(_WORD.findall(part)))
        for line, paragraph in _paragraphs(source)
        for part in _END.split(_ABBREVIATION.sub(lambda found: found[0].replace(".", "․"), paragraph))
        if _WORD.search(part)
    )


def scores(found):
    """Flesch-Douma and Leesindex A of Sentences, rounded; None for no text at all."""
    words = [word for sentence in found for word in sentence.words]
    if not words:
        return None
    per_sentence = len(words) / len(found)
    per_hundred = 100 * sum(map(syllables, words)) / len(words)
    return (
        round(206.84 - 0.77 * per_hundred - 0.93 * per_sentence),
        round(195 - 2 * per_sentence - 2 / 3 * per_hundred),
    )


def hardest(found, count=3):
    """The sentences that cost the most: by length and by long words."""
    return sorted(found, key=lambda sentence: -(len(sentence.words) + sum(map(syllables, sentence.words))))[
        :count
    ]


def is_passive(sentence):
    """Whether a sentence has "worden" with a past participle."""
    text = sentence.text.lower()
    return ("word" in text or "werd" in text) and _PASSIVE.search(text) is not None


@lru_cache(maxsize=100_000)
def syllables(word):
    """How many syllables a Dutch word has, at least one: a count of its vowel sounds."""
    return max(1, len(_VOWELS.findall(word.lower())))


def _paragraphs(source):
    """Running text by paragraph, marks of Markdown taken out: (line, text)."""
    start, parts = 0, []
    for number, line in (*source.lines, (0, "")):
        plain = "" if _NO_PROSE.match(line) or HEADING.match(line) else line
        item = re.match(r"\s*(?:[-*+]|\d+[.)])\s", plain)
        if parts and (not plain.strip() or item):
            yield start, " ".join(parts)
            parts = []
        if plain.strip():
            start = start if parts else number
            text = plain
            if "](" in plain:
                text = LINK.sub(lambda found: "" if found["image"] else found["text"], plain)
            parts.append(_MARKS.sub("", text).strip() if _HAS_MARKS.search(text) else text.strip())
