"""The form with a code to retype: who has no JavaScript or wants no hCaptcha is served like any other."""

import html
import io
import re
import subprocess
import sys
import wave

import pytest
from PIL import Image

from contact_api.code_captcha import TOKEN_SECONDS
from contact_api.receipt_page import RECEIPT_SECONDS
from tests.builders import ROOT, SITE, TEXT, a_form
from tests.fakes import BrokenOutbox

RECEIPT = r"[0-9A-Z]{4}-[0-9A-Z]{4}"
ONE_STEP = "Nog één stap: typ de code over"
WRONG = "De code klopte niet of was verlopen. Typ de nieuwe code over."


@pytest.fixture
def coded(make_endpoint):
    """Make an endpoint that asks for real codes."""
    return lambda environ=None, **services: make_endpoint(environ, code_captcha=None, **services)


def typed(**changes):
    """What the visitor typed, without any captcha."""
    return {name: value for name, value in a_form(**changes).items() if name != "h-captcha-response"}


def token_of(page):
    (token,) = re.findall(r'name="code_token" value="([^"]+)"', page.text)
    return token


def title_of(page):
    return html.unescape(re.search(r"<h1>(.*?)</h1>", page.text)[1])


def errors_of(page):
    summary = re.search(r'class="error-summary".*?</ul>', page.text, re.DOTALL)[0]
    return re.findall(r'href="#([^"]+)">([^<]+)<', summary)


def retype(endpoint, page, **changes):
    """Send the form on `page` with its code, as the browser would."""
    token = token_of(page)
    solved = {"code": endpoint.code_captcha.digits(token), "code_token": token}
    return endpoint.post(typed() | solved | changes)


def receipts_of(endpoint, answer):
    """The receipts on the page that an answer leads to."""
    page = endpoint.client.get(answer.headers["Location"])
    return re.findall(rf'class="receipt-number">({RECEIPT})<', page.text)


@pytest.mark.parametrize("path", ["/contact", "/contact/code"])
def test_the_form_is_there_for_whoever_asks(coded, path):
    """A page with a picture and a sound of one code, and no word of hCaptcha's in it but its name."""
    endpoint = coded()
    page = endpoint.client.get(path)
    token = token_of(page)
    assert (page.status_code, page.mimetype, title_of(page)) == (200, "text/html", "Schrijf me een bericht")
    assert f'src="/contact/code.png?t={token}"' in page.text
    assert f'src="/contact/code.wav?t={token}"' in page.text
    assert 'action="/contact"' in page.text
    assert "h-captcha" not in page.text
    assert errors_of(page) == []
    assert page.headers["Cache-Control"] == "no-store"
    assert token_of(endpoint.client.get(path)) != token
    assert endpoint.client.head(path).status_code == 200


def test_under_a_prefix_every_address_has_it(coded):
    """Some platforms mount the application below their own path."""
    page = coded().client.get("/contact", base_url="http://localhost/api")
    addresses = re.findall(r'(?:src|action|formaction)="(/[^"?]*)', page.text)
    assert addresses == [f"/api/contact{rest}" for rest in ("", "/code.png", "/code.wav", "/code")]


def test_a_message_with_its_code_gets_a_receipt_that_no_address_holds(coded):
    """303 to the endpoint's own page: the number in it is the mail's, and a reload shows it again."""
    endpoint = coded()
    answer = retype(endpoint, endpoint.client.get("/contact"))
    assert answer.status_code == 303
    shown = endpoint.client.get(answer.headers["Location"])
    (receipt,) = receipts_of(endpoint, answer)
    assert receipt in endpoint.transport.sent[0].get_content()
    assert receipt not in answer.headers["Location"]
    assert (shown.status_code, title_of(shown)) == (200, "Je bericht is ontvangen")
    assert receipt in endpoint.client.get(answer.headers["Location"]).text
    assert endpoint.captcha.asked == []
    endpoint.clock.pass_seconds(RECEIPT_SECONDS + 1)
    later = endpoint.client.get(answer.headers["Location"])
    assert (later.status_code, receipt in later.text) == (410, False)


