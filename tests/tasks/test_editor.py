"""The editor as the preview serves it: its page, its package, and its files, to its own page alone."""

import gzip
import http.client
import io
import json
import re
import shutil
import tarfile
from http import HTTPStatus

import pytest

from contact_api.practice import load_practice
from tasks.editor import package
from tasks.editor.config import config
from tasks.editor.desk import REASON, add_to
from tasks.editor.folder import Folder
from tasks.editor.pages import POLICY, Pages, dutch
from tasks.editor.words import HOSTED, LACKING, PREVIEW, WORDS
from tasks.guard import TOKEN_HEADER
from tasks.preview_server import PreviewServer
from tests.builders import ROOT
from tests.package_words import english, flat
from tests.servers import at_work

TEXT = "content/artikelen/zes-manieren-waarop-een-kind-zich-hecht.md"


@pytest.fixture
def place(tmp_path):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "praktijk.toml", tmp_path)
    return tmp_path


@pytest.fixture
def server(place):
    server = PreviewServer(0)
    site = f"http://localhost:{server.guard.port}"
    Pages(place, place / "content", place / "praktijk.toml", server.guard, site).add_to(server.routes)
    add_to(server.routes, Folder(place / "content", place / "praktijk.toml"))
    with at_work(server):
        yield server


def ask(server, method, path, body=None, token=True, **headers):
    """One request: status, headers, body."""
    connection = http.client.HTTPConnection("localhost", server.guard.port, timeout=10)
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    headers |= {TOKEN_HEADER: server.guard.token} if token else {}
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def test_without_the_package_the_page_says_how_to_get_it(server):
    """In Dutch, and as strictly as the editor itself."""
    status, headers, body = ask(server, "GET", "/beheer/", token=False)
    assert status == HTTPStatus.OK
    assert POLICY in headers.get_all("Content-Security-Policy")
    assert "make beheer" in body.decode()
    assert "<script" not in body.decode()
    assert server.guard.token not in body.decode()


def test_a_text_is_read_and_written_by_its_name(server, place):
    """What was not changed keeps its bytes; what is told back is what is there."""
    before = (place / TEXT).read_bytes()
    _, headers, shown = ask(server, "GET", f"/beheer/bestanden/{TEXT}")
    seen = {"X_Nabij_Verwacht": headers["X-Nabij-Som"]}
    assert ask(server, "PUT", f"/beheer/bestanden/{TEXT}", shown, **seen)[0] == HTTPStatus.OK
    assert (place / TEXT).read_bytes() == before
    changed = shown.replace(b'service: "oudercoaching-bij-hechting"', b'service: "life-coaching"')
    _, headers, told = ask(server, "PUT", f"/beheer/bestanden/{TEXT}", changed, **seen)
    assert told == changed
    assert (place / TEXT).read_bytes() == before.replace(
        b"service: oudercoaching-bij-hechting", b"service: life-coaching"
    )
    # This page knows the bytes of before.
    status, headers, _ = ask(server, "PUT", f"/beheer/bestanden/{TEXT}", shown, **seen)
    assert (status, headers[REASON]) == (HTTPStatus.PRECONDITION_FAILED, "changed")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("geheim.md", 403), ("content/../praktijk.toml", 403), ("content/%2e%2e/praktijk.toml", 403)),
        *(("content/artikelen/..%2F..%2Fpraktijk.toml", 403), ("content/artikelen/x.md", 404)),
    ],
)
def test_no_other_file_is_read(server, path, status):
    """However its name is written."""
    assert ask(server, "GET", f"/beheer/bestanden/{path}")[0] == status


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
@pytest.mark.parametrize(
    "stranger",
    [
        {"token": False},
        {"Origin": "http://localhost:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Host": "kwaad.example"},
    ],
)
def test_a_page_of_another_origin_reads_and_writes_nothing(server, place, method, stranger):
    """Even when it had the token, and with the right digest."""
    seen = {"X_Nabij_Verwacht": Folder(place / "content", place / "praktijk.toml").read(TEXT).digest}
    before = (place / TEXT).read_bytes()
    status, headers, body = ask(server, method, f"/beheer/bestanden/{TEXT}", b"x", **(seen | stranger))
    assert status == HTTPStatus.FORBIDDEN
    assert b"Zes manieren" not in body
    assert (place / TEXT).read_bytes() == before
    assert headers["Access-Control-Allow-Origin"] is None


