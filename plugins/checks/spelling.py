"""Spelling by hunspell and its Dutch dictionary, where they are installed."""

import re
import shutil
import subprocess

from plugins.checks import messages, reading
from plugins.checks.problem import problem

DICTIONARY = "nl_NL"
# A text in another language has no end of unknown words, and each guess takes its time.
MOST_SUGGESTIONS = 50
_SUGGESTIONS = re.compile(r"^& (\S+) \d+ \d+: (.*)$", re.M)


def words_of(source):
    """The words of a text with the line of their paragraph; apostrophes straight, as hunspell has them."""
    found = {}
    for sentence in reading.sentences(source):
        for word in sentence.words:
            if word not in found:
                found[word] = sentence.line
    return {word.replace("’", "'"): line for word, line in found.items()}


def unknown(words):
    """Those of `words` that the dictionary does not hold; None where there is no dictionary."""
    if shutil.which("hunspell") is None:
        return None
    said = _hunspell("-l", words)
    return None if said is None else set(said.split())


def suggestions(words):
    """The likeliest right word for each of `words` that has one."""
    said = (_hunspell("-a", words) if words else None) or ""
    return {found[1]: found[2].split(",")[0].strip() for found in _SUGGESTIONS.finditer(said)}


def read_word_list(text):
    """The practice's own words, one a line; what follows "#" is a note."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(line.replace("’", "'") for line in lines if line)


def is_known(word, own):
    """Whether the practice's list holds a word, also where it begins a sentence."""
    return word in own or word[0].lower() + word[1:] in own


def spelling_problems(found, own):
    """Problems for unknown words: `found` maps a file to its words with their lines."""
    wrong = [
        (file, line, word)
        for file, words in found.items()
        for word, line in words.items()
        if not is_known(word, own)
    ]
    likely = suggestions(list(dict.fromkeys(word for _, _, word in wrong))[:MOST_SUGGESTIONS])
    for file, line, word in wrong:
        hint = " " + messages.DID_YOU_MEAN.format(likely=likely[word]) if word in likely else ""
        yield problem(file, line, "spelling", word=word.replace("'", "’"), hint=hint)


def _hunspell(mode, words):
    """What hunspell says of `words`; None when it can't, for want of its Dutch dictionary."""
    done = subprocess.run(
        ["hunspell", "-d", DICTIONARY, "-i", "utf-8", mode],
        input="\n".join(words) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode == 0 else None
