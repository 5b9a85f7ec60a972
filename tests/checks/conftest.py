"""A small content folder in which nothing is wrong, to plant one mistake at a time."""

from datetime import datetime

import pytest

from plugins.checks import spelling
from plugins.checks.run import check
from tests.builders import a_practice

ARTICLE = """---
title: Samen aan tafel
slug: samen-aan-tafel
description: Wat een gewone maaltijd voor de band met je kind kan doen, met drie voorbeelden van thuis.
lead: Aan tafel zit je dicht bij elkaar.
date: 2026-03-03
category: Hechting
tags: [tafel]
service: life-coaching
---
Je kind schuift aan. Lees ook [hoe het naar bed gaan beter gaat]({filename}/artikelen/naar-bed.md#het-ritme).

## Rust

De borden staan klaar.
"""
OTHER = """---
titel: Naar bed
slug: naar-bed
omschrijving: Waarom het naar bed gaan zo vaak stroef loopt, en wat een vast ritme daaraan verandert.
inleiding: Het licht gaat uit.
datum: 3 maart 2026
thema: Opvoeden
---
Het ritme helpt. Zie [samen aan tafel](/artikelen/samen-aan-tafel/).

## Het ritme

Elke avond hetzelfde.
"""
SERVICE = """---
title: Life coaching
slug: life-coaching
description: Een individueel traject voor ouders die zichzelf en hun kind beter willen begrijpen.
lead: Een traject.
order: 1
price: individueel
---
Je praat over thuis.
"""
PAGE = """---
title: Neem contact op
slug: contact
description: Schrijf in je eigen woorden wat je bezighoudt. Je krijgt antwoord binnen twee werkdagen.
template: contact
---
Schrijf gerust.
"""


class Content:
    """A content folder, and what the check says of it."""

    def __init__(self, folder):
        self.practice = a_practice(folder)
        self.folder = folder / "content"
        self.write("artikelen/samen-aan-tafel.md", ARTICLE)
        self.write("artikelen/naar-bed.md", OTHER)
        self.write("diensten/life-coaching.md", SERVICE)
        self.write("paginas/contact.md", PAGE)

    def write(self, file, text):
        """Put a file there; text as UTF-8."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, before, after, file="artikelen/samen-aan-tafel.md"):
        """Change one place of a file."""
        text = (self.folder / file).read_text(encoding="utf-8")
        assert text.count(before) == 1, before
        self.write(file, text.replace(before, after))

    def add(self, text, file="artikelen/samen-aan-tafel.md"):
        """Add text at the end of a file."""
        self.write(file, (self.folder / file).read_text(encoding="utf-8") + text)

    def report(self, **options):
        """The Report."""
        return check(self.folder, self.practice, now=datetime(2026, 11, 22), **options)

    def found(self, **options):
        """Each problem as "file:line code"."""
        return [f"{one.file}:{one.line} {one.code}" for one in self.report(**options).problems]

    def errors_in(self, file):
        """The errors of one file, as "line code"."""
        return [f"{one.line} {one.code}" for one in self.report().errors if one.file == file]


@pytest.fixture
def content(tmp_path, monkeypatch):
    """Without the dictionary, which other machines may not have."""
    monkeypatch.setattr(spelling, "unknown", lambda words: None)
    return Content(tmp_path)
