"""Pelican's settings for the preview. `publishconf.py` says what differs on the live site."""

import os
import sys
from pathlib import Path

from jinja2 import StrictUndefined

ROOT = Path(__file__).parent
# Pelican runs this file from wherever it is called.
sys.path.insert(0, str(ROOT))

from contact_api import form, messages  # noqa: E402 - needs the path above
from contact_api.practice import PracticeError, load_practice  # noqa: E402
from plugins import absolute, dutch, outline, structured_data  # noqa: E402

try:
    PRACTICE = load_practice()
except PracticeError as error:
    sys.exit(str(error))

SITENAME = PRACTICE.name
# Links within the site start at its root, so one build serves any host.
# `SITE_ADDRESS` is for what must be absolute.
SITEURL = ""
SITE_ADDRESS = os.environ.get("NABIJ_SITE_ADDRESS", "http://localhost:8000")
PATH = "content"
THEME = "theme"
OUTPUT_PATH = "var/site"
CACHE_PATH = "var/cache"
DELETE_OUTPUT_DIRECTORY = True
INCREMENTAL = not os.environ.get("FRESH")
# One store for each way to build the site.
INCREMENTAL_STORE = f"{CACHE_PATH}/preview.sqlite"
INCREMENTAL_NOT_READ = ("PRACTICE", "SITE_ADDRESS", "SITENAME")
INCREMENTAL_OF_TEXT = ("outline", "reading_minutes")
INCREMENTAL_LEAVE = ("pagefind",)

DEFAULT_LANG = "nl"
TIMEZONE = "Europe/Amsterdam"

PLUGIN_PATHS = [str(ROOT / "plugins")]
# By the names under which the rest of the code knows them: so each is loaded once.
PLUGINS = [
    "yaml_metadata",
    "plugins.dutch_front_matter",
    "plugins.strict_theme",
    "plugins.services",
    "plugins.reading_on",
    "plugins.drafts",
    "plugins.quick_markdown",
    "plugins.typography",
    "plugins.outline",
    "plugins.questions",
    "plugins.images",
    "plugins.share_cards",
    "plugins.redirects",
    "plugins.stylesheet",
    "plugins.scripts",
    "plugins.machine_files",
    "plugins.icons",
    # After what it keeps, before what looks at the finished output.
    "plugins.incremental",
    "plugins.search",
]
# Drafts and what is dated later are shown in the preview alone.
PREVIEW = True
WITH_FUTURE_DATES = False
# Addresses that were, and where their pages are now.
MOVED = "content/verhuisd.txt"

ARTICLE_PATHS = ["artikelen"]
PAGE_PATHS = ["paginas", "diensten"]
# Photos are not copied: the images plugin makes what is published of them.
STATIC_PATHS = ["extra"]
USE_FOLDER_AS_CATEGORY = False
EXTRA_PATH_METADATA = {
    "diensten": {"template": "service"},
    "paginas/home.md": {"url": "", "save_as": "index.html"},
    "paginas/niet-gevonden.md": {"url": "404.html", "save_as": "404.html"},
    **{f"extra/{path.name}": {"path": path.name} for path in (ROOT / "content" / "extra").iterdir()},
}

ARTICLE_URL = "artikelen/{slug}/"
ARTICLE_SAVE_AS = "artikelen/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
CATEGORY_URL = "artikelen/thema/{slug}/"
CATEGORY_SAVE_AS = "artikelen/thema/{slug}/index.html"
TAG_URL = "artikelen/onderwerp/{slug}/"
TAG_SAVE_AS = "artikelen/onderwerp/{slug}/index.html"
DIRECT_TEMPLATES = ["articles"]
ARTICLES_URL = "artikelen/"
ARTICLES_SAVE_AS = "artikelen/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ARCHIVES_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
# Articles on one page of a list.
DEFAULT_PAGINATION = 12
PAGINATED_TEMPLATES = {"articles": None, "category": None, "tag": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/pagina/{number}/", "{base_name}/pagina/{number}/index.html"),
)

# Nothing is copied as it is: style goes through the stylesheet plugin, script through scripts.
THEME_STATIC_PATHS = []
# The form is one template for the site and for the endpoint's own pages.
THEME_TEMPLATES_OVERRIDES = [str(ROOT / "contact_api" / "templates")]
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}
JINJA_FILTERS = {
    "long_date": dutch.long_date,
    "euros": dutch.euros,
    "minutes": dutch.minutes,
    "first_paragraph": outline.first_paragraph,
    "absolute": absolute.absolute,
    "absolute_address": absolute.absolute_address,
    "json_ld": structured_data.json_ld,
}
JINJA_GLOBALS = {
    "practice": PRACTICE,
    "structured_data": structured_data,
    "form_rules": form,
    "form_words": messages,
    "captcha": {
        "script": os.environ.get("NABIJ_CAPTCHA_SCRIPT", "http://localhost:8002/1/api.js"),
        "sitekey": os.environ.get("HCAPTCHA_SITEKEY", "10000000-ffff-ffff-ffff-000000000001"),
    },
    "contact_action": os.environ.get("NABIJ_CONTACT_ACTION", "http://localhost:8001/contact"),
    "preview": True,
}

# The typography plugin knows Dutch; Smarty would turn "'s avonds" into an opening quote.
TYPOGRIFY = False
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {
            "footnotes": {
                "BACKLINK_TEXT": "Terug naar de tekst",
                "BACKLINK_TITLE": "Terug naar de tekst bij noot {}",
            },
        },
        "markdown.extensions.admonition": {},
        # The theme shows the contents of a text by itself: nobody writes [TOC], so nothing looks for it.
        "markdown.extensions.toc": {"anchorlink": True, "marker": ""},
    },
    "output_format": "html5",
}
FORMATTED_FIELDS = []
