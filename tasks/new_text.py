"""`make artikel TITEL="…"` and `make dienst TITEL="…"`: a new text with its header filled in, as a draft."""

import argparse
import sys
from datetime import date

from contact_api.practice import PracticeError, load_practice
from plugins.addresses import slugify
from plugins.checks.meta_rules import TO_FILL_IN
from tasks.build import ROOT

ARTICLE = """---
title: {title}
slug: {slug}
description: {description}
lead: {lead}
date: {today}
category: {theme}
tags: []
service: {service}
help: false
status: draft
---
Begin hier met een gewoon moment van thuis.

## Een tussenkop

Schrijf verder. Een link naar een andere tekst schrijf je zo:
[neem contact op]({{filename}}/paginas/contact.md).
"""
SERVICE = """---
title: {title}
slug: {slug}
description: {description}
lead: {lead}
order: 9
price: {price}
duration: Ongeveer een uur
place: In de praktijk of online
stages:
  - title: Kennismaken
    text: Wat er in de eerste stap gebeurt.
questions:
  - question: Een vraag die ouders vaak stellen?
    answer: Het antwoord.
status: draft
---
## Voor wie

Voor wie dit is.
"""
KINDS = {"artikel": ("artikelen", ARTICLE), "dienst": ("diensten", SERVICE)}
DESCRIPTION = f"{TO_FILL_IN} één of twee zinnen over deze tekst, van 70 tot 160 tekens, voor zoekmachines."
LEAD = f"{TO_FILL_IN} de zin die groot onder de titel staat."


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="make artikel")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("title", nargs="?", default="")
    options = parser.parse_args(arguments)
    try:
        title = options.title.strip() or input("Wat is de titel? ").strip()
        practice = load_practice()
    except (EOFError, KeyboardInterrupt):
        sys.exit("\nEr is niets gemaakt.")
    except PracticeError as error:
        sys.exit(str(error))
    print(new_text(options.kind, title, practice, ROOT / "content"))


def new_text(kind, title, practice, content, today=None):
    """Write the file and say in Dutch where to go on. SystemExit when it can't be made."""
    folder, template = KINDS[kind]
    slug = slugify(title)
    if not slug:
        sys.exit('Geef een titel met letters erin: make artikel TITEL="Samen aan tafel"')
    path = content / folder / f"{slug}.md"
    if path.exists():
        sys.exit(f"Er is al een tekst met dit adres: content/{folder}/{slug}.md. Kies een andere titel.")
    services = sorted(found.stem for found in (content / "diensten").glob("*.md"))
    path.parent.mkdir(parents=True, exist_ok=True)
    text = template.format(
        title=_quoted(title),
        slug=slug,
        description=_quoted(DESCRIPTION),
        lead=_quoted(LEAD),
        today=(today or date.today()).isoformat(),
        theme=_quoted((*practice.themes, "")[0]),
        service=(*services, '""')[0],
        price=next(iter(practice.prices)),
    )
    # Never over a file that somebody made in the meantime.
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    return (
        f"Gemaakt: content/{folder}/{slug}.md, als concept.\n"
        "Schrijf daar verder. In het voorbeeld (make serve) staat de tekst op "
        f"http://localhost:8000/{folder}/{slug}/.\n"
        "Klaar? Verander status: draft in status: published, en draai make check."
    )


def _quoted(text):
    """A value that YAML reads as text, whatever is in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


if __name__ == "__main__":
    main()
