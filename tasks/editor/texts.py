"""Between the files as they are and the files as the editor reads and writes them."""

import re

from plugins import front_matter
from tasks.editor import body, fields, header, practice_file
from tasks.editor.folder import PRACTICE, RefusedError

_SLUGGED = {"artikelen", "diensten"}


def shown(name, data):
    """What the editor gets to read of the file `name`; what it can't change it gets as it is."""
    if not _is_text(name):
        return data
    try:
        if name == PRACTICE:
            return practice_file.shown(_decoded(data)).encode()
        head, text, _ = front_matter.split(_decoded(data))
        top = header.shown(header.values(head, _unsaid(name)))
    except (
        UnicodeDecodeError,
        front_matter.HeaderError,
        header.UnreadableError,
        practice_file.UnreadableError,
    ):
        return data
    return f"---\n{top}---\n\n{body.shown(text)}".encode()


def merged(name, old, new):
    """The bytes to write for what the editor wrote: those of `old` wherever it changed nothing.

    `old` is b"" for a new file. RefusedError("unreadable") for what can't be put into it faithfully.
    """
    if not _is_text(name):
        return new
    try:
        text = _practice(old, new) if name == PRACTICE else _text(name, old, new)
    except (
        UnicodeDecodeError,
        front_matter.HeaderError,
        header.UnreadableError,
        practice_file.UnreadableError,
    ):
        raise RefusedError("unreadable") from None
    if text == _decoded(old):
        return old
    mark = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
    # The line ends of the whole file, where it has one kind.
    windows = b"\r\n" in old and not re.search(rb"(?<!\r)\n", old)
    return mark + (text.replace("\n", "\r\n") if windows else text).encode()


def _practice(old, new):
    return practice_file.merged(_decoded(old), _decoded(new))


def _text(name, old, new):
    edit_head, edit_body, _ = front_matter.split(_decoded(new))
    edit = header.values(edit_head)
    folder = name.split("/")[1]
    if not old:
        return _new_text(name, folder, edit, edit_body)
    text = _decoded(old)
    head, rest, _ = front_matter.split(text)
    top = text[: len(text) - len(rest)]
    start = top.index("\n", top.index("---")) + 1
    known = fields.names(folder)
    made = header.merged(head, edit, known, _unsaid(name))
    return text[:start] + made + top[start + len(head) :] + body.merged(rest, edit_body)


def _new_text(name, folder, edit, edit_body):
    """A new text says its address, so that a new title does not move it."""
    if folder in _SLUGGED:
        stem = name.rsplit("/", 1)[1].removesuffix(".md")
        edit = {"title": edit.get("title", ""), "slug": stem} | edit
    made = header.merged("", edit, frozenset(edit))
    return f"---\n{made}---\n{body.merged('', edit_body)}"


def _unsaid(name):
    return ("status",) if name.split("/")[1] in _SLUGGED else ()


def _is_text(name):
    return name == PRACTICE or name.endswith(".md")


def _decoded(data):
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
