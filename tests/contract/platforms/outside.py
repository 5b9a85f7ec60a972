"""What lies outside the endpoint on a platform: a captcha that notes addresses, a store, a mail folder."""

from contextlib import contextmanager
from io import BytesIO
from urllib.parse import parse_qs

from tasks.hcaptcha_standin.app import create_app as create_standin
from tasks.hcaptcha_standin.service import SECRET, SITEKEY
from tests.builders import SITE, a_practice_file
from tests.servers import serving


@contextmanager
def noting_captcha():
    """The stand-in's address, and the list of the visitors' addresses that it is told."""
    seen = []
    standin = create_standin()

    def noting(environ, start_response):
        body = environ["wsgi.input"].read()
        if environ["PATH_INFO"] == "/siteverify":
            seen.extend(parse_qs(body.decode()).get("remoteip", [""]))
        environ["wsgi.input"] = BytesIO(body)
        return standin(environ, start_response)

    with serving(noting) as address:
        yield address, seen


def environment(folder, captcha):
    """The settings of a fresh endpoint that keeps everything in `folder`."""
    folder.mkdir()
    return {
        "PRAKTIJK_TOML": str(a_practice_file(folder, hcaptcha_sitekey='""')),
        "CONTACT_ENV": "development",
        "CONTACT_SITE_URL": SITE,
        "CONTACT_TO": "coach@praktijk-test.nl",
        "CONTACT_FROM": "site@praktijk-test.nl",
        "CONTACT_STORE": f"sqlite:///{folder / 'outbox.sqlite'}",
        "CONTACT_SMTP": f"file:{folder / 'mail'}",
        "CONTACT_SECRET_KEY": "k" * 32,
        "CONTACT_LIMITS": "per_address=600/hour,total=600/hour,labelled=600/hour",
        "HCAPTCHA_SECRET": SECRET,
        "HCAPTCHA_SITEKEY": SITEKEY,
        "HCAPTCHA_VERIFY_URL": f"{captcha}/siteverify",
        "CRON_SECRET": "c" * 16,
    }
