"""Articles to measure builds with: Dutch-like, the same for the same number, as many as asked for."""

import random
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from tasks.build import ROOT

WORDS = 2000
CATEGORIES = ("Hechting", "Opvoeden", "Jezelf als ouder")
TAGS = ("peuters", "pubers", "rust", "school", "slapen", "grenzen", "schermen", "vrienden", "ruzie", "samen")
LAST_DAY = date(2026, 9, 1)
_WORD = re.compile(r"[a-zëéïö]+", re.IGNORECASE)


def write_articles(folder, count, words=WORDS):
    """Write `count` articles of about `words` words into `folder`, under the names that `name_of` gives."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    chain = _chain()
    for number in range(count):
        (folder / f"{name_of(number)}.md").write_text(article(chain, number, words), encoding="utf-8")


def name_of(number):
    """The file, without its suffix, and the address of an article."""
    return f"proef-{number:05}"


def article(chain, number, words):
    """One article: sections with paragraphs, a list, a quotation, a table and links, as people write them."""
    chance = random.Random(number)  # noqa: S311 - the same for the same number is what is asked for
    title = " ".join(_words(chain, chance, chance.randint(4, 7))).capitalize()
    head = [
        *("---", f'title: "{title} ({number})"', f"slug: {name_of(number)}"),
        f'description: "{_sentence(chain, chance)}"',
        f'lead: "{_sentence(chain, chance)}"',
        f"date: {LAST_DAY - timedelta(days=number)}",
        f"category: {CATEGORIES[number % len(CATEGORIES)]}",
        f"tags: [{', '.join(sorted(chance.sample(TAGS, 2)))}]",
        *("status: published", "---", ""),
    ]
    body, written = [], 0
    while written < words:
        part = _section(chain, chance, number)
        body.append(part)
        written += len(part.split())
    return "\n".join(head) + "\n\n".join(body) + "\n"


def _section(chain, chance, number):
    parts = ["## " + " ".join(_words(chain, chance, 4)).capitalize()]
    parts += [_paragraph(chain, chance) for _ in range(3)]
    kind = chance.randrange(4)
    if kind == 0:
        parts.append("\n".join(f"- {_sentence(chain, chance)}" for _ in range(4)))
    elif kind == 1:
        parts.append(f"> {_sentence(chain, chance)}")
    elif kind == 2:
        rows = "\n".join(
            f"| {' '.join(_words(chain, chance, 2))} | {chance.randint(2, 99)} |" for _ in range(4)
        )
        parts.append(f"| Moment | Minuten |\n|---|---|\n{rows}")
    elif number:
        other = name_of(chance.randrange(number))
        parts.append(f"Lees ook [{' '.join(_words(chain, chance, 3))}](/artikelen/{other}/).")
    return "\n\n".join(parts)


def _paragraph(chain, chance):
    sentences = [_sentence(chain, chance) for _ in range(chance.randint(4, 7))]
    chosen = chance.randrange(len(sentences))
    first, _, rest = sentences[chosen].partition(" ")
    sentences[chosen] = f"**{first}** {rest}" if chance.random() < 0.5 else f"*{first}* {rest}"
    return " ".join(sentences)


def _sentence(chain, chance):
    words = _words(chain, chance, chance.randint(7, 16))
    return " ".join(words).capitalize() + chance.choice("....?")


def _words(chain, chance, count):
    """A walk along pairs of words that stand beside each other in the texts that ship."""
    word = chance.choice(chain[""])
    found = []
    for _ in range(count):
        found.append(word)
        word = chance.choice(chain.get(word) or chain[""])
    return found


def _chain():
    chain = {"": []}
    for path in sorted((ROOT / "content" / "artikelen").glob("*.md")):
        words = [word.lower() for word in _WORD.findall(path.read_text(encoding="utf-8").split("---", 2)[2])]
        chain[""] += words
        for word, following in pairwise(words):
            chain.setdefault(word, []).append(following)
    return chain
