"""What every kind of test may ask for."""

import json
import os

import psycopg
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from contact_api import log
from contact_api.app import create_app
from contact_api.stores.postgres import PostgresOutbox
from contact_api.stores.sqlite import SqliteOutbox
from tasks.build import build
from tests import builders, fakes, postgres
from tests.generated import write_many_articles

# The same examples on every run, so that what passed yesterday passes today; HYPOTHESIS_PROFILE=deep looks
# for new ones, for as long as that takes. No deadline: another program may have the processor.
_ALWAYS = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.too_slow]}
hypothesis.register_profile("fast", derandomize=True, max_examples=100, **_ALWAYS)
hypothesis.register_profile("deep", max_examples=5000, print_blob=True, **_ALWAYS)
hypothesis.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


class Endpoint:
    """The endpoint with everything outside it faked but the store, and a client to talk to it."""

    def __init__(self, folder, environ=None, **services):
        self.settings = builders.settings(folder, **(environ or {}))
        self.clock = fakes.FakeClock()
        self.captcha = services.get("captcha") or fakes.FakeCaptcha()
        self.transport = services.get("transport") or fakes.FakeTransport()
        self.outbox = services.get("outbox") or SqliteOutbox(self.settings.store.path)
        self.app = create_app(
            self.settings,
            outbox=self.outbox,
            captcha=self.captcha,
            # None: the real one.
            code_captcha=services.get("code_captcha", fakes.FakeCodeCaptcha()),
            transport=self.transport,
            clock=self.clock,
        )
        known = self.app.extensions["contact_api"]
        self.delivery, self.code_captcha = known.delivery, known.code_captcha
        self.client = self.app.test_client()

    def post(self, fields=None, *, headers=None, **named):
        """POST a form, as a browser without script would."""
        headers = {"Origin": builders.SITE, "Accept": "text/html,*/*;q=0.8"} | (headers or {})
        if not {"json", "data"} & named.keys():
            named["data"] = builders.a_form() if fields is None else fields
        return self.client.post("/contact", headers=headers, **named)

    def fetch(self, fields=None, **named):
        """POST the same as our script does."""
        return self.post(fields, headers={"Accept": "application/json"}, **named)


@pytest.fixture
def make_endpoint(tmp_path):
    """Make an Endpoint with some of its services or settings changed."""
    return lambda environ=None, **services: Endpoint(tmp_path, environ, **services)


@pytest.fixture
def endpoint(make_endpoint):
    """An Endpoint on which all goes well."""
    return make_endpoint()


@pytest.fixture
def logged(capsys):
    """The lines that the endpoint logged since the last call, each without its time."""
    log.set_up()

    def lines():
        found = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
        return [{name: value for name, value in line.items() if name != "time"} for line in found]

    return lines


@pytest.fixture(scope="session")
def postgres_server():
    """A running Postgres; skipped, with a word on what to install, where there is none. In CI there is."""
    if not os.environ.get("CI") and not postgres.program("initdb"):
        pytest.skip(postgres.INSTALL)
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server):
    """The address of a database whose tables are made."""
    url = postgres_server.url()
    outbox = PostgresOutbox(url)
    outbox.migrate()
    outbox.close()
    return url


@pytest.fixture
def postgres_outbox(postgres_url):
    """An empty store in it."""
    with psycopg.connect(postgres_url, autocommit=True) as db:
        db.execute("TRUNCATE messages, notices, hits, tokens")
    outbox = PostgresOutbox(postgres_url)
    yield outbox
    outbox.close()


@pytest.fixture(scope="session")
def long_folder(tmp_path_factory):
    """The site with so many articles that its lists have pages."""
    folder = tmp_path_factory.mktemp("long")
    done = build("pelicanconf.py", folder / "site", "warnings", {}, write_many_articles(folder))
    assert done == type(done)(ok=True, log="")
    return folder / "site"
