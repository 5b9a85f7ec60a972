"""GET /metrics: who may read it, and that Prometheus' own parser reads what is meant."""

import sys
import tomllib

import pytest
from prometheus_client.parser import text_string_to_metric_families

import contact_api
from contact_api.captcha import Judgement, Verdict
from contact_api.metrics import CONTENT_TYPE, Counters, exposition
from contact_api.outbox import NoticeKind, State
from contact_api.outcomes import NAMES
from contact_api.spam import Layer
from contact_api.transport import Attempt, Fate
from tests.builders import NOW, ROOT, a_form
from tests.fakes import BrokenOutbox, FakeCaptcha, FakeTransport

METRICS_TOKEN = "a-token-of-some-length"
ENVIRON = {"CONTACT_METRICS_TOKEN": METRICS_TOKEN}


def scrape(endpoint, authorization=f"Bearer {METRICS_TOKEN}"):
    headers = {"Authorization": authorization} if authorization else {}
    return endpoint.client.get("/metrics", headers=headers)


def samples(text):
    """{(name, label values in order): value}, as Prometheus reads them."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_without_a_token_in_the_settings_there_is_no_such_page(endpoint):
    """404, whatever is sent along."""
    for authorization in (None, "Bearer ", "Bearer x", f"Bearer {METRICS_TOKEN}"):
        assert scrape(endpoint, authorization).status_code == 404


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer é",
        METRICS_TOKEN,
        f"Basic {METRICS_TOKEN}",
        f"Bearer {METRICS_TOKEN}x",
    ],
)
def test_a_wrong_token_is_401(make_endpoint, authorization):
    """It says how to ask (RFC 9110 §11.6.1), and nothing else."""
    response = scrape(make_endpoint(ENVIRON), authorization)
    assert (response.status_code, response.headers["WWW-Authenticate"], response.text) == (401, "Bearer", "")


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_the_token_opens_it(make_endpoint, scheme):
    """In the text format 0.0.4, kept in no cache."""
    response = scrape(make_endpoint(ENVIRON), f"{scheme} {METRICS_TOKEN}")
    assert (response.status_code, response.content_type) == (200, CONTENT_TYPE)
    assert response.headers["Cache-Control"] == "no-store"


def test_gauges_come_from_the_store(make_endpoint):
    """Messages by state, and how long the oldest of those that wait has waited."""
    endpoint = make_endpoint(ENVIRON, transport=FakeTransport(Attempt(Fate.TEMPORARY, "rcpt-450")))
    found = samples(scrape(endpoint).text)
    assert {state: found["contact_messages", state] for state in State} == dict.fromkeys(State, 0)
    assert (found["contact_oldest_waiting_seconds",], found["contact_store_up",]) == (0, 1)
    endpoint.fetch()
    endpoint.fetch(a_form(website="x", bericht="Nog iets"))
    endpoint.clock.pass_seconds(90.5)
    found = samples(scrape(endpoint).text)
    assert found["contact_messages", "retrying"] == 1
    assert found["contact_messages", "held"] == 1
    assert found["contact_oldest_waiting_seconds",] == 90.5
    endpoint.clock.pass_seconds(-1000)
    assert samples(scrape(endpoint).text)["contact_oldest_waiting_seconds",] == 0


def test_a_store_that_is_down_is_told_not_a_fault(make_endpoint):
    """The counters are there all the same."""
    response = scrape(make_endpoint(ENVIRON, outbox=BrokenOutbox()))
    found = samples(response.text)
    assert (response.status_code, found["contact_store_up",]) == (200, 0)
    assert ("contact_posts_total", "accepted") in found
    assert not [name for name, *_ in found if name == "contact_messages"]


def test_counters_count_what_this_process_did(make_endpoint):
    """Posts by outcome, layers, verdicts and faults; those that never happened are at nought."""
    endpoint = make_endpoint(ENVIRON, captcha=FakeCaptcha(Judgement(Verdict.PASSED)))
    before = samples(scrape(endpoint).text)
    endpoint.fetch(a_form(bericht="Kijk op https://a.example en https://b.example", duur="1"))
    endpoint.fetch(a_form(website="x"))
    endpoint.fetch(a_form(naam=""))
    endpoint.fetch(a_form(code="12345", code_token="x", bericht="Met een code"))
    endpoint.client.put("/contact")
    make_endpoint(outbox=BrokenOutbox()).fetch()
    after = samples(scrape(endpoint).text)
    changed = {key: value - before.get(key, 0) for key, value in after.items() if value != before.get(key, 0)}
    changed = {key: value for key, value in changed.items() if not key[0].startswith("contact_messages")}
    assert {key: value for key, value in changed.items() if key[0] != "contact_deliveries_total"} == {
        ("contact_posts_total", "accepted"): 2,
        ("contact_posts_total", "held"): 1,
        ("contact_posts_total", "invalid"): 1,
        ("contact_posts_total", "wrong_method"): 1,
        ("contact_posts_total", "unavailable"): 1,
        ("contact_layer_hits_total", "links"): 1,
        ("contact_layer_hits_total", "too_fast"): 1,
        ("contact_layer_hits_total", "honeypot"): 1,
        ("contact_captcha_verdicts_total", "code", "passed"): 1,
        ("contact_faults_total", "StoreUnavailableError"): 1,
    }


def test_every_series_that_is_known_is_there_from_the_start():
    """So that an alert on a rate does not miss the first one."""

    class Empty:
        def counts(self):
            return dict.fromkeys(State, 0)

        def oldest_waiting(self):
            return None

    counters = Counters()
    counters.count({"event": "delivery", "outcome": "delivered"})
    counters.count({"event": "notice", "kind": "summary", "outcome": "dead"})
    python = ".".join(map(str, sys.version_info[:3]))
    expected = {
        ("contact_build_info", contact_api.VERSION, python): 1,
        ("contact_store_up",): 1,
        **{("contact_messages", str(state)): 0 for state in State},
        ("contact_oldest_waiting_seconds",): 0,
        **{("contact_posts_total", str(name)): 0 for name in NAMES},
        **{("contact_layer_hits_total", str(layer)): 0 for layer in Layer},
        ("contact_deliveries_total", "delivered"): 1,
        ("contact_deliveries_total", "retrying"): 0,
        ("contact_deliveries_total", "dead"): 0,
        **{
            ("contact_notices_total", str(kind), outcome): 0
            for kind in NoticeKind
            for outcome in ("delivered", "retrying", "dead")
        },
        **{
            ("contact_captcha_verdicts_total", service, str(verdict)): 0
            for service in ("hcaptcha", "code")
            for verdict in Verdict
        },
    } | {("contact_notices_total", "summary", "dead"): 1}
    assert samples(exposition(Empty(), NOW, counters)) == expected


@pytest.mark.parametrize("kind", ["plain", 'a"b', "a\\b", "a\nb", 'a\\"\n}', "é"])
def test_a_label_may_hold_anything(kind):
    """Quotes, backslashes and line ends are escaped, and read back as they were."""
    counters = Counters()
    counters.count({"event": "fault", "kind": kind})
    assert samples(exposition(BrokenOutbox(), NOW, counters))["contact_faults_total", kind] == 1


def test_each_family_has_a_type_and_a_help():
    """By the convention that a counter's name ends in _total."""
    families = list(text_string_to_metric_families(exposition(BrokenOutbox(), NOW, Counters())))
    assert all(family.documentation for family in families)
    kinds = {family.name: family.type for family in families}
    assert kinds == {
        "contact_build_info": "gauge",
        "contact_store_up": "gauge",
        "contact_posts": "counter",
        "contact_layer_hits": "counter",
        "contact_deliveries": "counter",
        "contact_notices": "counter",
        "contact_captcha_verdicts": "counter",
        "contact_faults": "counter",
    }


def test_the_version_is_the_projects():
    """Said twice, because the endpoint's files are copied, not installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == contact_api.VERSION