def test_by_script_the_code_gives_a_receipt_too(coded):
    """JSON is no way round it and no way out of it."""
    endpoint = coded()
    token = token_of(endpoint.client.get("/contact"))
    assert endpoint.fetch(json=typed() | {"code_token": token}).json["errors"][0]["code"] == "missing"
    fields = typed() | {"code_token": token, "code": endpoint.code_captcha.digits(token)}
    assert re.fullmatch(RECEIPT, endpoint.fetch(json=fields).json["receipt"])


def test_a_wrong_code_keeps_the_text_and_shows_another(coded):
    """The error is said first and links to the field; the new code lets the message through."""
    endpoint = coded()
    first = endpoint.client.get("/contact")
    page = retype(endpoint, first, code="0000000")
    assert page.status_code == 422
    assert errors_of(page) == [("code", WRONG)]
    assert 'role="group" aria-labelledby="fouten-titel" autofocus>' in page.text
    assert html.escape(TEXT.splitlines()[-1]) in page.text
    assert token_of(page) != token_of(first)
    assert retype(endpoint, page).status_code == 303


def test_each_code_gives_one_guess(coded):
    """A second one on the same picture is refused, right as it may be, and nothing is sent."""
    endpoint = coded()
    page = endpoint.client.get("/contact")
    retype(endpoint, page, code="0000000")
    assert errors_of(retype(endpoint, page)) == [("code", WRONG)]
    assert endpoint.transport.sent == []


def test_a_second_click_gets_the_receipt_of_the_first(coded):
    """The same words, the same token: the same message."""
    endpoint = coded()
    page = endpoint.client.get("/contact")
    found = [receipts_of(endpoint, retype(endpoint, page)) for _ in range(2)]
    assert found[0] == found[1]
    assert len(endpoint.transport.sent) == 1


def test_another_mistake_does_not_use_the_code_up_but_asks_for_a_new_one(coded):
    """The old page, found again by the back button, still works."""
    endpoint = coded()
    first = endpoint.client.get("/contact")
    page = retype(endpoint, first, email="ans@")
    assert [field for field, _ in errors_of(page)] == ["email"]
    assert token_of(page) != token_of(first)
    assert retype(endpoint, first).status_code == 303


def test_without_the_code_that_is_all_there_is_to_mend(coded):
    """Left open, it is asked for in words."""
    endpoint = coded()
    page = retype(endpoint, endpoint.client.get("/contact"), code="")
    assert errors_of(page) == [("code", "Typ de code over.")]


def test_a_text_from_the_sites_page_comes_along_without_a_word_of_blame(coded):
    """By its button for a code, half filled in as it may be: nothing is judged, nothing is stored."""
    endpoint = coded()
    page = endpoint.client.post(
        "/contact/code", data=typed(naam="", email="ans@", onderwerp="x"), headers={"Origin": SITE}
    )
    assert (page.status_code, title_of(page), errors_of(page)) == (200, ONE_STEP, [])
    assert "praat met niemand" in page.text
    assert 'value="ans@"' in page.text
    assert "aria-invalid" not in page.text
    assert sum(endpoint.outbox.counts().values()) == 0
    empty = endpoint.client.post("/contact/code", data={"bereikbaar": ""})
    assert title_of(empty) == "Schrijf me een bericht"


def test_the_sites_own_form_without_script_is_one_step_from_sent(coded):
    """It comes without any captcha: 422, for it was not taken, and yet no reproach."""
    endpoint = coded()
    page = endpoint.post(typed())
    assert (page.status_code, title_of(page), errors_of(page)) == (422, ONE_STEP, [])
    assert retype(endpoint, page).status_code == 303
    assert not endpoint.transport.sent[0]["Subject"].startswith("[")
    other = endpoint.post(typed(naam=""))
    assert [field for field, _ in errors_of(other)] == ["naam", "code"]


def test_what_came_for_the_code_page_is_checked_as_any_post(coded):
    """Size, type and origin: nobody else's page can show ours filled in."""
    endpoint = coded()
    post = endpoint.client.post
    assert post("/contact/code", data=typed(), headers={"Origin": "https://elders.nl"}).status_code == 403
    assert post("/contact/code", data=b"x", content_type="text/plain").status_code == 415
    assert post("/contact/code", data=b"x" * 200_000, content_type="application/json").status_code == 413
    assert post("/contact/code", data=b"x", content_type="application/json").status_code == 400
    page = post("/contact/code", data=typed(naam='"><script>alert(1)</script>'))
    assert "<script" not in page.text


