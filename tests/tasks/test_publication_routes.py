"""What the bar asks of publishing, by requests; and the program that makes the live site for it."""

import http.client
import json
import threading

import pytest

from tasks import publication_words as words
from tasks.guard import TOKEN_HEADER
from tasks.preview_server import PreviewServer
from tasks.publication import State
from tasks.publication_routes import PLAN, UNDO, add_to, attach, make
from tasks.publish import Place, RefusedError
from tests.builders import SITE, a_practice_file
from tests.publications import bar_of
from tests.servers import at_work


@pytest.fixture
def server(tmp_path):
    server = PreviewServer(0)
    server.publish(tmp_path, ())
    with at_work(server):
        yield server


@pytest.fixture
def bar(server, texts):
    """A Bar that the server's routes publish; `ended` is set when a publication has."""
    bar = bar_of(texts)
    bar.ended = threading.Event()

    def tell(state):
        bar.states.append(state)
        if state.ok is not None:
            bar.ended.set()

    bar.publication.tell = tell
    add_to(server.routes, bar.publication, lambda: [("a.md:1", "Er is een fout.")])
    return bar


def ask(server, method, path, body=None, token=True):
    """One request from a page of the preview: status and text."""
    connection = http.client.HTTPConnection("localhost", server.guard.port, timeout=10)
    try:
        connection.request(method, path, body, {TOKEN_HEADER: server.guard.token} if token else {})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def test_the_plan_has_what_the_check_says_first(server, bar, texts):
    """Then what git says; and only by GET, with the token."""
    (texts.folder / ".git" / "MERGE_HEAD").write_text(texts.git("rev-parse", "HEAD"))
    status, said = ask(server, "GET", PLAN)
    problems = json.loads(said)["problems"]
    assert status == 200
    assert problems[0] == ["a.md:1", "Er is een fout."]
    assert len(problems) == 2
    for method, path in (("GET", PLAN), ("POST", PLAN), ("POST", UNDO)):
        assert ask(server, method, path, token=False)[0] == 403
    assert bar.states == []


def test_a_publication_and_its_undo_are_begun(server, bar, texts):
    """Each is answered at once and goes on; an undo by its number."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    assert ask(server, "POST", PLAN) == (202, "{}")
    assert bar.ended.wait(10)
    assert bar.states[-1].title == words.PUBLISHED
    while bar.publication.is_busy():
        pass
    number = json.loads(ask(server, "GET", PLAN)[1])["undo"]["number"]
    bar.ended.clear()
    assert ask(server, "POST", UNDO, json.dumps({"number": number})) == (202, "{}")
    assert bar.ended.wait(10)
    assert bar.states[-1].title == words.TAKEN_BACK


@pytest.mark.parametrize("body", ["", "{", "[]", "{}", '"a"', "\xff"])
def test_an_undo_without_a_number_is_refused(server, bar, body):
    """Nothing is begun."""
    status, said = ask(server, "POST", UNDO, body.encode("latin-1"))
    assert (status, said) == (400, f"{words.NOTHING_TO_TAKE_BACK}\n")
    assert bar.states == []


def test_a_second_one_is_refused_while_the_first_runs(server, bar):
    """By a word that the bar shows."""
    answers = []

    def during():
        answers.append(ask(server, "POST", PLAN))
        answers.append(ask(server, "POST", UNDO, b'{"number": "1"}'))

    bar.during = during
    bar.published()
    assert answers == [(409, f"{words.BUSY}\n")] * 2


def test_the_practice_that_is_not_filled_in_is_told(server, texts, tmp_path, monkeypatch):
    """By its file's name, before what the check says; also when it can't be read."""
    monkeypatch.setenv("PRAKTIJK_TOML", str(a_practice_file(tmp_path, hcaptcha_sitekey='""')))
    place = Place(texts.content, texts.folder / "output", texts.folder / "var")
    publication = attach(server, place, lambda: [("b.md:2", "Nog een fout.")])
    told = json.loads(ask(server, "GET", PLAN)[1])["problems"]
    assert [place for place, _ in told] == ["praktijk.toml", "b.md:2"]
    assert "hcaptcha_sitekey" in told[0][1]
    assert publication.address() == SITE
    (tmp_path / "praktijk.toml").write_text("kapot")
    told = json.loads(ask(server, "GET", PLAN)[1])["problems"]
    assert [place for place, _ in told] == ["", "b.md:2"]
    assert publication.address() == ""


def test_a_page_that_is_opened_later_hears_how_it_is(server, texts, tmp_path, monkeypatch):
    """The last that was told of it."""
    monkeypatch.setenv("PRAKTIJK_TOML", str(a_practice_file(tmp_path)))
    place = Place(texts.content, texts.folder / "output", texts.folder / "var")
    publication = attach(server, place, list)
    publication.tell(State(kind="publish", title="Een"))
    publication.tell(State(kind="publish", title="Twee"))
    event, text = server.listen().get(timeout=10)
    assert (event, json.loads(text)["title"]) == ("publication", "Twee")


def a_text(folder, name, title):
    path = folder / "artikelen" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\n---\n")


def test_a_site_is_made_of_the_texts_that_are_laid_out(tmp_path):
    """By the program of `make publish`, which refuses; of the practice too. Its steps are told."""
    a_text(tmp_path / "eigen", "eigen.md", "Eigen")
    a_text(tmp_path / "anders", "anders.md", "Anders")
    place = Place(tmp_path / "eigen", tmp_path / "output", tmp_path / "var")
    practice = a_practice_file(tmp_path)
    steps = []
    with pytest.raises(RefusedError) as refused:
        make(place, steps.append, {"content": tmp_path / "anders", "praktijk.toml": practice})
    assert steps == ["check"]
    assert {where.split(":")[0] for where, _ in refused.value.problems} == {"content/artikelen/anders.md"}
    a_practice_file(tmp_path, hcaptcha_sitekey='""')
    with pytest.raises(RefusedError) as refused:
        make(place, steps.append, {"praktijk.toml": practice})
    assert [where for where, _ in refused.value.problems] == ["praktijk.toml"]


def test_a_program_that_ends_without_a_word_is_told(tmp_path):
    """As when there is no room for it at all."""
    (tmp_path / "var").touch()
    place = Place(tmp_path, tmp_path / "output", tmp_path / "var")
    with pytest.raises(RefusedError) as refused:
        make(place, print, {})
    assert refused.value.problems == (("", words.STOPPED),)
