"""What the edited site of tests/site/edits.py starts from."""

from tests.builders import ROOT

SETTINGS = f"""
import os
import sys
sys.path.insert(0, {str(ROOT)!r})
os.environ["PRAKTIJK_TOML"] = "praktijk.toml"
from pelicanconf import *
PATH, THEME, CACHE_PATH, MOVED = "content", "theme", "cache", "content/verhuisd.txt"
INCREMENTAL_STORE = "cache/kept.sqlite"
# Searching takes longer than all the rest, and sees finished pages alone.
SEARCH_LATER = "TWIN_SEARCH" not in os.environ
if not SEARCH_LATER:
    INCREMENTAL_OF_TEXT = None
if os.environ["TWIN"] == "anew":
    from jinja2 import FileSystemBytecodeCache

    INCREMENTAL = False
    # The same code for the same template: nothing of a site is kept in it.
    JINJA_ENVIRONMENT = JINJA_ENVIRONMENT | {{"bytecode_cache": FileSystemBytecodeCache("cache")}}
"""
ARTICLE = """---
title: "Artikel {number}"
slug: artikel-{number}
description: "Een omschrijving die lang genoeg is voor een zoekresultaat, nummer {number}."
lead: "Een begin."
date: 2026-0{month}-14
category: {category}
tags: [{tag}]
service: life-coaching
---
Een "alinea" met een [link]({{filename}}/artikelen/artikel-{other}.md) en 's avonds een noot[^1].

## Een kop

Nog een alinea.

[^1]: De noot.
"""
