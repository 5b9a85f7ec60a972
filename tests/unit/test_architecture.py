"""The imports run one way, and what lies outside stays outside."""

import ast
import re
import subprocess
import sys

import pytest

from tests.builders import ROOT

# Each file may import those before it on this list, and no others of ours.
ORDER = [
    "values",
    "tls",
    "log",
    "moments",
    "visitor_address",
    "messages",
    "messages.mail",
    "messages.notices",
    "messages.practice",
    "messages.site",
    "messages.commands",
    "messages.settings",
    "messages.life",
    "messages.checks",
    "messages.erasure",
    "messages.reports",
    "practice_reader",
    "practice",
    "settings",
    "variables",
    "mail_environment",
    "store_environment",
    "environment",
    "form",
    "spam_words",
    "spam",
    "outbox",
    "receipts",
    "export",
    "captcha",
    "outcomes",
    "metrics",
    "smtp_client",
    "transport",
    "http_post",
    "webhook",
    "backoff",
    "client_address",
    "stores",
    "stores.rows",
    "stores.sqlite_schema",
    "stores.sqlite_file",
    "stores.sqlite_limits",
    "stores.sqlite_notices",
    "stores.sqlite_messages",
    "stores.sqlite_owner",
    "stores.sqlite",
    "stores.without",
    "stores.postgres_schema",
    "stores.postgres_database",
    "stores.postgres_limits",
    "stores.postgres_notices",
    "stores.postgres_messages",
    "stores.postgres_owner",
    "stores.postgres",
    "hcaptcha",
    "seal",
    "receipt_page",
    "code_captcha",
    "code_image",
    "code_sound",
    "mail",
    "notices",
    "notice_mail",
    "telling",
    "rate_limit",
    "delivery",
    "submission",
    "request_body",
    "post_line",
    "pages",
    "answers",
    "openapi_schemas",
    "openapi_answers",
    "openapi_pages",
    "openapi",
    "routes",
    "code_routes",
    "stores.chosen",
    "traces",
    "erasure",
    "checks",
    "checks.findings",
    "checks.connections",
    "checks.web",
    "checks.replies",
    "checks.settings",
    "checks.store",
    "checks.smtp",
    "checks.hcaptcha",
    "checks.webhook",
    "checks.site",
    "checks.everything",
    "commands",
    "commands.dutch",
    "commands.tables",
    "commands.words",
    "commands.receipt_argument",
    "commands.status",
    "commands.deliver",
    "commands.retry",
    "commands.show",
    "commands.export",
    "commands.erase",
    "commands.purge",
    "commands.migrate",
    "commands.check_config",
    "commands.try_mail",
    "app",
    "start",
    "wsgi",
    "handlers",
    "handlers.wsgi_call",
    "handlers.aws_events",
    "handlers.aws",
    "handlers.google",
    "handlers.scaleway",
    "handlers.azure",
    "handlers.vercel",
]
# The journey and its parts are plain Python.
KNOW_FLASK = {"request_body", "post_line", "pages", "answers", "code_routes", "routes", "app"}
KNOW_FLASK |= {name for name in ORDER if name.split(".")[0] == "commands"}


# What a store or a platform that was chosen brings along; the owner's tables do without rich.
NEEDED_BY = {
    "handlers.azure": {"azure"},
    "commands.tables": {"rich"},
    "stores.postgres_database": {"psycopg"},
}


