"""Commits taken back without git's own revert, on real repositories."""

import pytest

from tasks import git_words, revert, whole_file
from tasks.git_program import GitError
from tasks.repository import Repository


@pytest.fixture
def repository(texts):
    return Repository.around(texts.content, texts.practice)


def send(repository, message="Bericht"):
    upstream = repository.upstream()
    base = repository.position(upstream.ref)
    repository.commit(message)
    commits = repository.commits_of_texts(base)
    repository.push(upstream)
    return commits


def take_back(repository, commits):
    """The commit before and the one that takes back."""
    base = repository.position("HEAD")
    target = revert.reverted(repository, commits, "Teruggenomen")
    revert.move(repository, base, target)
    return base, target


def test_a_publication_is_taken_back(texts, repository):
    """All of its commits that hold texts alone; what was new is gone again, and what was gone is there."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    texts.git("commit", "--quiet", "-am", "Met de hand")
    (texts.folder / "code.py").write_text("print(3)\n")
    texts.git("commit", "--quiet", "-am", "Code")
    texts.write("artikelen/c [é].md", "---\ntitle: C\n---\n")
    texts.write("afbeeldingen/a.jpg", bytes(range(256)) * 9)
    (texts.content / "diensten" / "b.md").unlink()
    assert repository.others_since(repository.upstream().ref) == ["Code"]
    commits = send(repository, "Met de knop")
    assert [texts.git("log", "-1", "--format=%s", each).strip() for each in commits] == [
        "Met de knop",
        "Met de hand",
    ]
    take_back(repository, commits)
    repository.push(repository.upstream())
    assert texts.far_log() == ["Teruggenomen", "Met de knop", "Code", "Met de hand", "Begin"]
    assert texts.git("diff", "--name-only", "HEAD~4").split() == ["code.py"]
    assert texts.git("status", "--porcelain") == ""


def test_what_others_have_staged_stays_staged(texts, repository):
    """And a later change two lines further on in the same text stays."""
    texts.write("artikelen/a.md", "---\ntitle: A\n---\n\nEen.\n\nTwee.\n\nDrie.\n\nVier.\n\nVijf.\n")
    send(repository)
    texts.change("artikelen/a.md", "Een.", "Eén.")
    commits = send(repository)
    texts.change("artikelen/a.md", "Twee.", "Zes.")
    send(repository)
    (texts.folder / "code.py").write_text("print(3)\n")
    texts.git("add", "code.py")
    take_back(repository, commits)
    text = (texts.content / "artikelen" / "a.md").read_text()
    assert text.endswith("\n\nEen.\n\nZes.\n\nDrie.\n\nVier.\n\nVijf.\n")
    assert texts.git("status", "--porcelain") == "M  code.py\n"


def test_only_what_is_clean_is_taken_back(texts, repository):
    """Not past new work or a later change of the same lines; nothing is touched then."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    commits = send(repository)
    head = repository.position("HEAD")
    target = revert.reverted(repository, commits, "Teruggenomen")
    texts.change("diensten/b.md", "Midden", "Nieuw werk")
    with pytest.raises(GitError, match="Dienst ‘Coaching’ gewijzigd"):
        revert.move(repository, head, target)
    texts.git("checkout", "--quiet", "--", ".")
    texts.change("artikelen/a.md", "Anders", "Nog anders")
    send(repository)
    with pytest.raises(GitError) as refused:
        revert.reverted(repository, commits, "Teruggenomen")
    assert str(refused.value) == git_words.OVERLAPS
    # The branch is not where it was when the commit was made.
    with pytest.raises(GitError):
        revert.move(repository, head, target)
    assert texts.git("status", "--porcelain") == ""
    assert "Nog anders" in (texts.content / "artikelen" / "a.md").read_text()


@pytest.mark.parametrize(
    "setting",
    [
        *("diff.noprefix=true", "diff.mnemonicPrefix=true", "diff.external=false", "diff.renames=copies"),
        *("apply.whitespace=error-all", "apply.ignoreWhitespace=change", "core.autocrlf=input"),
        *("core.quotePath=true", "diff.context=0", "diff.interHunkContext=50", "color.ui=always"),
    ],
)
def test_the_settings_of_who_works_here_change_nothing(texts, repository, setting):
    """With spaces at the end of a line, which some of them would mend."""
    texts.change("artikelen/a.md", "Midden.", "Met spaties.  \nEn een tab.\t")
    send(repository)
    before = (texts.content / "artikelen" / "a.md").read_bytes()
    texts.change("artikelen/a.md", "spaties.  \nEn een tab.\t", "een zin. ")
    texts.write("artikelen/é.md", "---\ntitle: E\n---\n")
    texts.git("config", *setting.split("="))
    take_back(repository, send(repository))
    assert (texts.content / "artikelen" / "a.md").read_bytes() == before
    assert not (texts.content / "artikelen" / "é.md").exists()
    assert texts.git("status", "--porcelain") == ""


