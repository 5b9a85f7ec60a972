"""Every page that a visitor can land on: all of the built live site, and the endpoint's own."""

from dataclasses import dataclass
from pathlib import Path

from contact_api.form import CAPTCHA_FIELD, CODE_FIELD, CODE_TOKEN_FIELD
from contact_api.request_body import MOST_BYTES
from tests.builders import a_form
from tests.site.pages import read_site

PROBES = Path(__file__).parent / "probes"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
_SEND = """([address, fields]) => {
  const form = document.body.appendChild(document.createElement('form'));
  form.method = 'post';
  form.action = address;
  for (const [name, value] of Object.entries(fields)) {
    const field = form.appendChild(document.createElement('textarea'));
    field.name = name;
    field.value = value;
  }
  form.submit();
}"""
_OPEN_DETAILS = "document.querySelectorAll('details').forEach(details => { details.open = true })"


@dataclass(frozen=True)
class Place:
    """A page to visit; with `fields`, the answer to a form with them that is sent from `origin`."""

    name: str
    address: str
    fields: dict | None = None
    origin: str = ""

    @property
    def of_the_site(self):
        """Whether it is a page of the static site, and none of the endpoint's."""
        return self.name.startswith("/")

    def open(self, page):
        """Go there, and open every details."""
        page.goto(self.origin or self.address)
        if self.fields is not None:
            with page.expect_navigation():
                page.evaluate(_SEND, [self.address, self.fields])
        page.evaluate(_OPEN_DETAILS)


def places_of_site(folder, host):
    """The pages built into `folder`, served at `host`."""
    return [Place(page.address, host + page.address) for page in read_site(folder).pages]


def places_of_endpoint(running, too_many, unavailable, elsewhere):
    """What the endpoint itself shows, by status: of one that runs, of two in trouble, and to a stranger."""
    form, site = f"{running.api}/contact", f"{running.site}/contact/"
    typed = {name: value for name, value in a_form().items() if name != CAPTCHA_FIELD}
    token = running.codes.new()
    solved = {CODE_TOKEN_FIELD: token, CODE_FIELD: running.codes.digits(token)}
    return [
        Place("endpoint 200", form),
        Place("endpoint 200, after a message", form, typed | solved, form),
        Place("endpoint 403", form, {}, elsewhere),
        Place("endpoint 404", f"{running.api}/nergens"),
        Place("endpoint 405", f"{form}/code.png", {}, form),
        Place("endpoint 410", f"{form}/ontvangen"),
        Place("endpoint 413", form, {"bericht": "x" * MOST_BYTES}, form),
        Place("endpoint 422", form, {}, form),
        Place("endpoint 422, one step more", form, typed, site),
        Place("endpoint 429", too_many, typed | solved, site),
        Place("endpoint 503", unavailable, typed | solved, site),
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
