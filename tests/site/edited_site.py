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
INCREMENTAL_PROCESSES, INCREMENTAL_MANY = int(os.environ.get("TWIN_PROCESSES", "1")), 2
SEARCH_LATER = not os.environ.get("TWIN_SEARCH")
if not SEARCH_LATER:
    # What is indexed is finished pages.
    INCREMENTAL_OF_TEXT = None
if os.environ["TWIN"] == "anew":
    from jinja2 import FileSystemBytecodeCache

    # Nothing that the other one made, or kept, is in reach.
    INCREMENTAL, CACHE_PATH = False, "cache-anew"
    # The same code for the same template: nothing of a site is kept in it.
    JINJA_ENVIRONMENT = JINJA_ENVIRONMENT | {{"bytecode_cache": FileSystemBytecodeCache("templates-anew")}}
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