def imports_of(path):
    """The modules that a file names, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def files_of(folder):
    return sorted((ROOT / folder).rglob("*.py"))


def name_of(path):
    return ".".join(path.relative_to(ROOT / "contact_api").with_suffix("").parts).removesuffix(".__init__")


ENDPOINT = [path for path in files_of("contact_api") if name_of(path) != "__init__"]


@pytest.mark.parametrize("path", ENDPOINT, ids=name_of)
def test_the_endpoints_imports_run_one_way(path):
    """A file leans on earlier ones only, so each can be read without the later ones."""
    own = [name.removeprefix("contact_api.") for name in imports_of(path) if name.startswith("contact_api.")]
    place = ORDER.index(name_of(path))
    assert [name for name in own if ORDER.index(name) >= place] == []


@pytest.mark.parametrize("path", ENDPOINT, ids=name_of)
def test_the_log_is_written_by_its_own_functions(path):
    """What they take is a code, a number or a truth value: nobody's words get past them."""
    assert name_of(path) == "log" or "logging" not in imports_of(path)


@pytest.mark.parametrize("path", ENDPOINT, ids=name_of)
def test_only_the_outer_files_know_flask(path):
    """The journey would run under anything."""
    outer = {"flask", "werkzeug", "jinja2", "click"} & {name.split(".")[0] for name in imports_of(path)}
    assert not outer or name_of(path) in KNOW_FLASK


@pytest.mark.parametrize("path", ENDPOINT, ids=name_of)
def test_the_endpoint_needs_flask_and_the_standard_library_alone(path):
    """No other dependency at run time, but for a store, a platform or a table that was chosen."""
    allowed = sys.stdlib_module_names | {"flask", "werkzeug", "jinja2", "click", "contact_api"}
    allowed |= NEEDED_BY.get(name_of(path), set())
    assert {name.split(".")[0] for name in imports_of(path)} <= allowed


@pytest.mark.parametrize(
    ("room", "closed"),
    [
        ("contact_api", {"plugins", "tasks", "tests", "pelicanconf"}),
        ("plugins", {"tasks", "tests", "flask"}),
        # It may become a package of its own.
        ("plugins/incremental", {"plugins", "contact_api", "tasks", "tests", "pelicanconf"}),
    ],
)
def test_rooms_do_not_lean_on_what_is_built_on_them(room, closed):
    """Neither half reaches into the programs or the tests."""
    for path in files_of(room):
        assert not closed & {name.split(".")[0] for name in imports_of(path)}, path


def test_a_cold_start_does_not_pay_for_what_it_may_not_need():
    """TLS, SMTP, the HTTP client, pictures, sound and the owner's commands are loaded by what needs them."""
    code = (
        "import sys, contact_api.app;"
        "late = {'ssl', 'smtplib', 'http.client', 'urllib.request', 'pelican', 'babel', 'rich', 'csv'};"
        "late |= {'psycopg', 'email.headerregistry', 'zoneinfo', 'PIL', 'captcha', 'wave'};"
        "commands = {name for name in sys.modules if name.startswith('contact_api.commands.')};"
        "print(sorted((late & sys.modules.keys()) | commands))"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    bare = subprocess.run(
        [sys.executable, "-c", code.replace("contact_api.app", "flask")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    # What Flask itself loads is not ours to avoid.
    assert found.stdout == bare.stdout


def test_no_file_is_two_jobs():
    """Over 250 lines a file is two jobs."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    code = [name for name in tracked.split() if re.search(r"\.(py|css|js|html)$", name)]
    lengths = {
        name: len((ROOT / name).read_text(encoding="utf-8").splitlines())
        for name in code
        if (ROOT / name).exists()
    }
    tests = {name for name in lengths if name.startswith("tests/") and "/test_" in name}
    assert {name: length for name, length in lengths.items() if length > 250 and name not in tests} == {}


def test_every_public_thing_has_a_docstring():
    """What is true of it, for whoever carries the code on."""
    missing = []
    for folder in ("contact_api", "plugins", "tasks"):
        for path in files_of(folder):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            nodes = [tree, *(node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef))]
            missing += [
                f"{path.relative_to(ROOT)}: {getattr(node, 'name', 'module')}"
                for node in nodes
                if not getattr(node, "name", "").startswith("_")
                and getattr(node, "name", "") not in ("main", "register", "contact", "deliver")
                and not ast.get_docstring(node)
            ]
    assert missing == []
