"""The editor's own requests: it reads and writes the practice's files one by one."""

import json
import mimetypes
from functools import partial
from http import HTTPStatus
from urllib.parse import unquote

from tasks.editor import texts
from tasks.editor.folder import PICTURE_BYTES, RefusedError
from tasks.routes import Answer

ADDRESS = "/beheer/bestanden/"
REASON = "X-Nabij-Reden"
_STATUS = {
    "name": HTTPStatus.FORBIDDEN,
    "missing": HTTPStatus.NOT_FOUND,
    "changed": HTTPStatus.PRECONDITION_FAILED,
    "exists": HTTPStatus.PRECONDITION_FAILED,
    "size": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "unreadable": HTTPStatus.UNPROCESSABLE_ENTITY,
}


def add_to(routes, folder):
    """Let `routes` answer for the files of `folder`, to nobody but a page of the preview."""
    for method, answer in (("GET", _read), ("PUT", _write), ("POST", _move), ("DELETE", _remove)):
        routes.add(method, ADDRESS, partial(_answered, answer, folder), limit=PICTURE_BYTES)


def _answered(answer, folder, request):
    name = unquote(request.path.removeprefix(ADDRESS))
    expected = request.headers.get("X-Nabij-Verwacht", "")
    try:
        return answer(folder, name, expected, request)
    except RefusedError as refused:
        return Answer(_STATUS[refused.reason], b"", headers=((REASON, refused.reason),))


def _read(folder, name, expected, request):
    if not name:
        return Answer(body=json.dumps(folder.names()).encode(), kind="application/json")
    return _found(name, folder.read(name))


def _write(folder, name, expected, request):
    return _found(name, folder.write(name, request.body, expected, partial(texts.merged, name)))


def _move(folder, name, expected, request):
    target = unquote(request.headers.get("X-Nabij-Doel", ""))
    return _found(target, folder.move(name, target, expected))


def _remove(folder, name, expected, request):
    folder.remove(name, expected)
    return Answer(HTTPStatus.NO_CONTENT)


def _found(name, found):
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = (
        ("X-Nabij-Som", found.digest),
        ("X-Nabij-Gewijzigd", str(found.modified)),
        # A drawing is shown as a picture; asked for by itself nothing in it runs.
        ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    )
    return Answer(body=texts.shown(name, found.data), kind=kind, headers=headers)
