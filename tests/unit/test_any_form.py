"""The parsers of a request, given anything: each has a named outcome, and no word is lost on the way."""

import json
import re
import unicodedata
from dataclasses import asdict
from io import BytesIO
from ipaddress import ip_address
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, encode_multipart

from contact_api.client_address import client_address
from contact_api.form import LIMITS, Submission, is_email, read_form
from contact_api.outcomes import Reason
from contact_api.request_body import MOST_BYTES, MOST_PARTS, check_head, read_fields
from tests.builders import a_form
from tests.strategies import addresses, raw_forms, texts, valid_forms

FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
app = Flask(__name__)
app.config |= {
    "MAX_CONTENT_LENGTH": MOST_BYTES,
    "MAX_FORM_MEMORY_SIZE": MOST_BYTES,
    "MAX_FORM_PARTS": MOST_PARTS,
}


@given(raw_forms())
def test_any_fields_are_a_submission_or_have_errors(raw):
    """Never both, never neither; the errors in the order of the form, one a field."""
    filled = read_form(raw)
    assert (filled.submission is None) == bool(filled.errors)
    places = [list(LIMITS).index(error.field) for error in filled.errors]
    assert places == sorted(set(places))
    assert tuple(filled.values) == Submission.field_names()
    # All of it can be shown again, and stored.
    assert all(isinstance(value, str) for value in filled.values.values())
    json.dumps(filled.values, ensure_ascii=False).encode()


@given(raw_forms() | valid_forms())
def test_what_is_taken_is_clean(raw):
    """NFC, within its limit, no control (but tabs) or direction character, one line end, stable."""
    submission = read_form(raw).submission
    if submission is None:
        return
    fields = asdict(submission)
    for name, value in fields.items():
        text = value if name != "bericht" else value.replace("\n", "")
        assert not FORBIDDEN.search(text), name
        assert "\n" not in text
        assert value == unicodedata.normalize("NFC", value).strip()
        assert len(value) <= LIMITS[name]
    assert read_form(fields).submission == submission


@given(valid_forms())
def test_no_word_of_a_valid_form_is_lost(raw):
    """Every printable letter that was typed is there, in its order."""
    submission = read_form(raw).submission
    assert submission is not None

    def seen(text):
        letters = [letter for letter in text if not FORBIDDEN.match(letter) and not letter.isspace()]
        return unicodedata.normalize("NFC", "".join(letters))

    for name in ("naam", "bericht", "email"):
        assert seen(getattr(submission, name)) == seen(raw[name]), name


@given(texts(halves=True, most=4) | addresses())
def test_an_address_is_one_address(text):
    """Nothing that a mail program reads as two, as a name, or as a header."""
    if not is_email(text):
        return
    local, _, host = text.rpartition("@")
    assert len(text.split()) == 1
    assert not set(local + host) & set(' ,;:<>()[]"\\@\r\n')
    assert len(local) <= 64
    assert "=?" not in local
    assert "." in host
    host.encode("idna").decode("ascii")


@pytest.mark.parametrize("kind", ["form", "multipart", "json"])
@given(fields=st.dictionaries(st.sampled_from(list(LIMITS)), texts()))
def test_fields_come_through_every_content_type_as_they_were(kind, fields):
    """One reading of what was sent, whatever carried it."""
    if kind == "json":
        body, content_type = json.dumps(fields).encode(), "application/json"
    elif kind == "form":
        body, content_type = urlencode(fields).encode(), "application/x-www-form-urlencoded"
    else:
        boundary, body = encode_multipart(fields)
        content_type = f"multipart/form-data; boundary={boundary}"
    assert read(body, content_type) == fields


BOUNDARY = b"--x\r\n"
BODIES = st.lists(
    st.sampled_from(
        [
            BOUNDARY,
            b"--x--",
            b'Content-Disposition: form-data; name="naam"\r\n',
            b'Content-Disposition: form-data; name="f"; filename="x"\r\n',
            b"Content-Type: text/plain; charset=utf-7\r\n",
            b"Content-Transfer-Encoding: base64\r\n",
            b"\r\n",
            b"\n",
            b"naam=",
            b"&",
            b"%",
            b"%00%ff%u20ac+",
            b'{"naam": "',
            b'"}',
            b"[" * 50,
            b"1e999",
            b"NaN",
            b"\\ud800",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\x00",
        ]
    )
    | st.binary(max_size=8),
    max_size=12,
).map(b"".join)


@given(
    BODIES,
    st.sampled_from(
        [
            "application/json",
            "application/json; charset=utf-16",
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=utf-7",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            'multipart/form-data; boundary=""',
            "text/plain",
            "",
        ]
    ),
)
def test_any_bytes_are_fields_or_have_a_reason(body, content_type):
    """No body is a fault."""
    fields = read(body, content_type)
    if not isinstance(fields, Reason):
        assert fields.keys() <= LIMITS.keys()
        read_form(fields)


@given(st.ip_addresses(), st.integers(1, 3), texts(), st.data())
def test_the_address_is_what_our_outermost_proxy_saw(visitor, proxies, claimed, data):
    """Whatever the sender claims in front of it."""
    behind = [str(data.draw(st.ip_addresses())) for _ in range(proxies - 1)]
    forwarded = ", ".join([claimed, str(visitor), *behind])
    environ = {"REMOTE_ADDR": "192.0.2.9", "HTTP_X_FORWARDED_FOR": forwarded}
    assert client_address(environ, proxies) == str(visitor)
    assert client_address(environ, 0) == "192.0.2.9"


@given(texts(halves=True), texts(halves=True), st.integers(0, 9))
def test_any_header_is_an_address_or_none(remote, forwarded, proxies):
    """Nothing else reaches the rate limit or hCaptcha."""
    address = client_address({"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}, proxies)
    assert address == "" or str(ip_address(address)) == address


def read(body, content_type):
    environ = EnvironBuilder(
        method="POST", input_stream=BytesIO(body), content_length=len(body), content_type=content_type
    ).get_environ()
    with app.request_context(environ):
        from flask import request

        return check_head(request) or read_fields(request)


def test_the_builder_of_forms_is_taken():
    """Or the properties above would hold of nothing."""
    assert read_form(a_form()).submission is not None
