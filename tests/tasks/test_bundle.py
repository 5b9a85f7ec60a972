"""`make bundle`: one archive for a platform, the same bytes each time, that runs on its own."""

import importlib.metadata
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from contact_api.practice import PracticeError
from tasks import bundle
from tests.builders import ROOT, production_environ

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
# Of a lock's packages, all but what comes for another system.
CODE = "contact_api/app.py"
PYC = f"contact_api/__pycache__/app.cpython-{sys.version_info.major}{sys.version_info.minor}.pyc"


def installed(lock, target, version, machine):
    """In the place of pip, which would ask the index: the locked packages as they are installed here."""
    assert (version, machine) == (VERSION, "x86_64")
    names = [line.partition("==")[0] for line in lock.read_text().splitlines() if "==" in line]
    for name in names:
        for file in importlib.metadata.files(name):
            if ".." not in file.parts and "__pycache__" not in file.parts:
                path = target / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(Path(file.locate()).read_bytes())


def make(name, folder, **named):
    return bundle.make_bundle(name, target=folder, install=installed, **named)


def names_in(path):
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def aws(tmp_path_factory):
    return make("aws", tmp_path_factory.mktemp("aws"))


def test_the_same_source_gives_the_same_bytes(aws, tmp_path, monkeypatch):
    """Whatever the time, the folder and the seed of this process; SOURCE_DATE_EPOCH is the files' date."""
    assert make("aws", tmp_path).read_bytes() == aws.read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    with zipfile.ZipFile(make("aws", tmp_path)) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2026, 9, 21)}


def test_what_is_in_it(aws):
    """The endpoint, the practice and the dependencies, compiled; no tests and no site."""
    names = names_in(aws)
    assert {
        CODE,
        PYC,
        "praktijk.toml",
        "flask/app.py",
        "contact_api/templates/contact_api/form.html",
    } <= names
    assert "contact_api/stores/postgres_migrations/0001_outbox.sql" in names
    tops = {name.partition("/")[0] for name in names}
    assert not tops & {"tests", "content", "theme", "plugins", "tasks", "output", "bin", "psycopg", ".env"}
    sources = {name for name in names if name.endswith(".py")}
    assert {name for name in names if name.endswith(".pyc")} == {
        f"{path.parent}/__pycache__/{path.stem}.cpython-{VERSION.replace('.', '')}.pyc"
        for path in map(Path, sources)
    } - {f"./__pycache__/{Path(name).stem}.pyc" for name in sources if "/" not in name}


def test_compiled_files_are_checked_by_no_date(aws):
    """PEP 552: the flags say hash-based and unchecked."""
    with zipfile.ZipFile(aws) as archive:
        compiled = [name for name in archive.namelist() if name.endswith(".pyc")]
        assert {archive.read(name)[4:8] for name in compiled} == {b"\x01\0\0\0"}


def test_it_is_small_enough(aws):
    """A small archive starts sooner: ten megabytes at most."""
    assert aws.stat().st_size <= 10e6


def test_it_runs_on_its_own(aws, tmp_path):
    """By itself and the standard library alone; it takes the compiled files and looks at no source."""
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(aws) as archive:
        archive.extractall(folder)
    (folder / "contact_api" / "handlers" / "aws.py").write_text("raise SystemExit('compiled anew')")
    environ = production_environ(tmp_path) | {"PATH": os.environ["PATH"]}
    code = (
        "import sys\n"
        "sys.path[:] = [path for path in sys.path if 'site-packages' not in path] + [sys.argv[1]]\n"
        "from captcha.image import ImageCaptcha\n"
        "assert ImageCaptcha().generate('1234').read(4) == b'\\x89PNG'\n"
        "from contact_api.handlers.aws import contact\n"
        "event = {'version': '2.0', 'rawPath': '/health',"
        " 'requestContext': {'http': {'method': 'GET', 'sourceIp': '192.0.2.1'}}}\n"
        "print(contact(event, None)['body'].strip())\n"
        "from contact_api.code_image import draw\n"
        "from contact_api.code_sound import say\n"
        "print(draw('012345', b'')[1:4], say('012345', b'')[:4])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, folder],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == """{"status":"ok"}\nb'PNG' b'RIFF'\n"""


@pytest.mark.parametrize(
    ("name", "expected", "absent"),
    [
        (
            "azure",
            {"function_app.py", "host.json", ".python_packages/lib/site-packages/flask/app.py"},
            "flask",
        ),
        ("scaleway", {"package/flask/app.py", "contact_api/handlers/scaleway.py"}, "flask"),
        ("google", {"main.py", "requirements.txt", PYC}, "flask"),
        ("vercel", {"api/index.py", "vercel.json", "requirements.txt", CODE}, PYC),
    ],
)
def test_each_platform_finds_what_it_looks_for(tmp_path, name, expected, absent):
    """In its own place."""
    names = names_in(make(name, tmp_path))
    assert expected <= names
    assert not {each for each in names if each == absent or each.startswith(f"{absent}/")}


def test_a_platform_that_installs_by_itself_gets_every_hash(tmp_path):
    """Google and Vercel run pip: with hashes in the file it takes nothing else."""
    with zipfile.ZipFile(make("google", tmp_path, postgres=True)) as archive:
        lock = archive.read("requirements.txt").decode()
    entries = lock.replace(" \\\n", " ").splitlines()
    assert {"flask", "functions-framework", "psycopg", "psycopg-binary"} <= {
        line.split("==")[0] for line in entries
    }
    assert all("--hash=sha256:" in entry for entry in entries)


def test_a_python_that_the_platform_does_not_run_is_refused(tmp_path):
    """With the ones that it does run; so is one that is not there."""
    with pytest.raises(bundle.BundleError, match=r"^there is no Python named python0\.1 here$"):
        make("aws", tmp_path, python="python0.1")
    old = tmp_path / "python3.1"
    old.write_text("#!/bin/sh\necho 3.1\n")
    old.chmod(0o755)
    with pytest.raises(bundle.BundleError, match=r"aws does not run Python 3\.1\. Name one of 3\.11, "):
        make("aws", tmp_path, python=old)


def test_a_practice_with_a_mistake_is_refused(tmp_path, monkeypatch):
    """Before it is on a platform where nobody sees the error."""
    monkeypatch.setenv("PRAKTIJK_TOML", str(tmp_path / "none.toml"))
    with pytest.raises(PracticeError):
        make("aws", tmp_path)


def test_what_deploy_names_is_there():
    """Handlers, in the words of each platform's own file."""
    vercel = json.loads((ROOT / "deploy" / "vercel" / "vercel.json").read_text())
    assert (ROOT / "deploy" / "vercel" / next(iter(vercel["functions"]))).is_file()
    json.loads((ROOT / "deploy" / "azure" / "host.json").read_text())
    for text, pattern in (
        ((ROOT / "deploy/aws/template.yaml").read_text(), "Handler: "),
        ((ROOT / "deploy/scaleway/serverless.yml").read_text(), "handler: "),
    ):
        named = [line.partition(pattern)[2] for line in text.splitlines() if pattern in line]
        assert len(named) == 2
        for handler in named:
            module, _, function = handler.replace("/", ".").rpartition(".")
            source = (ROOT / f"{module.replace('.', '/')}.py").read_text()
            assert f"def {function}(event, context):" in source
