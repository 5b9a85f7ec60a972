"""The process that builds beside the preview: it outlives every fault, and has a successor when it dies."""

import os
import signal
import subprocess
import sys

import pytest

from tasks.builder import Builder
from tests.builders import ROOT
from tests.site.edits import Site


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path)
    site.reset()
    return site


@pytest.fixture
def builder(site, tmp_path):
    arguments = [
        tmp_path / "content",
        "--settings",
        tmp_path / "settings.py",
        "--output",
        tmp_path / "output",
    ]
    builder = Builder(arguments, {"TWIN": "keep"}, folder=tmp_path)
    yield builder
    builder.close()


def test_it_says_what_changed(site, builder, tmp_path):
    """All of it at first, then nothing, then one text with the lists that show it."""
    assert "over/index.html" in builder.build().changed
    assert builder.build().changed == []
    path = tmp_path / "content" / "artikelen" / "artikel-1.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nNog een zin.\n", encoding="utf-8")
    assert builder.build().changed == ["artikelen/artikel-1/index.html", "artikelen/feed.xml"]


def test_settings_of_its_arguments_hold(site, tmp_path):
    """Two previews at once have a store each: one that finds its store in use keeps nothing."""
    own = ["-e", 'INCREMENTAL_STORE="elsewhere/own.sqlite"', 'SITENAME="Anders"']
    arguments = ["content", "--settings", "settings.py", "--output", "output", *own]
    builder = Builder(arguments, {"TWIN": "keep"}, folder=tmp_path)
    try:
        assert builder.build().ok
    finally:
        builder.close()
    assert (tmp_path / "elsewhere" / "own.sqlite").is_file()
    assert not (tmp_path / "cache" / "kept.sqlite").exists()
    assert "· Anders</title>" in (tmp_path / "output" / "over" / "index.html").read_text(encoding="utf-8")


def test_it_says_which_text_became_which_page(site, builder, tmp_path):
    """Also after a build that made one text anew; a list of texts is the page of none."""
    path = tmp_path / "content" / "artikelen" / "artikel-1.md"
    for _ in range(2):
        sources = builder.build([path]).sources
        assert sources["artikelen/artikel-1/index.html"] == "artikelen/artikel-1.md"
        assert sources["over/index.html"] == "paginas/over.md"
        assert "artikelen/index.html" not in sources
        path.write_text(path.read_text(encoding="utf-8") + "\nNog een zin.\n", encoding="utf-8")


def test_a_fault_in_a_template_is_told_by_its_place(site, builder, tmp_path):
    """In Dutch; what was built stays, and a mended template is built by the same process."""
    assert builder.build().ok
    page = (tmp_path / "output" / "over" / "index.html").read_bytes()
    template = tmp_path / "theme" / "templates" / "partials" / "footer.html"
    good = template.read_text(encoding="utf-8")
    template.write_text("<p>\n{{ nergens }}", encoding="utf-8")
    report = builder.build()
    assert not report.ok
    assert report.log == f"{template}:2: iets bestaat hier niet: 'nergens' is undefined"
    template.write_text("{% if %}", encoding="utf-8")
    assert builder.build().log.startswith(f"{template}:1: dit is niet te lezen: ")
    assert (tmp_path / "output" / "over" / "index.html").read_bytes() == page
    template.write_text(good, encoding="utf-8")
    assert builder.build().ok


def test_a_fault_in_the_settings_is_a_report(site, builder, tmp_path):
    """Until they are mended, by a new process."""
    (tmp_path / "praktijk.toml").write_text("[praktijk]\nnaam = 3\n", encoding="utf-8")
    report = builder.build()
    assert not report.ok
    assert report.log.startswith("praktijk.toml: ")


def test_a_process_that_was_killed_has_a_successor(site, builder):
    """Without a word; a build that ends halfway is done again."""
    assert builder.build().ok
    os.kill(builder.process.pid, signal.SIGKILL)
    report = builder.build()
    assert (report.ok, report.changed) == (True, [])


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="no /proc")
def test_memory_of_who_started_it_is_not_its_own():
    """A process that seems to have too much ends after each build, and forgets what it knew."""
    child = "from tasks.resident import bytes_in_use; print(bytes_in_use())"
    own = [sys.executable, "-c"]
    parent = f"import subprocess; large = b'x' * 400_000_000; subprocess.run({[*own, child]})"
    done = subprocess.run([*own, parent], cwd=ROOT, capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) < 300_000_000
