"""[beheer] in praktijk.toml, and what it makes of the editor: off by default, and strict when it is there."""

import re

import pytest

from contact_api.practice import GitHost, PracticeError, load_practice
from tasks.editor.git_host import backend, headers
from tests.builders import ROOT, a_practice, a_practice_file_with_editor
from tests.observatory import parse_policy

GITHUB = 'host = "github"\nproject = "ans/nabij"'


def editor_of(tmp_path, keys):
    return load_practice(a_practice_file_with_editor(tmp_path, f"[beheer]\n{keys}\n")).editor


def problems_of(tmp_path, text):
    with pytest.raises(PracticeError) as caught:
        load_practice(a_practice_file_with_editor(tmp_path, text))
    return list(caught.value.problems)


def test_there_is_no_editor_in_the_site_unless_it_is_asked_for(tmp_path):
    """What ships asks for none."""
    assert a_practice(tmp_path).editor is None
    assert load_practice(ROOT / "praktijk.toml").editor is None


def test_what_ships_can_be_switched_on_by_taking_the_marks_away(tmp_path):
    """The example in the file is one that works."""
    text = (ROOT / "praktijk.toml").read_text(encoding="utf-8")
    path = tmp_path / "praktijk.toml"
    path.write_text(re.sub(r"^# (?=\[beheer\]|\w+ = )", "", text, flags=re.M), encoding="utf-8")
    assert load_practice(path).editor == GitHost("github", "https://codeberg.org", "eigenaar/naam", "main")


@pytest.mark.parametrize(
    ("keys", "host"),
    [
        (GITHUB, GitHost("github", "https://github.com", "ans/nabij", "main")),
        (f'{GITHUB}\nbranch = "site"', GitHost("github", "https://github.com", "ans/nabij", "site")),
        (
            'host = "gitlab"\nproject = "groep/deel/nabij"',
            GitHost("gitlab", "https://gitlab.com", "groep/deel/nabij", "main"),
        ),
        (
            'host = "gitea"\nproject = "ans/nabij"\nadres = "https://codeberg.org/"',
            GitHost("gitea", "https://codeberg.org", "ans/nabij", "main"),
        ),
    ],
)
def test_a_host_is_where_it_says_or_where_it_is_known_to_be(tmp_path, keys, host):
    """A branch and an address may be left out."""
    assert editor_of(tmp_path, keys) == host


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('project = "a/b"', 'host: moet een van deze woorden zijn: "github", "gitlab", "gitea" (nu: leeg).'),
        ('host = "bitbucket"\nproject = "a/b"', "host: moet een van deze woorden zijn"),
        ('host = "github"', "project: moet worden ingevuld."),
        ('host = "github"\nproject = "nabij"', "project: moet eigenaar/naam zijn"),
        ('host = "github"\nproject = "a/b/c"', "project: moet eigenaar/naam zijn"),
        ('host = "gitlab"\nproject = "a/../c"', "project: moet eigenaar/naam zijn"),
        (f'{GITHUB}\nadres = "http://git.nabij.nl"', "adres: moet het adres van de git-host zijn"),
        (f'{GITHUB}\nadres = "https://git.nabij.nl/git"', "adres: moet het adres van de git-host zijn"),
        (f'{GITHUB}\nadres = "https://a.nl; script-src *"', "adres: moet het adres van de git-host zijn"),
        (f'{GITHUB}\nbranch = "-f main"', "branch: moet de naam van een branch zijn"),
        (f"{GITHUB}\nbranch = 1", "branch: moet tekst tussen aanhalingstekens zijn"),
        (f'{GITHUB}\ntoken = "geheim"', "token: deze naam ken ik niet."),
    ],
)
def test_a_mistake_is_named_by_its_key(tmp_path, keys, said):
    """As every other in this file."""
    (problem,) = problems_of(tmp_path, f"[beheer]\n{keys}\n")
    assert problem.startswith(f"praktijk.toml: [beheer] {said}")


def test_a_misspelt_table_is_named_with_the_likely_one(tmp_path):
    """Nobody thinks that it is on while it is not."""
    said = problems_of(tmp_path, f"[beher]\n{GITHUB}\n")
    assert said == ["praktijk.toml: [beher]: deze naam ken ik niet. Bedoel je beheer?"]


@pytest.mark.parametrize(
    ("keys", "roots", "connect", "images"),
    [
        (GITHUB, {}, "https://api.github.com/", "https://avatars.githubusercontent.com"),
        (
            f'{GITHUB}\nadres = "https://git.nabij.nl"',
            {"api_root": "https://git.nabij.nl/api/v3", "base_url": "https://git.nabij.nl"},
            "https://git.nabij.nl/api/",
            "https://git.nabij.nl",
        ),
        (
            'host = "gitlab"\nproject = "ans/nabij"',
            {"api_root": "https://gitlab.com/api/v4", "base_url": "https://gitlab.com"},
            "https://gitlab.com/api/",
            "https://gitlab.com",
        ),
        (
            'host = "gitea"\nproject = "ans/nabij"\nadres = "https://codeberg.org"',
            {"api_root": "https://codeberg.org/api/v1", "base_url": "https://codeberg.org"},
            "https://codeberg.org/api/",
            "https://codeberg.org",
        ),
    ],
)
def test_the_editor_asks_the_chosen_host_and_no_other(tmp_path, keys, roots, connect, images):
    """Sveltia's settings and the policy of its page speak of the same addresses."""
    host = editor_of(tmp_path, keys)
    found = backend(host)
    assert {name: found.get(name) for name in ("name", "repo", "branch")} == {
        "name": host.kind,
        "repo": "ans/nabij",
        "branch": "main",
    }
    assert {name: value for name, value in found.items() if name.endswith(("_root", "_url"))} == roots
    assert found["auth_methods"] == ["token"]
    allowed = parse_policy(headers(host)["Content-Security-Policy"])
    assert allowed["connect-src"] == ["'self'", "blob:", "data:", connect]
    assert allowed["img-src"] == ["'self'", "blob:", "data:", images]
    assert allowed["script-src"] == ["'self'"]
