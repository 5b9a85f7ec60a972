"""Every page that a visitor can land on: all of the built live site, and the endpoint's own."""

from dataclasses import dataclass
from pathlib import Path

from tests.site.pages import read_site

PROBES = Path(__file__).parent / "probes"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
_SEND_AS_IT_IS = "HTMLFormElement.prototype.submit.call(document.querySelector('#contactformulier'))"
_OPEN_DETAILS = "document.querySelectorAll('details').forEach(details => { details.open = true })"


@dataclass(frozen=True)
class Place:
    """A page to visit. `sent` is for the answer to a form that was sent as it is, unchecked by script."""

    name: str
    address: str
    sent: bool = False

    @property
    def of_the_site(self):
        """Whether it is a page of the static site, and none of the endpoint's."""
        return self.name.startswith("/")

    def open(self, page):
        """Go there, and open every details."""
        page.goto(self.address)
        if self.sent:
            with page.expect_navigation():
                page.evaluate(_SEND_AS_IT_IS)
        page.evaluate(_OPEN_DETAILS)


def places_of_site(folder, host):
    """The pages built into `folder`, served at `host`."""
    return [Place(page.address, host + page.address) for page in read_site(folder).pages]


def places_of_endpoint(running):
    """What the endpoint itself shows: a form with errors, and an address that takes no GET."""
    return [
        Place("endpoint 422", f"{running.site}/contact/", sent=True),
        Place("endpoint 405", f"{running.api}/contact"),
    ]


def probe(page, name, *arguments):
    """What the function in probes/NAME.js finds on the page: lines, each with a selector."""
    source = (PROBES / f"{name}.js").read_text(encoding="utf-8")
    return page.evaluate(f"(given) => ({_bare(source)})(...given)", list(arguments))


def report(findings):
    """All findings as the message of a failure."""
    return f"{len(findings)} findings:\n" + "\n".join(findings)


def _bare(source):
    return source.strip().removesuffix(";")
