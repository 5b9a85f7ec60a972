"""What a message meets between the form and the store: traps, layers, limits, the code to retype."""

from collections import Counter

import pytest

from contact_api.app import create_app
from contact_api.captcha import Judgement, Verdict
from contact_api.code_captcha import CodeCaptcha
from contact_api.form import CAPTCHA_FIELD
from contact_api.outbox import Label, Notice, NoticeKind, State
from contact_api.spam import shared_letters
from tests.builders import TOKEN, a_form, a_practice_file
from tests.fakes import FakeCaptcha, FakeCodeCaptcha
from tests.unit.test_twins import a_journey

DOWN = Judgement(Verdict.UNREACHABLE, ("TimeoutError",))
LINKS = "Kijk op https://a.example en https://b.example"
FLOOD = "Wij helpen u aan nieuwe klanten en een hogere plek in Google. Bel ons vandaag nog voor een afspraak."


def by_code(code="12345", **changes):
    """The fields of the endpoint's own page, which has no hCaptcha."""
    fields = a_form(code=code, code_token="signed", **changes)
    return {name: value for name, value in fields.items() if name != CAPTCHA_FIELD}


def stored(endpoint):
    """What the owner would see of each message."""
    return [(message.state, message.label, message.layers) for message in endpoint.outbox.messages()]


def errors_of(response):
    return [(error["field"], error["code"]) for error in response.json["errors"]]


@pytest.mark.parametrize("as_page", [True, False])
def test_a_filled_trap_holds_the_message_and_answers_as_ever(endpoint, as_page):
    """A robot learns nothing, and a person whose browser filled it in has a receipt."""
    send = endpoint.post if as_page else endpoint.fetch
    held = send(a_form(website="https://x.example"))
    endpoint.clock.pass_seconds(1)
    other = send(a_form(bericht="Nog iets"))
    assert held.status_code == other.status_code == (303 if as_page else 201)
    assert set(held.headers) == set(other.headers)
    if not as_page:
        assert held.json | {"receipt": ""} == other.json | {"receipt": ""}
    assert stored(endpoint) == [
        (State.HELD, Label.SPAM, ("honeypot",)),
        (State.DELIVERED, Label.NONE, ()),
    ]
    assert len(endpoint.transport.sent) == 1


def test_a_held_message_sent_again_is_still_that_one(endpoint):
    """Same receipt, one row."""
    form = a_form(website="x")
    assert endpoint.fetch(form).json == endpoint.fetch(form).json
    assert len(stored(endpoint)) == 1


@pytest.mark.parametrize(
    ("changes", "layers"),
    [
        ({"bericht": LINKS}, ("links",)),
        ({"bericht": "<b>Koop nu</b>"}, ("markup",)),
        ({"bericht": "казино"}, ("script",)),
        ({"bericht": "gratis geld verdienen\n" * 5}, ("repeated",)),
        ({"duur": "2"}, ("too_fast",)),
        ({"bericht": LINKS, "duur": "0"}, ("links", "too_fast")),
    ],
)
def test_what_looks_like_spam_is_delivered_with_a_label(endpoint, changes, layers):
    """And the store keeps the names of what it hit."""
    assert endpoint.fetch(a_form(**changes)).status_code == 201
    assert stored(endpoint) == [(State.DELIVERED, Label.SPAM, layers)]
    assert endpoint.transport.sent[0]["Subject"].startswith("[mogelijk spam] ")


def test_links_to_the_practice_itself_are_no_spam(endpoint):
    """Whoever asks about two pages of the site is a reader."""
    text = "Op https://www.praktijk-test.nl/a en https://www.praktijk-test.nl/b staat iets anders."
    endpoint.fetch(a_form(bericht=text))
    assert stored(endpoint) == [(State.DELIVERED, Label.NONE, ())]


def test_unchecked_wins_over_spam_and_the_layers_stay(make_endpoint):
    """One mark in the subject; all names in the store."""
    endpoint = make_endpoint(captcha=FakeCaptcha(DOWN))
    endpoint.fetch(a_form(bericht=LINKS))
    assert stored(endpoint) == [(State.DELIVERED, Label.UNCHECKED, ("links",))]
    assert endpoint.transport.sent[0]["Subject"].startswith("[niet gecontroleerd] ")


def test_the_same_text_from_many_senders_is_labelled(endpoint):
    """From the third within a day, whatever numbers and links it varies; the next day it starts anew."""
    for number in range(4):
        form = a_form(naam=f"Jan {number}", email=f"jan{number}@voorbeeld.nl", bericht=f"{FLOOD} {number}")
        assert endpoint.fetch(form).status_code == 201
        endpoint.clock.pass_seconds(1)
    endpoint.clock.pass_seconds(86400)
    endpoint.fetch(a_form(naam="Piet", bericht=FLOOD))
    assert [layers for _, _, layers in stored(endpoint)] == [(), (), ("repeated",), ("repeated",), ()]


