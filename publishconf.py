"""What differs on the live site. Refuses to start while praktijk.toml lacks what a live site needs."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from contact_api.practice import live_problems, practice_path
from contact_api.settings import SCRIPT_URL
from pelicanconf import *  # noqa: F403 - Pelican's own convention for this file
from pelicanconf import CACHE_PATH, JINJA_GLOBALS, PRACTICE

if problems := live_problems(PRACTICE):
    sys.exit("\n".join(f"{practice_path().name}: {problem}" for problem in problems))

SITE_ADDRESS = PRACTICE.site
OUTPUT_PATH = "output"
PREVIEW = False
INCREMENTAL_STORE = f"{CACHE_PATH}/live.sqlite"
JINJA_GLOBALS = JINJA_GLOBALS | {
    "captcha": {"script": SCRIPT_URL, "sitekey": PRACTICE.contact.hcaptcha_sitekey},
    "contact_action": PRACTICE.contact.endpoint,
    "preview": False,
}