def test_lines_end_as_the_repository_wants_them_here(texts, repository):
    """As on Windows, where git keeps another end than it hands out."""
    (texts.folder / ".gitattributes").write_text("*.md text eol=crlf\n")
    texts.git("add", ".gitattributes")
    texts.git("commit", "--quiet", "-m", "Regels")
    repository.push(repository.upstream())
    path = texts.content / "artikelen" / "a.md"
    path.unlink()
    texts.git("checkout", "--quiet", "--", "content")
    before = path.read_bytes()
    assert before.count(b"\r\n") == before.count(b"\n")
    path.write_bytes(before.replace(b"Midden", b"Anders"))
    take_back(repository, send(repository))
    assert path.read_bytes() == before
    assert texts.git("status", "--porcelain") == ""


def test_a_commit_that_changes_nothing_is_in_nobodys_way(texts, repository):
    """Somebody made it to set a host to work."""
    texts.git("commit", "--quiet", "--allow-empty", "-m", "Leeg")
    texts.change("artikelen/a.md", "Midden", "Anders")
    commits = send(repository)
    assert len(commits) == 2
    take_back(repository, commits)
    assert "Midden" in (texts.content / "artikelen" / "a.md").read_text()


def test_a_practice_that_signs_signs_this_too(texts, repository, tmp_path):
    """By the program that git is told to sign with."""
    signer = tmp_path / "signer"
    signer.write_text(
        "#!/bin/sh\ncat >/dev/null\necho '[GNUPG:] SIG_CREATED ' >&2\n"
        "echo '-----BEGIN PGP SIGNATURE-----'\necho getekend\necho '-----END PGP SIGNATURE-----'\n"
    )
    signer.chmod(0o755)
    texts.change("artikelen/a.md", "Midden", "Anders")
    commits = send(repository)
    texts.git("config", "gpg.program", str(signer))
    texts.git("config", "commit.gpgsign", "yes")
    take_back(repository, commits)
    assert "getekend" in texts.git("cat-file", "commit", "HEAD")


def test_texts_are_laid_out_as_they_will_be(texts, repository, tmp_path):
    """Beside her own, which stay; and nothing else is there, nor anything when the block ends."""
    first = (texts.content / "artikelen" / "a.md").read_text()
    texts.change("artikelen/a.md", "Midden", "Anders")
    target = revert.reverted(repository, send(repository), "Teruggenomen")
    room = tmp_path / "kamer"
    (room / "oud").mkdir(parents=True)
    with revert.laid_out(repository, target, room) as places:
        assert places == {"content": room / "content", "praktijk.toml": room / "praktijk.toml"}
        assert (places["content"] / "artikelen" / "a.md").read_text() == first
        assert sorted(path.name for path in room.iterdir()) == ["content", "praktijk.toml"]
    assert not room.exists()
    assert "Anders" in (texts.content / "artikelen" / "a.md").read_text()


def test_what_was_written_in_between_is_not_written_over(texts, repository):
    """The branch moved and the process was killed; then she went on writing, and asks for the rest."""
    texts.change("artikelen/a.md", "Midden", "Anders")
    texts.change("diensten/b.md", "Midden", "Anders")
    texts.write("artikelen/c.md", "---\ntitle: C\n---\n")
    texts.write("artikelen/d.md", "---\ntitle: D\n---\n")
    (texts.content.parent / "praktijk.toml").unlink()
    base = repository.position("HEAD")
    commits = send(repository)
    base, target = repository.position("HEAD"), revert.reverted(repository, commits, "Teruggenomen")
    texts.git("update-ref", "HEAD", target, base)
    texts.change("artikelen/a.md", "Anders", "Zelf geschreven")
    (texts.content / "artikelen" / "c.md").unlink()
    texts.practice.write_text("# Zelf gemaakt.\n")
    for _ in range(2):
        revert.bring(repository, base, target)
        assert "Zelf geschreven" in (texts.content / "artikelen" / "a.md").read_text()
        assert "Midden" in (texts.content / "diensten" / "b.md").read_text()
        assert texts.practice.read_text() == "# Zelf gemaakt.\n"
        assert texts.git("status", "--porcelain") == " M content/artikelen/a.md\n M praktijk.toml\n"


def test_a_file_is_old_or_new_and_keeps_its_rights(tmp_path):
    """What a process that was killed left beside it goes with the next; no other file does."""
    path = tmp_path / "map" / "a.md"
    whole_file.write(path, b"een")
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    for name in (".a.md-x1~", ".b.md-x1~", "a.md~"):
        (path.parent / name).touch()
    whole_file.write(path, b"twee")
    whole_file.tidy(path)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"twee", 0o600)
    assert sorted(each.name for each in path.parent.iterdir()) == [".b.md-x1~", "a.md", "a.md~"]
    path.unlink()
    path.mkdir()
    with pytest.raises(OSError, match="directory"):
        whole_file.write(path, b"drie")
    assert sorted(each.name for each in path.parent.iterdir()) == [".b.md-x1~", "a.md", "a.md~"]
