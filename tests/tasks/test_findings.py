"""What the bar of the preview says of a page's text."""

import pytest

from plugins.checks import messages
from plugins.checks.problem import Problem, problem
from plugins.checks.run import Report
from tasks.findings import OF_MANY, UNKNOWN, Findings

PAGE, FILE = "/artikelen/a/", "artikelen/a.md"
SOURCES = {
    "artikelen/a/index.html": FILE,
    "index.html": "paginas/home.md",
    "diensten/b/index.html": "diensten/b.md",
    "artikelen/café/index.html": "artikelen/café.md",
}
ADVICE = problem(FILE, 3, "orphan")
ERROR = problem(FILE, 9, "link_empty")
OTHER = problem("diensten/b.md", 2, "title_missing")
LOST = problem("artikelen/c.txt", 1, "not_markdown", ending=".txt")
OTHER_ADVICE = problem("diensten/b.md", 4, "orphan")
OTHERS = [{"place": "content/diensten/b.md:2", "cause": OTHER.cause, "address": "/diensten/b/"}]


def findings(*problems, spelling=True):
    found = Findings()
    found.built(SOURCES)
    found.checked(Report(tuple(sorted(problems)), 3, spelling))
    return found


def shown(found, level):
    return {"level": level, "line": found.line, "cause": found.cause, "mend": found.mend}


def test_a_page_shows_what_is_found_in_its_own_text():
    """Errors first, each by its line, with what to do; errors elsewhere by their place and page."""
    assert findings(ADVICE, ERROR, OTHER).of(PAGE) == {
        "told": "1 fout en 1 advies",
        "mood": "error",
        "file": "content/artikelen/a.md",
        "problems": [shown(ERROR, "error"), shown(ADVICE, "advice")],
        "others": OTHERS,
        "note": "",
    }


@pytest.mark.parametrize(
    ("problems", "told", "mood"),
    [
        ([ERROR], "1 fout", "error"),
        ([ERROR, problem(FILE, 1, "title_missing")], "2 fouten", "error"),
        ([ADVICE], "1 ding om naar te kijken", "advice"),
        ([ADVICE, problem(FILE, 5, "orphan")], "2 dingen om naar te kijken", "advice"),
        ([], "Deze tekst is in orde", "well"),
        ([OTHER], "1 fout in een andere tekst", "plain"),
        ([OTHER, LOST], "2 fouten in een andere tekst", "plain"),
        ([ADVICE, OTHER], "1 ding om naar te kijken", "advice"),
        ([OTHER_ADVICE], "Deze tekst is in orde", "well"),
    ],
)
def test_the_line_says_what_there_is_to_do(problems, told, mood):
    """Errors and advice told apart, in words and by the mood."""
    said = findings(*problems).of(PAGE)
    assert (said["told"], said["mood"]) == (told, mood)


def test_a_text_that_became_no_page_has_no_link():
    """It is named all the same."""
    (other,) = findings(LOST).of(PAGE)["others"]
    assert other == {"place": "content/artikelen/c.txt:1", "cause": LOST.cause, "address": ""}


@pytest.mark.parametrize("path", ["/artikelen/", "/weg", "/%FF", "/artikelen/a"])
def test_a_page_of_no_one_text_has_no_findings_of_its_own(path):
    """A list of texts, the page of an address that is not there."""
    said = findings(Problem("", 1, "orphan", "", ""), ADVICE).of(path)
    assert (said["file"], said["problems"], said["note"]) == ("", [], OF_MANY)
    assert (said["told"], said["mood"]) == ("Voorbeeld", "plain")


def test_the_home_page_is_of_its_own_text():
    """Its address is that of the folder."""
    assert findings().of("/")["file"] == "content/paginas/home.md"


def test_an_address_is_read_as_the_browser_writes_it():
    """In percents."""
    assert findings().of("/artikelen/caf%C3%A9/")["file"] == "content/artikelen/café.md"


def test_advice_elsewhere_is_no_news_here():
    """It stops nothing, and its own page tells it."""
    assert findings(OTHER_ADVICE).of(PAGE)["others"] == []


def test_what_stops_a_publication_is_its_errors():
    """Each by its place, with what is wrong and what to do; nothing before the first check."""
    assert findings(ADVICE, ERROR, OTHER_ADVICE).errors() == [
        ("content/artikelen/a.md:9", f"{ERROR.cause} {ERROR.mend}")
    ]
    assert Findings().errors() == []


def test_spelling_that_was_not_looked_at_is_said():
    """Else nobody would miss it."""
    assert findings(spelling=False).of(PAGE)["note"] == messages.NO_SPELLING
    assert findings(spelling=False).of("/artikelen/")["note"] == OF_MANY


def test_before_the_first_check_nothing_is_claimed():
    """No text is in order until it was looked at."""
    said = Findings().of(PAGE)
    assert (said["told"], said["mood"], said["note"]) == ("Voorbeeld", "plain", UNKNOWN)