def test_the_picture_and_the_sound_are_of_the_token(coded):
    """Types, no-store, nosniff; the same bytes each time; HEAD without a body."""
    endpoint = coded()
    token = token_of(endpoint.client.get("/contact"))
    for kind, name in (("image/png", "png"), ("audio/wav", "wav")):
        address = f"/contact/code.{name}?t={token}"
        answer = endpoint.client.get(address)
        assert (answer.status_code, answer.content_type) == (200, kind)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert endpoint.client.get(address).data == answer.data
        head = endpoint.client.head(address)
        assert (head.status_code, head.data, head.headers["Content-Length"]) == (
            200,
            b"",
            str(len(answer.data)),
        )
    assert Image.open(io.BytesIO(endpoint.client.get(f"/contact/code.png?t={token}").data)).size == (640, 200)
    with wave.open(io.BytesIO(endpoint.client.get(f"/contact/code.wav?t={token}").data)) as file:
        assert file.getnframes() / file.getframerate() > 6


def test_sound_is_given_in_parts(coded):
    """Safari asks for the first two bytes, then for the rest; a part that is not there gives the whole."""
    endpoint = coded()
    address = f"/contact/code.wav?t={token_of(endpoint.client.get('/contact'))}"
    whole = endpoint.client.get(address).data
    part = endpoint.client.get(address, headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.data) == (206, b"RI")
    assert part.headers["Content-Range"] == f"bytes 0-1/{len(whole)}"
    rest = endpoint.client.get(address, headers={"Range": "bytes=2-"})
    assert rest.data == whole[2:]
    beyond = endpoint.client.get(address, headers={"Range": "bytes=9999999-"})
    assert (beyond.status_code, beyond.data) == (200, whole)


@pytest.mark.parametrize("path", ["/contact/code.png", "/contact/code.wav", "/contact/ontvangen"])
def test_a_token_that_is_old_or_not_ours_is_gone(coded, path):
    """410, a page that leads back."""
    endpoint = coded()
    token = token_of(endpoint.client.get("/contact"))
    endpoint.clock.pass_seconds(TOKEN_SECONDS + 1)
    for query in ({"t": token}, {"t": "x"}, {}):
        page = endpoint.client.get(path, query_string=query)
        assert (page.status_code, title_of(page)) == (410, "Deze pagina is verlopen")
        assert f'href="{SITE}/contact/"' in page.text


def test_messages_by_code_have_limits_of_their_own(coded):
    """Tries for each visitor and messages in all: no easier to break by volume than the front door."""
    endpoint = coded({"CONTACT_LIMITS": "per_address=99/hour,code=2/hour,code_tries=4/hour"})
    numbers = iter(range(99))

    def send(**changes):
        fields = {"bericht": f"bericht {next(numbers)}"} | changes
        return retype(endpoint, endpoint.client.get("/contact"), **fields)

    assert [send().status_code for _ in range(3)] == [303, 303, 429]
    assert send(code="0").status_code == 422
    page = send()
    assert page.status_code == 429
    assert "bericht 4" in page.text
    assert token_of(page)


def test_without_a_store_the_text_and_a_code_are_there(coded):
    """503 with when to come back; nothing is let in unseen."""
    endpoint = coded(outbox=BrokenOutbox())
    page = retype(endpoint, endpoint.client.get("/contact"))
    assert (page.status_code, page.headers["Retry-After"]) == (503, "120")
    assert "praat met niemand" in page.text
    assert token_of(page)


def test_only_a_picture_loads_pillow():
    """Neither the application nor a message, a page or a sound brings it along."""
    code = """
import sys
from tests.builders import settings
from contact_api.app import create_app
import pathlib, re, tempfile
with tempfile.TemporaryDirectory() as folder:
    client = create_app(settings(pathlib.Path(folder))).test_client()
    token = re.search('code_token" value="([^"]+)', client.get("/contact").text)[1]
    client.post("/contact", data={"naam": "Ans"})
    assert client.get(f"/contact/code.wav?t={token}").status_code == 200
    before = {"PIL", "captcha", "wave"} & sys.modules.keys()
    assert client.get(f"/contact/code.png?t={token}").status_code == 200
    print(sorted(before), "PIL" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "['wave'] True\n"
