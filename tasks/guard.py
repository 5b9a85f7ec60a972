"""What may ask the preview for a page, and what may ask it to do or to read something beyond the pages.

The preview listens on loopback, and so does everything else on this machine: a page of any site in the same
browser can send it requests. What it can't do is choose the Host that the browser says (once its own name
leads here: DNS rebinding), hide where it comes from, or read a page of the preview, which has the token.
"""

import hmac
import secrets
from dataclasses import dataclass, field

TOKEN_HEADER = "X-Nabij-Token"
# On every answer: no other origin shows it in a frame, or takes it for a script or a style that it is not.
ALWAYS = (
    ("Content-Security-Policy", "frame-ancestors 'self'"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("X-Content-Type-Options", "nosniff"),
)
# On a page and on what is not of the site: no other origin loads it as a part of its own page. The endpoint's
# pages, on another port, do load the site's style and icon.
PRIVATE = (("Cross-Origin-Resource-Policy", "same-origin"),)
_HOSTS = ("localhost", "127.0.0.1")
WRONG_HOST = "Open het voorbeeld op http://localhost:{port}/."
WRONG_ORIGIN = "Dit mag alleen vanuit het voorbeeld zelf."
WRONG_TOKEN = "Deze pagina is van een eerder voorbeeld. Laad haar opnieuw."


@dataclass(frozen=True)
class Guard:
    """Of one running preview on `port`. `token` is drawn anew for each; only pages that it serves hold it.

    It stands in their HTML, in an attribute: another origin can run a script of ours, but not read a page.
    """

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def refuses_host(self, headers):
        """Why no request to this Host is answered, in Dutch; "" for a name of our own."""
        hosts = headers.get_all("Host", [])
        names = {f"{name}:{self.port}" for name in _HOSTS} | (set(_HOSTS) if self.port == 80 else set())
        return "" if len(hosts) == 1 and hosts[0] in names else WRONG_HOST.format(port=self.port)

    def refuses_origin(self, headers):
        """Why no page of another origin gets an answer; "" where the browser names no other.

        https://www.w3.org/TR/fetch-metadata/: the same scheme, host and port are "same-origin";
        another port of this machine is "same-site", and a stranger too.
        """
        origins = headers.get_all("Origin", [])
        sites = headers.get_all("Sec-Fetch-Site", [])
        own = f"http://{headers['Host']}"
        if all(origin == own for origin in origins) and all(site == "same-origin" for site in sites):
            return ""
        return WRONG_ORIGIN

    def refuses(self, headers):
        """Why a request to do or read something is refused; "" with the token, from our own page."""
        told = headers.get_all(TOKEN_HEADER, [])
        if refusal := self.refuses_host(headers) or self.refuses_origin(headers):
            return refusal
        known = len(told) == 1 and hmac.compare_digest(told[0].encode(), self.token.encode())
        return "" if known else WRONG_TOKEN
