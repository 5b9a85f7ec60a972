"""Files that are written before anybody asks for them, when many pages are rendered at once."""

from plugins.incremental.outputs import Outputs


def test_a_file_that_was_written_ahead_is_there_for_whoever_asks(tmp_path):
    """One that was to be made of something else is written anew, and one that nobody asks for goes."""
    copy, outputs = Outputs(tmp_path), Outputs(tmp_path)
    for name in ("a/index.html", "b/index.html", "c/index.html"):
        outputs.take_ahead(name, copy.write_ahead(name, b"ahead", b"key"))
    assert outputs.holds("a/index.html", b"key")
    assert not outputs.holds("b/index.html", b"another key")
    outputs.write("b/index.html", b"again", b"another key")
    outputs.finish()
    left = {path.parent.name: path.read_bytes() for path in tmp_path.rglob("*.html")}
    assert left == {"a": b"ahead", "b": b"again"}
    assert outputs.names.keys() == {"a/index.html", "b/index.html"}


def test_nothing_is_written_ahead_over_files_of_a_build(tmp_path):
    """They stay whole until the next build went well."""
    first = Outputs(tmp_path)
    first.write("a/index.html", b"before", b"key")
    assert Outputs(tmp_path, first.names).write_ahead("a/index.html", b"after", b"another key") is None
    assert (tmp_path / "a" / "index.html").read_bytes() == b"before"
