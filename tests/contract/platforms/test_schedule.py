"""What each platform's schedule calls: it delivers what waits."""

from contextlib import contextmanager

import pytest

from contact_api.outbox import State
from contact_api.stores.sqlite import SqliteOutbox
from tests.builders import NOW, ROOT, a_new_message
from tests.contract.platforms import lambda_stub
from tests.contract.platforms.conversation import Request
from tests.contract.platforms.outside import environment
from tests.contract.platforms.processes import over_http, running
from tests.contract.platforms.test_platforms import azure_app
from tests.servers import free_port

SCALEWAY = """
from contact_api.handlers.scaleway import deliver
assert deliver({"body": "{}", "httpMethod": "POST"}, None) == {"statusCode": 204}
"""
SCHEDULED = {"version": "0", "detail-type": "Scheduled Event", "source": "aws.events", "detail": {}}


@contextmanager
def on_aws(environ, folder):
    with lambda_stub.lambda_function("contact_api.handlers.aws.deliver", environ, folder / "log") as api:
        yield api.invoke(SCHEDULED)


@contextmanager
def on_google(environ, folder):
    source = ROOT / "deploy" / "google" / "main.py"
    arguments = ["-m", "functions_framework", "--source", source, "--target", "deliver", "--port", "{port}"]
    with over_http(arguments, environ, folder / "log") as ask:
        yield ask(Request("POST", "/", (("Content-Type", "application/json"),), b"{}"))


@contextmanager
def on_scaleway(environ, folder):
    with running(["-c", SCALEWAY], environ, folder / "log") as process:
        yield process.wait(30)


@contextmanager
def on_azure(environ, folder):
    functions = {each.get_function_name(): each for each in azure_app(environ).get_functions()}
    (trigger,) = (binding.get_dict_repr() for binding in functions["deliver"].get_bindings())
    assert (trigger["type"], trigger["schedule"]) == ("timerTrigger", "0 */5 * * * *")
    yield functions["deliver"].get_user_function()(None)


def on_vercel(secret):
    @contextmanager
    def call(environ, folder):
        arguments = ["-m", "gunicorn", "-b", "127.0.0.1:{port}", "contact_api.handlers.vercel:app"]
        with over_http(arguments, environ, folder / "log") as ask:
            yield ask(Request("GET", "/deliver", (("Authorization", f"Bearer {secret}"),))).status

    return call


SCHEDULES = {
    "AWS": (on_aws, ("response", None)),
    "Google": (on_google, None),
    "Scaleway": (on_scaleway, 0),
    "Azure": (on_azure, None),
    "Vercel": (on_vercel("c" * 16), 204),
}


def waiting(folder):
    """A store with one message that waits."""
    outbox = SqliteOutbox(folder / "outbox.sqlite")
    outbox.add(a_new_message(received_at=NOW), 0, NOW)
    return outbox


@pytest.mark.parametrize("name", SCHEDULES)
def test_the_schedule_delivers_what_waits(name, tmp_path):
    """By the platform's own way of calling."""
    call, answer = SCHEDULES[name]
    folder = tmp_path / "endpoint"
    environ = environment(folder, f"http://127.0.0.1:{free_port()}")
    outbox = waiting(folder)
    with call(environ, folder) as answered:
        assert answer is None or answered == answer
    assert outbox.counts()[State.DELIVERED] == 1
    assert len(list((folder / "mail").glob("*.eml"))) == 1


def test_on_vercel_only_the_schedule_may_call(tmp_path):
    """It has an address that anybody can ask for."""
    folder = tmp_path / "endpoint"
    environ = environment(folder, f"http://127.0.0.1:{free_port()}")
    outbox = waiting(folder)
    with on_vercel("d" * 16)(environ, folder) as status:
        assert status == 401
    assert outbox.counts()[State.RECEIVED] == 1


def test_an_event_of_another_kind_is_a_named_error(tmp_path):
    """Lambda reports its name, and what came."""
    folder = tmp_path / "endpoint"
    environ = environment(folder, f"http://127.0.0.1:{free_port()}")
    with lambda_stub.lambda_function("contact_api.handlers.aws.contact", environ, folder / "log") as api:
        answers = [api.invoke(event) for event in ({"version": "3.0"}, SCHEDULED, {})]
    said = [(kind, value["errorType"], value["errorMessage"]) for kind, value in answers]
    text = "no request of API Gateway 1.0 or 2.0, nor of a load balancer: {}"
    assert said == [
        ("error", "UnknownEventError", text.format(version)) for version in ("'3.0'", "'0'", "None")
    ]