def test_the_store_holds_no_text_in_its_counts(endpoint):
    """Texts and addresses are counted by keyed hashes."""
    endpoint.fetch(by_code(bericht=FLOOD), environ_base={"REMOTE_ADDR": "192.0.2.77"})
    content = endpoint.settings.store.path.read_bytes()
    content += endpoint.settings.store.path.with_name("outbox.sqlite-wal").read_bytes()
    for kind in (b"text:", b"ip:", b"code:"):
        assert kind in content
    assert b"192.0.2.77" not in content
    assert shared_letters(FLOOD).encode() not in content


def test_labels_have_limits_of_their_own(make_endpoint):
    """A flood of one label leaves room for the other, and for messages without."""
    captcha = FakeCaptcha(*[Judgement(Verdict.PASSED)] * 3, *[DOWN] * 2, Judgement(Verdict.PASSED))
    endpoint = make_endpoint({"CONTACT_LIMITS": "labelled=2/hour,per_address=99/hour"}, captcha=captcha)
    texts = [f"{LINKS}/{number}" for number in range(3)] + ["een", "twee", "drie"]
    assert [endpoint.fetch(a_form(bericht=text)).status_code for text in texts] == [
        201,
        201,
        429,
        201,
        201,
        201,
    ]


def test_what_is_held_is_no_labelled_mail(make_endpoint):
    """It goes nowhere, so it takes no room; unless no captcha vouched for it."""
    environ = {"CONTACT_LIMITS": "labelled=1/hour"}
    endpoint = make_endpoint(environ)
    statuses = [endpoint.fetch(a_form(website="x", bericht=f"{n}")).status_code for n in range(2)]
    assert statuses == [201, 201]
    endpoint = make_endpoint(environ, captcha=FakeCaptcha(DOWN))
    statuses = [endpoint.fetch(a_form(website="x", bericht=f"nog {n}")).status_code for n in range(2)]
    assert statuses == [201, 429]


def test_a_post_without_a_captcha_takes_nobodys_place(make_endpoint):
    """Robots that solve nothing can't use up the limits of those who do."""
    endpoint = make_endpoint({"CONTACT_LIMITS": "per_address=1/hour,total=1/hour"})
    form = {name: value for name, value in a_form().items() if name != CAPTCHA_FIELD}
    assert [endpoint.fetch(form).status_code for _ in range(3)] == [422, 422, 422]
    assert endpoint.fetch().status_code == 201


def test_a_code_lets_a_message_in_and_hcaptcha_is_not_asked(endpoint):
    """Even when there is a token of it too."""
    response = endpoint.fetch(by_code() | {CAPTCHA_FIELD: TOKEN})
    assert response.status_code == 201
    assert endpoint.code_captcha.asked == [("signed", "12345")]
    assert endpoint.captcha.asked == []
    assert stored(endpoint) == [(State.DELIVERED, Label.NONE, ())]


@pytest.mark.parametrize(("code", "error", "asked"), [("", "missing", 0), ("54321", "refused", 1)])
def test_a_code_that_is_missing_or_wrong_keeps_the_text(endpoint, code, error, asked):
    """The error is at the code; one that is missing does not use the token up."""
    assert errors_of(endpoint.fetch(by_code(code))) == [("code", error)]
    assert len(endpoint.code_captcha.asked) == asked
    page = endpoint.post(by_code(code))
    assert page.status_code == 422
    assert "mijn dochter (11) praat met niemand" in page.text
    assert stored(endpoint) == []


def test_a_genuine_code_works_once(endpoint):
    """What the endpoint makes it judges; the same words are the same message, others need a new code."""
    app = create_app(
        endpoint.settings,
        outbox=endpoint.outbox,
        captcha=endpoint.captcha,
        transport=endpoint.transport,
        clock=endpoint.clock,
    )
    codes = CodeCaptcha(endpoint.settings.secret_key, endpoint.outbox, endpoint.clock)
    token = codes.new()
    endpoint.clock.pass_seconds(30)

    def send(text):
        fields = by_code(codes.digits(token), bericht=text) | {"code_token": token}
        return app.test_client().post("/contact", data=fields, headers={"Accept": "application/json"})

    first, again, other = send("Een bericht"), send("Een bericht"), send("Een ander")
    assert (first.status_code, again.json["receipt"]) == (201, first.json["receipt"])
    assert errors_of(other) == [("code", "refused")]
    assert stored(endpoint) == [(State.DELIVERED, Label.NONE, ())]


