"""The coach's guide names nothing that is not there, and leaves out no key of a header."""

import re
import shlex

import pytest
from markdown.extensions.toc import slugify

from contact_api.messages.mail import MAIL
from contact_api.messages.practice import PRACTICE
from contact_api.practice import load_practice
from plugins.checks import messages, meta_rules
from plugins.front_matter import ALIASES, STATUSES, canonical
from plugins.moves import read_moves
from tasks.changes import Changes, summary
from tasks.new_text import KINDS, new_text
from tests.builders import ROOT

GUIDE = ROOT / "docs" / "handleiding.md"
PICTURES = ROOT / "docs" / "handleiding"
TEXT = GUIDE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.M | re.S)
PROSE = re.sub(r"^```.*?^```$", "", TEXT, flags=re.M | re.S)
CODE = re.findall(r"`([^`\n]+)`", PROSE)
COMMANDS = CODE + [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
LINKS = re.findall(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)", PROSE)
# What a command of another program may be; each was tried.
GIT = {"add", "commit", "log", "pull", "push", "restore", "revert"}
OTHERS = {"cd", "explorer.exe", "sudo", "wsl", "xcode-select"}
# What the first article of the guide makes, and what the machine makes by itself.
MADE = {
    "content/artikelen/samen-aan-tafel.md",
    "content/afbeeldingen/samen-koken.jpg",
    "output/",
    "var/mail/",
}
MAX_PICTURE_BYTES = 80_000
DATE = {"value": "03/04/2026", "first": "3 april 2026", "second": "4 maart 2026", "iso": "2026-04-03"}
SAID = (
    *(text.format(**DATE) for text in messages.WORDS["date_unclear"]),
    PRACTICE["price"].format(value="'95 euro'"),
    MAIL["unchecked"],
    MAIL["spam"],
    MAIL["reply"].format(email="sanne@voorbeeld.nl"),
    summary(Changes(gone=("/artikelen/samen-aan-tafel/",))),
)


def rows(heading):
    """The cells of the tables under a heading."""
    part = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|") and not line.startswith("|--")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_every_make_target_is_in_the_makefile():
    """And its variables are ones that the Makefile reads."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*##", makefile, re.M))
    used = [shlex.split(line)[1:] for line in COMMANDS if re.match(r"make(?: |$)", line)]
    assert {words[0] for words in used if words} <= targets
    assert {"serve", "check", "publish", *KINDS} <= {words[0] for words in used if words}
    for variable in {word.partition("=")[0] for words in used for word in words[1:]}:
        assert re.search(rf"^(?:export )?{variable}\b", makefile, re.M), variable


def test_what_a_new_text_says_is_in_the_guide(tmp_path):
    """What is read after `make artikel`, word for word."""
    practice = load_practice(ROOT / "praktijk.toml")
    assert new_text("artikel", "Samen aan tafel", practice, tmp_path) in TEXT


def test_every_other_command_is_known():
    """A new one in the guide is a new one to try."""
    lines = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
    first = {line.split()[0] for line in lines if line.strip()}
    assert first <= {"make", "git"} | OTHERS
    assert {line.split()[1] for line in COMMANDS if line.startswith("git ")} <= GIT


def test_every_file_and_folder_is_there():
    """Paths in running text and in commands, but for what the coach makes herself."""
    words = {word for line in COMMANDS for word in line.split()}
    paths = {word for word in words if re.match(r"(?:content|docs|var|output)/|\w+\.toml$", word)}
    assert paths >= {"praktijk.toml", "content/woordenlijst.txt", "content/verhuisd.txt"}
    assert [path for path in sorted(paths - MADE) if not (ROOT / path).exists()] == []


def test_every_file_in_a_link_of_an_example_is_there():
    """What the coach may copy works at once."""
    examples = "".join(block for kind, block in BLOCKS if kind == "markdown")
    targets = re.findall(r"\{filename\}/([^)\s]+)", examples)
    assert targets
    assert [target for target in targets if not (ROOT / "content" / target).exists()] == []


def test_every_link_leads_somewhere():
    """To a file beside the guide, or to one of its own headings."""
    anchors = {slugify(re.sub(r"[`*]", "", found), "-") for found in re.findall(r"^#+ (.*)$", PROSE, re.M)}
    for _, text, target in LINKS:
        if target.startswith("#"):
            assert target[1:] in anchors, text
        elif not target.startswith("http"):
            assert (GUIDE.parent / target).exists(), text


def test_every_part_is_in_the_contents():
    """A heading that is not listed is not found."""
    listed = [target[1:] for _, _, target in LINKS if target.startswith("#")]
    parts = [slugify(found, "-") for found in re.findall(r"^## (.*)$", PROSE, re.M)]
    assert listed[: len(parts)] == parts


def test_every_key_of_a_header_is_in_the_table():
    """With all its Dutch names, and no name that nothing reads."""
    found = [row for row in rows("Alle regels in de kop") if len(row) == 4 and names(row[0])]
    table = {names(row[0])[0]: names(row[1]) for row in found}
    assert table == {key: list(aliases) for key, aliases in ALIASES.items()}


def test_every_key_of_the_home_page_is_in_its_table():
    """Those that have no Dutch name."""
    found = {name for row in rows("Alle regels in de kop") if len(row) == 2 for name in names(row[0])}
    assert found == set().union(*meta_rules._KEYS.values()) - ALIASES.keys()


def test_every_status_is_named():
    """In English and in Dutch."""
    (row,) = [row for row in rows("Alle regels in de kop") if row[0] == "`status`"]
    assert set(names(row[3])) == STATUSES.keys()


def test_every_key_in_an_example_is_known():
    """The headers that the coach copies hold no slip."""
    written = [line for kind, block in BLOCKS if kind == "yaml" for line in block.splitlines()]
    keys = [found[1] for line in written if (found := re.match(r"([\w]+):", line))]
    assert keys
    assert [key for key in keys if canonical(key) not in ALIASES] == []


def test_every_price_is_in_the_practice():
    """The example of praktijk.toml has the names of the real one."""
    practice = (ROOT / "praktijk.toml").read_text(encoding="utf-8")
    prices = [line for kind, block in BLOCKS if kind == "toml" for line in block.splitlines()[1:]]
    for line in prices:
        assert re.search(rf"^{line.split()[0]} = ", practice, re.M), line


def test_every_move_is_one():
    """The example of verhuisd.txt is read as it is written."""
    (block,) = [block for _, block in BLOCKS if block.startswith("/artikelen/")]
    moves, wrong = read_moves(block)
    assert moves
    assert not wrong


@pytest.mark.parametrize("said", SAID)
def test_a_message_is_shown_as_it_is_said(said):
    """Word for word: it is what the coach will look for."""
    assert said.strip() in TEXT


def test_every_picture_is_there_described_and_used():
    """No picture without words, none that is left over, none that is heavy."""
    shown = [(text, GUIDE.parent / target) for image, text, target in LINKS if image]
    assert {path for _, path in shown} == set(PICTURES.iterdir())
    for text, path in shown:
        assert len(text) > 40
        assert path.stat().st_size < MAX_PICTURE_BYTES
