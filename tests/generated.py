"""A copy of `content/` with many more articles in it, and one that holds all that Markdown can."""

import shutil
from datetime import date, timedelta
from pathlib import Path

from tests.builders import ROOT

MANY = 60
CATEGORIES = ("Hechting", "Opvoeden", "Jezelf als ouder")
TAGS = ("peuters", "pubers", "rust", "school")
FIRST_DAY = date(2024, 1, 1)
SAMPLE = """Een alinea met een noot[^een], en nog een[^twee].

## Een kop met *nadruk*

> Een zin die even alleen mag staan.

### Een kleinere kop

| Moment | Wat je kind doet | Wat jij doet | Wat je zegt | Hoe lang het duurt | Wie erbij is |
|---|---|---|---|---|---|
| Opstaan | Blijft liggen | Gordijnen open | Goedemorgen | Tien minuten | Allebei |

| Kort | Ook kort |
|---|---|
| Ja | Nee |

<figure>
  <p>Een tekening in woorden</p>
  <figcaption>Wat er te zien is</figcaption>
</figure>

[^een]: De eerste noot.
[^twee]: De tweede noot.
"""


def write_many_articles(folder):
    """Put the content into `folder`: what ships, MANY short articles, and the sample; the folder itself."""
    content = Path(folder, "content")
    shutil.copytree(ROOT / "content", content)
    # A draft stands in the lists of the preview alone; these are lists as visitors see them.
    (content / "artikelen" / "voorbeeld-opmaak.md").unlink()
    articles = content / "artikelen"
    for number in range(1, MANY + 1):
        text = f"Artikel nummer {number} gaat over een gewone dag.\n\n## Een dag\n\nEr wordt ontbeten.\n"
        write_article(articles / f"dag-{number}.md", f"Een gewone dag, deel {number}", text, number)
    write_article(articles / "proef.md", "Alles wat een tekst kan hebben", SAMPLE, heavy=True)
    return content


def write_article(path, title, text, number=0, heavy=False):
    """One article, under the name of its file; its number decides date, category and tag."""
    lines = (
        *("---", f'title: "{title}"', f"slug: {path.stem}"),
        f'description: "Over “{title}”, geschreven om te zien wat er met veel artikelen gebeurt."',
        f'lead: "Dit is {title[0].lower()}{title[1:]}."',
        f"date: {FIRST_DAY + timedelta(days=number)}",
        f"category: {CATEGORIES[number % len(CATEGORIES)]}",
        f"tags: [{TAGS[number % len(TAGS)]}]",
        "service: life-coaching",
        f"help: {str(heavy).lower()}",
        *("---", "", text),
    )
    path.write_text("\n".join(lines), encoding="utf-8")