def test_wrong_codes_are_limited_per_address(make_endpoint):
    """Before the code is checked, so that trying is slow; another visitor is not held up."""
    endpoint = make_endpoint({"CONTACT_LIMITS": "code_tries=2/hour"})

    def status(address):
        return endpoint.fetch(by_code("0"), environ_base={"REMOTE_ADDR": address}).status_code

    assert [status("192.0.2.1") for _ in range(3)] == [422, 422, 429]
    assert status("192.0.2.2") == 422
    assert len(endpoint.code_captcha.asked) == 3


def test_messages_by_code_are_limited_in_all(make_endpoint):
    """Whoever reads codes by machine gets no more through than this; the front door stays open."""
    endpoint = make_endpoint({"CONTACT_LIMITS": "code=1/hour"})
    assert endpoint.fetch(by_code()).status_code == 201
    page = endpoint.post(by_code(bericht="Een ander bericht"), environ_base={"REMOTE_ADDR": "192.0.2.9"})
    assert page.status_code == 429
    assert "Een ander bericht" in page.text
    assert endpoint.fetch(a_form(bericht="Door de voordeur")).status_code == 201


def test_a_code_that_was_retyped_at_once_is_labelled(make_endpoint):
    """By the age of its signed token; the field of the form is not asked."""
    endpoint = make_endpoint(code_captcha=FakeCodeCaptcha(age=1))
    endpoint.fetch(by_code(duur="500"))
    assert stored(endpoint) == [(State.DELIVERED, Label.SPAM, ("too_fast",))]


def test_notices_are_stored_with_their_message(tmp_path):
    """One transaction: what is to be told of a message is known as soon as it is, and only of a new one."""
    asked = []

    def notices(message, now):
        asked.append((message.receipt, now))
        return (
            Notice(f"confirmation:{message.receipt}", NoticeKind.CONFIRMATION, {"receipt": message.receipt}),
        )

    journey = a_journey(tmp_path, FakeCaptcha(), pause=None, notices=notices)
    receipt = journey.submit(a_form(), "192.0.2.1").receipt
    assert journey.submit(a_form(), "192.0.2.1").repeated
    assert asked == [(receipt, journey.clock())]
    leased = journey.outbox.lease_notice(journey.clock(), journey.clock() + 60)
    assert (leased.kind, leased.data) == (NoticeKind.CONFIRMATION, {"receipt": receipt})


@pytest.mark.parametrize(
    ("changes", "judgement", "told"),
    [
        ({}, Verdict.PASSED, {NoticeKind.CONFIRMATION: 1}),
        ({"code": "12345", "code_token": "signed"}, Verdict.PASSED, {NoticeKind.CONFIRMATION: 1}),
        ({"website": "x"}, Verdict.PASSED, {}),
        ({"duur": "0"}, Verdict.PASSED, {}),
        ({}, Verdict.UNREACHABLE, {}),
        ({}, Verdict.OUR_FAULT, {NoticeKind.ALERT_MAIL: 1, NoticeKind.ALERT_WEBHOOK: 1}),
    ],
)
def test_who_hears_of_a_message(make_endpoint, tmp_path, changes, judgement, told):
    """The visitor, of one that is like any other; the owner, of a captcha that fails by our fault."""
    folder = tmp_path / "practice"
    folder.mkdir()
    environ = {
        "PRAKTIJK_TOML": str(a_practice_file(folder, bevestiging="true")),
        "CONTACT_ALERT_TO": "techniek@praktijk-test.nl",
        "CONTACT_ALERT_WEBHOOK": "https://hooks.praktijk-test.nl/x",
    }
    endpoint = make_endpoint(environ, captcha=FakeCaptcha(Judgement(judgement)))
    for number in range(2):
        form = a_form(bericht=f"bericht {number}", **changes)
        assert endpoint.fetch(form).status_code == 201
    assert +Counter(endpoint.outbox.notices_waiting()) == told


def test_every_way_to_say_no_keeps_the_words(make_endpoint):
    """Whichever limit is over, the page has the whole text."""
    words = "mijn dochter (11) praat met niemand"
    seen = Counter()
    for name, form in {
        "per_address": a_form(),
        "total": a_form(),
        "labelled": a_form(duur="0"),
        "code_tries": by_code("0"),
        "code": by_code(),
    }.items():
        endpoint = make_endpoint({"CONTACT_LIMITS": f"{name}=1/hour"})
        first = form | {"bericht": f"Eerst iets over {name}."}
        endpoint.post(first)
        page = endpoint.post(form)
        assert (page.status_code, words in page.text, int(page.headers["Retry-After"]) > 0) == (
            429,
            True,
            True,
        )
        seen[name] += 1
        endpoint.settings.store.path.unlink()
    assert len(seen) == 5
