"""The OpenAPI description: valid, and true to the code."""

import json
import re
import sys
from collections import defaultdict

import pytest
from openapi_spec_validator import validate

from contact_api import form, openapi_schemas
from contact_api.answers import STATUS
from contact_api.captcha import Judgement, Verdict
from contact_api.form import read_form
from contact_api.messages import FIELDS
from contact_api.openapi import describe
from contact_api.request_body import FORM_TYPES, MOST_BYTES
from tests.builders import SITE, a_form
from tests.description import check_answer, check_instance
from tests.fakes import BrokenOutbox, FakeCaptcha

REFUSED = FakeCaptcha(Judgement(Verdict.REFUSED, ("invalid-input-response",)))


class Faulty:
    """A captcha that breaks its promise."""

    def verify(self, token, remote_ip):
        raise ValueError


@pytest.fixture
def description(endpoint):
    return endpoint.client.get("/openapi.json").json


def message_properties(description):
    return description["components"]["schemas"]["Message"]["properties"]


def test_the_description_is_valid_openapi(description):
    """By the OpenAPI 3.1 schema, references and examples included."""
    validate(description)


def test_any_program_may_read_it_and_keep_it_for_an_hour(endpoint):
    """CORS for everybody, and 304 for who has it already."""
    first = endpoint.client.get("/openapi.json", headers={"Origin": "https://elders.nl"})
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    again = endpoint.client.get("/openapi.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_server_is_where_the_application_is_mounted(endpoint):
    """Under a prefix too."""
    assert endpoint.client.get("/openapi.json").json["servers"] == [{"url": "/"}]
    mounted = endpoint.client.get("/openapi.json", base_url="http://localhost/api")
    assert mounted.json["servers"] == [{"url": "/api"}]


def test_every_route_is_described_and_no_other(endpoint, description):
    """HEAD and OPTIONS, which every address answers, are said once for all."""
    routes = defaultdict(set)
    for rule in endpoint.app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        routes[path] |= {method.lower() for method in rule.methods - {"HEAD", "OPTIONS"}}
    assert {path: set(methods) for path, methods in description["paths"].items()} == routes


def test_the_fields_are_those_of_the_form(description):
    """Names, limits, choices and what is required, of each content type."""
    for name in ("Message", "Form"):
        schema = description["components"]["schemas"][name]
        assert list(schema["properties"]) == sorted(form.LIMITS)
        assert schema["required"] == list(form.REQUIRED)
    properties = message_properties(description)
    assert {name: list(choices) for name, choices in form.CHOICES.items()} == {
        name: schema["enum"] for name, schema in properties.items() if "enum" in schema
    }
    lengths = {name: schema.get("maxLength") for name, schema in properties.items()}
    lengths["telefoon"] = properties["telefoon"]["anyOf"][0]["maxLength"]
    assert {name: limit for name, limit in form.LIMITS.items() if name not in form.CHOICES} == {
        name: length for name, length in lengths.items() if name not in form.CHOICES
    }


def test_every_character_that_counts_as_empty_is_described_so():
    """All of Unicode: what cleaning leaves nothing of is what the pattern passes over."""
    visible = re.compile(openapi_schemas.VISIBLE)
    surrogates = range(0xD800, 0xE000)
    letters = [chr(code) for code in range(sys.maxunicode + 1) if code not in surrogates]
    # All at once is fast; what is not there then may have become another letter, and is tried alone.
    kept = set(read_form({"naam": "x".join(letters)}).values["naam"]) - {" "}

    def is_kept(letter):
        return letter in kept or bool(read_form({"naam": letter}).values["naam"])

    assert [letter for letter in letters if bool(visible.search(letter)) != is_kept(letter)] == []


@pytest.mark.parametrize(
    "number",
    [
        "0612345678",
        "+31 (0)6-12.34/56–78",
        " 06 1234 5678\n",
        "\u202e0612345678",
        "1234567",
        "1" * 16,
        "06a12345678",
    ],
)
def test_a_telephone_number_is_described_as_it_is_checked(number):
    """The pattern takes what the form takes."""
    taken = read_form(a_form(telefoon=number)).submission is not None
    assert bool(re.search(openapi_schemas.PHONE, number)) == taken


def test_every_error_code_is_described(description):
    """Those that messages have words for, and the two that any field can have."""
    codes = description["components"]["schemas"]["FieldError"]["properties"]["code"]["enum"]
    assert set(codes) == {code for words in FIELDS.values() for code in words} | {"invalid", "repeated"}


def in_json(endpoint, fields=None, **named):
    return endpoint.fetch(json=a_form() if fields is None else fields, **named)


def from_elsewhere(endpoint, accept):
    return endpoint.post(headers={"Origin": "https://elders.nl", "Accept": accept})


def of_kind(content_type, data=b"x"):
    return lambda endpoint, accept: endpoint.post(
        data=data, content_type=content_type, headers={"Accept": accept}
    )


def plain(endpoint, accept):
    return endpoint.post(headers={"Accept": accept})


def by_code(endpoint, accept):
    captcha = endpoint.app.extensions["contact_api"].code_captcha
    token = captcha.new()
    fields = a_form(code=captcha.digits(token), code_token=token)
    return endpoint.post(fields, headers={"Accept": accept})


def twice(endpoint, accept):
    plain(endpoint, accept)
    return endpoint.post(a_form(naam="Bea"), headers={"Accept": accept})


# Outcome → how to bring it about: services and settings, then the request.
WAYS = {
    "accepted": ({}, plain),
    "invalid": ({}, lambda endpoint, accept: endpoint.post(a_form(naam=""), headers={"Accept": accept})),
    "refused": ({"captcha": REFUSED}, plain),
    "too_many": ({"environ": {"CONTACT_LIMITS": "per_address=1/hour"}}, twice),
    "unavailable": ({"outbox": BrokenOutbox()}, plain),
    "foreign_origin": ({}, from_elsewhere),
    "too_large": ({}, of_kind(FORM_TYPES[0], b"x" * (MOST_BYTES + 1))),
    "wrong_type": ({}, of_kind("text/plain")),
    "malformed": ({}, of_kind("application/json")),
    "failed": ({"captcha": Faulty()}, plain),
    "by code": ({}, by_code),
}


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
@pytest.mark.parametrize("outcome", WAYS)
def test_every_outcome_answers_as_described(make_endpoint, description, outcome, accept):
    """Status, headers, content type and body of a real request."""
    services, request = WAYS[outcome]
    response = request(make_endpoint(**services), accept)
    check_answer(description, response)
    if outcome in STATUS:
        assert response.status_code == STATUS[outcome]


def test_a_wrong_method_and_a_wrong_address_answer_as_described(endpoint, description):
    """In both forms."""
    for accept in ("application/json", "text/html"):
        for method, path in (("PUT", "/contact"), ("GET", "/nergens")):
            response = endpoint.client.open(path, method=method, headers={"Accept": accept})
            check_answer(description, response, method, path)


def test_the_pages_with_a_code_answer_as_described(endpoint, description):
    """The form, what belongs to it, and what is left of it when a token is old or not ours."""
    services = endpoint.app.extensions["contact_api"]
    code, receipt = services.code_captcha.new(), services.receipt_tokens.new("7Q2K-M0TR")
    tokens = {"/contact/code.png": code, "/contact/code.wav": code, "/contact/ontvangen": receipt}
    for path in ("/contact", "/contact/code", *tokens):
        for token in (tokens.get(path, ""), "x"):
            response = endpoint.client.get(path, query_string={"t": token})
            assert response.status_code == (410 if token == "x" and path in tokens else 200)
            check_answer(description, response, "GET", path)
    check_answer(description, endpoint.client.post("/contact/code", data=a_form()), "POST", "/contact/code")
    part = endpoint.client.get("/contact/code.wav", query_string={"t": code}, headers={"Range": "bytes=0-1"})
    assert part.status_code == 206
    check_answer(description, part, "GET", "/contact/code.wav")


def test_no_outcome_is_left_out():
    """What `answers` can say is brought about above."""
    assert {"wrong_method", "not_found", "gone", *WAYS} >= {*STATUS, "accepted"}


def test_what_watches_over_the_endpoint_answers_as_described(endpoint, make_endpoint, description):
    """Liveness and readiness, well and not."""
    for each in (endpoint, make_endpoint(outbox=BrokenOutbox())):
        for path in ("/health", "/ready", "/openapi.json"):
            check_answer(description, each.client.get(path), "GET", path)


def test_the_example_of_a_message_is_accepted(endpoint, description):
    """By every content type, and it is as its own schema says."""
    body = description["paths"]["/contact"]["post"]["requestBody"]["content"]
    assert set(body) == {"application/json", *FORM_TYPES}
    for kind, media in body.items():
        name = media["schema"]["$ref"].rpartition("/")[2]
        check_instance(description, name, media["example"])
        sent = (
            {"data": json.dumps(media["example"])}
            if kind == "application/json"
            else {"fields": media["example"]}
        )
        assert endpoint.fetch(**sent, content_type=kind).status_code == 201


def test_the_examples_of_answers_are_what_is_answered(make_endpoint, description):
    """Word for word, from the code's own messages."""
    shared = description["components"]["responses"]
    examples = {code: each["content"]["application/problem+json"]["example"] for code, each in shared.items()}
    assert make_endpoint().fetch(a_form(email="ans@")).json == examples["invalid"]
    for code in set(examples) & set(WAYS) - {"invalid", "too_many"}:
        services, request = WAYS[code]
        assert request(make_endpoint(**services), "application/json").json == examples[code]
    endpoint = make_endpoint({"CONTACT_LIMITS": "per_address=1/minute"})
    assert twice(endpoint, "application/json").json == examples["too_many"]
    accepted = description["paths"]["/contact"]["post"]["responses"]["201"]["content"]["application/json"]
    answer = make_endpoint().fetch(a_form(naam="Cor")).json
    assert accepted["example"] == answer | {"receipt": accepted["example"]["receipt"]}


def test_a_description_of_other_settings_is_another(make_endpoint):
    """The origins are those that the settings let in."""
    settings = make_endpoint({"CONTACT_ALLOWED_ORIGINS": "https://proef.praktijk-test.nl"}).settings
    (origin,) = describe(settings, "")["paths"]["/contact"]["post"]["parameters"]
    assert {SITE, "https://proef.praktijk-test.nl"} <= set(origin["schema"]["enum"])
