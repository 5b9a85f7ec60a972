"""Pelican as it comes, over our own content, to put our pages beside. `BENCH_THEME` names its theme."""

import os

SITENAME = "Nabij"
SITEURL = ""
PATH = "content"
THEME = os.environ["BENCH_THEME"]
DEFAULT_LANG = "nl"
TIMEZONE = "Europe/Amsterdam"
PLUGINS = ["yaml_metadata"]
ARTICLE_PATHS = ["artikelen"]
PAGE_PATHS = ["paginas", "diensten"]
STATIC_PATHS = ["afbeeldingen"]
ARTICLE_URL = "artikelen/{slug}/"
ARTICLE_SAVE_AS = "artikelen/{slug}/index.html"
# Our front matter names templates that these themes do not have.
IGNORE_FILES = [
    *("home.md", "diensten.md", "veelgestelde-vragen.md", "contact.md", "bedankt.md"),
    *("privacy.md", "zoeken.md", "niet-gevonden.md"),
]
EXTRA_PATH_METADATA = {}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = False
