"""The bar's publish button: what it asks of the preview, and the program that makes the live site for it."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from http import HTTPStatus

from contact_api.practice import PracticeError, live_problems, load_practice, practice_path
from tasks import publication_words as words
from tasks.build import ROOT
from tasks.changes import Changes
from tasks.edited import CONTENT, PRACTICE
from tasks.publication import Publication
from tasks.publish import Published, RefusedError
from tasks.repository import Repository
from tasks.routes import Answer, refusal

PLAN = "/__voorbeeld/publication"
UNDO = f"{PLAN}/undo"
EVENT = "publication"


def attach(server, place, errors):
    """Let the PreviewServer `server` publish what is in `place`, a publish.Place; the Publication.

    `errors()` gives the pairs of place and text that the check would refuse.
    """
    practice = practice_path().resolve()
    publication = Publication(
        place,
        practice,
        make=lambda say, places: make(place, say, places),
        find=lambda: Repository.around(place.content, practice),
        tell=lambda state: server.tell(EVENT, json.dumps(state.as_dict()), keep=True),
        address=_address,
    )
    add_to(server.routes, publication, lambda: [*_unfinished(), *errors()])
    return publication


def add_to(routes, publication, errors):
    """The plan by GET; by POST a publication, or with its number in the body the end of the last."""

    def plan(_):
        found = publication.plan()
        return _json(found | {"problems": [*errors(), *found["problems"]]})

    def publish(_):
        return _begin(publication, publication.publish)

    def undo(request):
        try:
            number = json.loads(request.body)["number"]
        except (ValueError, KeyError, TypeError):
            return refusal(HTTPStatus.BAD_REQUEST, words.NOTHING_TO_TAKE_BACK)
        return _begin(publication, lambda: publication.undo(number))

    routes.add("GET", PLAN, plan)
    routes.add("POST", PLAN, publish)
    routes.add("POST", UNDO, undo)


def make(place, say, places):
    """Make the live site by `make publish` in a process of its own; `say` is told each step.

    `places` says where the content or praktijk.toml is, by these names, if not where it always is.
    A Published, or RefusedError with what it refused for.
    """
    place = replace(place, content=places.get(CONTENT, place.content))
    practice = {"PRAKTIJK_TOML": str(places[PRACTICE])} if PRACTICE in places else {}
    options = [f"--{name}={getattr(place, name)}" for name in ("content", "output", "var")]
    process = subprocess.Popen(
        [sys.executable, "-m", "tasks.publish", "--json", *options],
        cwd=ROOT,
        env=os.environ | practice,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        # What it refuses is told by the bar; a surprise is told here, and in the bar that there was one.
        stderr=subprocess.DEVNULL,
        text=True,
        # Ctrl-C in the middle leaves a whole site, the old one or the new one.
        start_new_session=True,
    )
    end = {}
    with process:
        for line in process.stdout:
            told = json.loads(line)
            if "step" in told:
                say(told["step"])
            else:
                end = told
    if "published" in end:
        changes = {name: tuple(pages) for name, pages in end["published"]["changes"].items()}
        return Published(end["published"]["pages"], Changes(**changes))
    raise RefusedError(tuple(map(tuple, end.get("refused") or [("", words.STOPPED)])))


def _begin(publication, work):
    if publication.is_busy():
        return refusal(HTTPStatus.CONFLICT, words.BUSY)
    threading.Thread(target=work, daemon=True).start()
    return Answer(HTTPStatus.ACCEPTED, b"{}", "application/json")


def _json(value):
    return Answer(body=json.dumps(value).encode(), kind="application/json")


def _unfinished():
    """What of praktijk.toml is not filled in for a live site."""
    try:
        return [(practice_path().name, problem) for problem in live_problems(load_practice())]
    except PracticeError as error:
        return [("", problem) for problem in error.problems]


def _address():
    try:
        return load_practice().site
    except PracticeError:
        return ""
