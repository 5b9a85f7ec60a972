"""The settings that `make serve` gives to what it runs: for development on this machine alone."""

from contact_api.practice import practice_path
from tasks import hcaptcha_standin

SECRET_KEY = "for-development-on-this-machine-only"
_LIMITED = ("per_address", "total", "labelled", "code", "code_tries")


def site_environ(ports):
    """For the build of the site. `ports` are those of "site", "api" and "captcha"."""
    return {
        "NABIJ_SITE_ADDRESS": f"http://localhost:{ports['site']}",
        "NABIJ_CONTACT_ACTION": f"http://localhost:{ports['api']}/contact",
        "NABIJ_CAPTCHA_SCRIPT": f"http://localhost:{ports['captcha']}/1/api.js",
        "HCAPTCHA_SITEKEY": hcaptcha_standin.SITEKEY,
    }


def endpoint_environ(ports, store, mail):
    """For the endpoint: its store and its mail in these places. Production refuses them."""
    site, api = ports["site"], ports["api"]
    origins = (f"http://127.0.0.1:{site}", f"http://localhost:{api}", f"http://127.0.0.1:{api}")
    return {
        "PRAKTIJK_TOML": str(practice_path()),
        "CONTACT_ENV": "development",
        "CONTACT_SITE_URL": f"http://localhost:{site}",
        "CONTACT_ALLOWED_ORIGINS": ",".join(origins),
        "CONTACT_TO": "praktijk@nabij.example",
        "CONTACT_FROM": "site@nabij.example",
        "CONTACT_STORE": f"sqlite:///{store}",
        "CONTACT_SMTP": f"file:{mail}",
        "CONTACT_SECRET_KEY": SECRET_KEY,
        # One machine tries many times; the real limits are in .env.example.
        "CONTACT_LIMITS": ",".join(f"{name}=600/hour" for name in _LIMITED),
        "HCAPTCHA_SECRET": hcaptcha_standin.SECRET,
        "HCAPTCHA_SITEKEY": hcaptcha_standin.SITEKEY,
        "HCAPTCHA_VERIFY_URL": f"http://localhost:{ports['captcha']}/siteverify",
    }