def test_the_settings_ask_what_the_check_asks(place):
    """Every fixed page, every key of praktijk.toml, the themes, and the same patterns."""
    found = config(place / "content", place / "praktijk.toml", "http://localhost:1")
    articles, services, pages = found["collections"]
    fields = {field["name"]: field for field in articles["fields"]}
    assert fields["category"]["options"] == list(load_practice().themes)
    required = {name for name, field in fields.items() if field["required"]}
    assert required == {"title", "description", "lead", "date", "category"}
    assert [field["name"] for field in services["fields"] if field["required"]] == [
        "title",
        "description",
        "lead",
    ]
    names = {file["name"] for file in pages["files"]} | {found["singletons"][0]["name"]}
    assert names == {path.stem for path in (ROOT / "content" / "paginas").glob("*.md")}
    tables = {
        table["name"]: {field["name"]: field for field in table["fields"]}
        for table in found["singletons"][1]["fields"]
    }
    assert set(tables) >= {"praktijk", "site", "adres", "openingstijden", "prijzen", "contact"}
    assert tables["praktijk"]["kvk"]["pattern"][0] == r"^(?:\d{8})?$"
    assert re.fullmatch(fields["slug"]["pattern"][0], "een-adres")
    assert not re.fullmatch(fields["slug"]["pattern"][0], "Een adres")


def archive_of(**files):
    """A package's archive with these files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))
    return gzip.compress(made.getvalue())


def test_another_package_than_the_one_that_is_meant_is_refused(tmp_path):
    """By its hash, before anything of it is unpacked."""
    with pytest.raises(package.PackageError, match="content"):
        package.install(tmp_path, lambda: archive_of(**{"package/dist/sveltia-cms.js": b"x"}))
    assert list(tmp_path.iterdir()) == []


def test_the_package_asks_no_other_host_for_a_part():
    """Its program holds no address of a CDN, and all that it names instead is there."""
    if not package.folder(ROOT / "var").is_dir():
        pytest.skip("the editor's package comes by npm: make beheer")
    folder = package.folder(ROOT / "var")
    program = (folder / "dist" / "sveltia-cms.js").read_text(encoding="utf-8")
    assert re.findall(r"unpkg\.com|jsdelivr\.net", program) == []
    faces = re.findall(rf"{package.ADDRESS}/([\w./@-]+\.woff2)", program)
    assert len(faces) == 3
    assert all((folder / face).is_file() for face in faces)
    assert json.loads((folder / "locales" / "nl.json").read_text(encoding="utf-8"))["save"] == "Opslaan"


@pytest.fixture
def words():
    """The English of the package, its Dutch, and ours over that."""
    if not package.folder(ROOT / "var").is_dir():
        pytest.skip("the editor's package comes by npm: make beheer")
    folder = package.folder(ROOT / "var")
    program = (folder / "dist" / "sveltia-cms.js").read_text(encoding="utf-8")
    path = folder / "locales" / "nl.json"
    own = [flat(json.loads(dutch(path, here))) for here in (PREVIEW, HOSTED)]
    return english(program), flat(json.loads(path.read_text(encoding="utf-8"))), own


def test_everything_that_the_editor_says_it_says_in_dutch(words):
    """But for the faults of a configuration, which is made by a program here."""
    english, theirs, own = words
    assert len(english) > 900
    for shown in own:
        lacking = [key for key in english if key not in shown and not key.startswith("config.")]
        assert lacking == []
    # What the package has by now is not ours to say.
    assert [key for key in LACKING if key in theirs] == []


def test_our_words_are_said_somewhere_and_have_the_same_places_for_names(words):
    """A word for what the package does not say would be seen by nobody."""
    english, _, _ = words
    for key, said in (LACKING | WORDS | PREVIEW | HOSTED).items():
        places = set(re.findall(r"\{\$\w+", english[key]))
        assert set(re.findall(r"\{\$\w+", said)) <= places, key
