"""Hostile requests by the hundred: each gets the answer that it should, and no mail is other than it may."""

import email
import email.policy
import json
import re
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from urllib.parse import unquote

import lxml.html
import pytest
from jsonschema import ValidationError

from contact_api.app import create_app
from contact_api.captcha import Judgement, Verdict
from contact_api.messages.mail import MAIL
from tests.builders import SITE, a_form, settings
from tests.description import check_answer
from tests.fakes import FakeCaptcha, FakeClock, FakeTransport
from tests.hostile.forgetful import LIMITS, Forgetful, memory_folder
from tests.hostile.kinds import CASES

JSON, PAGE = "application/json", "text/html"
TAKEN_AS = {JSON: 201, PAGE: 303}
ALWAYS = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# What the addresses of the code's image and sound carry, another each time.
TOKEN = re.compile(r"(?<=\?t=)[\w-]{44}$")
KINDS = {
    kind: list(cases) for kind, cases in groupby(sorted(CASES, key=attrgetter("kind")), attrgetter("kind"))
}


class Place:
    """The endpoint on which every request is judged by itself, and what a harmless one leads to."""

    def __init__(self, folder, verdict=Verdict.PASSED):
        self.settings = settings(folder, CONTACT_LIMITS=LIMITS)
        self.transport = FakeTransport()
        self.client = create_app(
            self.settings,
            outbox=Forgetful(self.settings.store.path),
            captcha=FakeCaptcha(Judgement(verdict)),
            transport=self.transport,
            clock=FakeClock(),
        ).test_client()
        self.description = self.client.get("/openapi.json").json
        self.client.post("/contact", data=a_form())
        self.headers = self.take_mail().keys()
        self.shapes = set().union(*(shapes(self.harmless(**change)) for change in HARMLESS))

    def send(self, case, accept):
        """The answer to a case, by the address as it is written: no client tidies it up."""
        self.transport.sent.clear()
        path, _, query = case.path.partition("?")
        return self.client.open(
            method=case.method,
            data=case.body,
            headers={"Accept": accept, "Content-Type": case.content_type} | case.headers,
            environ_overrides={
                "REQUEST_METHOD": case.method,
                "PATH_INFO": unquote(path, "latin-1"),
                "QUERY_STRING": query,
            },
        )

    def harmless(self, **change):
        """A page that answers a request of which nobody has to fear."""
        return self.client.open("/contact", headers={"Accept": PAGE}, **({"method": "POST"} | change))

    def take_mail(self):
        """The one mail that left after the last request, as a mail program reads it; None for none."""
        assert len(self.transport.sent) <= 1
        for mail in self.transport.sent:
            return email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)


# What brings about every kind of page.
HARMLESS = (
    *({"data": a_form(**{name.replace("-", "__"): ""})} for name in a_form()),
    {"data": a_form(email="ans@", telefoon="1", onderwerp="x", bereikbaar="x")},
    {"data": a_form(bereikbaar="telefoon")},
    {"data": a_form(**{name.replace("-", "__"): "x" * 9000 for name in a_form()})},
    {"data": a_form(**dict.fromkeys(("sleutel", "website", "duur", "code", "code_token"), "x" * 9000))},
    {"data": b"x", "content_type": "text/plain"},
    {"method": "PUT"},
)


def shapes(response):
    """Every element of a page, by name, the names of its attributes, and where it leads."""
    if response.mimetype != PAGE or not response.data:
        return set()
    return {
        (
            element.tag,
            tuple(sorted(element.attrib)),
            *(TOKEN.sub("", element.get(name, "")) for name in ("href", "src", "action")),
        )
        for element in lxml.html.document_fromstring(response.text).iter()
        if isinstance(element.tag, str)
    }


@contextmanager
def gathered(problems, case):
    """Keep what is wrong with one case, and go on: all of them are told at once."""
    try:
        yield
    except (AssertionError, ValidationError) as error:
        problems[case.name] = str(error)[:500]


def assert_answer(place, case, response, taken_as):
    """The status is the one of the table, and nothing of the request comes back in the headers or in JSON."""
    expected = (taken_as,) if case.status == 201 else (case.status,)
    if "Accept" in case.headers:
        expected = tuple(TAKEN_AS.values())
    assert response.status_code in expected, response.text[:500]
    check_answer(place.description, response, case.method, case.path.partition("?")[0])
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "elders" not in str(response.headers)
    assert not {"Set-Cookie", "Access-Control-Allow-Origin"} & set(response.headers.keys())
    if response.status_code == 303:
        assert response.headers["Location"] == f"{SITE}/contact/bedankt/"
    if response.mimetype.endswith("json"):
        assert "<" not in response.text


def assert_mail(place, case, mail, label):
    """From the practice, to the practice, with the headers of any other mail, and the text in its body."""
    if case.status != 201 or case.says is None:
        assert mail is None
        return
    headers = list(place.headers)
    if mail["Reply-To"] is None:
        headers.remove("Reply-To")
        assert case.name.startswith(("non-ASCII local part", "right to left local part"))
    assert mail.keys() == headers
    (sender,), (recipient,) = mail["From"].addresses, mail["To"].addresses
    assert (sender.addr_spec, recipient.addr_spec) == (place.settings.mail_from, place.settings.mail_to)
    assert mail["Reply-To"] is None or len(mail["Reply-To"].addresses) == 1
    assert mail["Subject"].startswith(label)
    assert "=?" not in mail["Subject"]
    assert mail.get_content_type() == "text/plain"
    assert case.says in mail.get_content().replace("\r\n", "\n")
    lines = mail.as_bytes(policy=email.policy.SMTP).split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(b"\r" in line or b"\n" in line for line in lines)


@pytest.fixture(scope="module")
def place():
    with memory_folder() as folder:
        yield Place(folder)


@pytest.fixture(scope="module")
def unchecked():
    """The same, while hCaptcha can't be reached."""
    with memory_folder() as folder:
        yield Place(folder, Verdict.UNREACHABLE)


def test_there_are_more_than_five_hundred_and_no_two_are_alike():
    """A name for each, and each another request."""
    requests = {
        (case.method, case.path, case.body, case.content_type, json.dumps(case.headers)) for case in CASES
    }
    assert len(requests) == len({str(case) for case in CASES}) == len(CASES) > 500


@pytest.mark.parametrize("kind", KINDS)
def test_a_program_gets_the_answer_that_it_should(place, kind):
    """As JSON; the mail, when there is one, is the practice's own with the visitor's words."""
    problems = {}
    for case in KINDS[kind]:
        with gathered(problems, case):
            assert_answer(place, case, place.send(case, JSON), TAKEN_AS[JSON])
            assert_mail(place, case, place.take_mail(), "")
    assert problems == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_browser_gets_a_page_of_our_own_making(unchecked, kind):
    """No element, attribute or address of the request is in it; a mail that nobody checked has its label."""
    problems = {}
    for case in KINDS[kind]:
        with gathered(problems, case):
            response = unchecked.send(case, PAGE)
            assert_answer(unchecked, case, response, TAKEN_AS[PAGE])
            assert shapes(response) <= unchecked.shapes
            assert_mail(unchecked, case, unchecked.take_mail(), MAIL["unchecked"])
    assert problems == {}
