"""The same conversation on every platform's real runtime, compared whole with the plain WSGI answers."""

import importlib.util
import runpy
import sys
from contextlib import contextmanager
from dataclasses import replace

import azure.functions
import pytest
from azure.functions.http import HttpRequestConverter, HttpResponseConverter
from azure.functions.meta import Datum

from contact_api.app import create_app
from contact_api.environment import load_settings
from tests.builders import ROOT, SITE
from tests.contract.platforms import lambda_stub, vercel
from tests.contract.platforms.conversation import CHECKED, FORGED, VISITOR, Response, hold
from tests.contract.platforms.outside import environment, noting_captcha
from tests.contract.platforms.processes import over_http

LOOPBACK = "127.0.0.1"
FORWARDED = (("X-Forwarded-For", f"{FORGED}, {VISITOR}"),)
SCALEWAY = """
import sys, waitress
from scaleway_functions_python.local.serving import LocalFunctionServer
from contact_api.handlers.scaleway import contact
server = LocalFunctionServer().add_handler(contact, relative_url="/")
waitress.serve(server.app, host="127.0.0.1", port=int(sys.argv[1]))
"""


@contextmanager
def plain(environ, folder):
    client = create_app(load_settings(environ)).test_client()

    def ask(request):
        answer = client.open(
            request.path, method=request.method, headers=request.all_headers(), data=request.body
        )
        return Response.of(answer.status_code, list(answer.headers), answer.data)

    yield ask


def waitress(environ, folder):
    return over_http(["-m", "tasks.api", "--port", "{port}"], environ, folder / "log")


def gunicorn(environ, folder):
    return over_http(
        ["-m", "gunicorn", "-b", "127.0.0.1:{port}", "-w", "2", "contact_api.wsgi:app"],
        environ,
        folder / "log",
    )


def google(environ, folder):
    source = ROOT / "deploy" / "google" / "main.py"
    arguments = ["-m", "functions_framework", "--source", source, "--target", "contact", "--port", "{port}"]
    return over_http(arguments, environ, folder / "log", FORWARDED)


def scaleway(environ, folder):
    return over_http(["-c", SCALEWAY, "{port}"], environ, folder / "log")


def vercel_without_its_runtime(environ, folder):
    arguments = ["-m", "gunicorn", "-b", "127.0.0.1:{port}", "contact_api.handlers.vercel:app"]
    return over_http(arguments, environ, folder / "log", vercel.HEADERS)


def vercel_runtime(environ, folder):
    return vercel.runtime(environ, folder / "log", folder)


def aws(read):
    @contextmanager
    def function(environ, folder):
        with lambda_stub.lambda_function("contact_api.handlers.aws.contact", environ, folder / "log") as api:
            yield lambda request: lambda_stub.read_result(api.invoke(read(request)))

    return function


@contextmanager
def azure_functions(environ, folder):
    functions = {function.get_function_name(): function for function in azure_app(environ).get_functions()}
    contact = functions["contact"].get_user_function()

    def ask(request):
        headers = dict(request.all_headers()) | {"X-Forwarded-For": f"{FORGED}, {VISITOR}:51234"}
        values = {
            "method": Datum(request.method, "string"),
            "url": Datum(f"https://contact.praktijk-test.nl{request.path}", "string"),
            "headers": {name.lower(): Datum(value, "string") for name, value in headers.items()},
            "query": {},
            "params": {},
            "body": Datum(request.body, "bytes"),
        }
        call = HttpRequestConverter.decode(Datum(values, "http"), trigger_metadata=None)
        value = HttpResponseConverter.encode(contact(call), expected_type=None).value
        headers = [(name, datum.value) for name, datum in value["headers"].items()]
        return Response.of(value["status_code"].value, headers, value["body"].value)

    yield ask


def azure_app(environ):
    """The function app as Azure's worker finds it: in the module function_app at the root."""
    module = "contact_api.handlers.azure"
    sys.modules.pop(module, None)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environ.items():
            patch.setenv(name, value)
        found = runpy.run_path(str(ROOT / "deploy" / "azure" / "function_app.py"))
    del sys.modules[module]
    (app,) = (value for value in found.values() if isinstance(value, azure.functions.FunctionApp))
    return app


RUNTIMES = {
    "waitress": (waitress, LOOPBACK),
    "gunicorn": (gunicorn, LOOPBACK),
    "Google": (google, VISITOR),
    "Scaleway": (scaleway, LOOPBACK),
    "Azure": (azure_functions, VISITOR),
    "Vercel, under gunicorn": (vercel_without_its_runtime, VISITOR),
    "Vercel": (vercel_runtime, VISITOR),
    **{f"AWS by {name}": (aws(read), VISITOR) for name, read in lambda_stub.EVENTS.items()},
}


@pytest.fixture(scope="module")
def captcha():
    """One for all: its address is in the pages that are compared."""
    with noting_captcha() as found:
        yield found


@pytest.fixture(scope="module")
def expected(tmp_path_factory, captcha):
    """The conversation with the application itself, no server between."""
    environ = environment(tmp_path_factory.mktemp("plain") / "endpoint", captcha[0])
    with plain(environ, None) as ask:
        return hold(ask)


@pytest.mark.parametrize("name", RUNTIMES)
def test_the_conversation_is_the_same_on_every_platform(name, expected, captcha, tmp_path):
    """Status, headers and body; and the address is the platform's word, not the sender's."""
    if name == "Vercel" and not importlib.util.find_spec("vercel_runtime"):
        pytest.skip("vercel-runtime needs Python 3.12 or newer")
    runtime, address = RUNTIMES[name]
    server, seen = captcha
    seen.clear()
    folder = tmp_path / "endpoint"
    with runtime(environment(folder, server), folder) as ask:
        heard = hold(ask)
    if name == "Scaleway":
        expected = {said: on_scaleway(answer) for said, answer in expected.items()}
    assert heard == expected
    assert seen == [address] * CHECKED


def on_scaleway(answer):
    """Scaleway adds these two to every answer that has none; the handler keeps the first to our own site."""
    added = {"access-control-allow-headers": "Content-Type", "access-control-allow-origin": SITE}
    return replace(answer, headers=tuple(sorted((added | dict(answer.headers)).items())))


def test_what_is_said_covers_every_outcome(expected):
    """So that the comparison is one of all that there is."""
    assert {answer.status for answer in expected.values()} == {
        200,
        201,
        303,
        400,
        403,
        404,
        405,
        413,
        415,
        422,
    }
