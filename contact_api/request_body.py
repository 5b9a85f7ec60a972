"""From a request's bytes to raw fields: size, type, then decoding. The first file that knows Flask."""

import json
from functools import partial
from io import BytesIO

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from contact_api.form import LIMITS, Repeated
from contact_api.outcomes import Reason

# A full form in four-byte letters, each percent-encoded to twelve, fits; a file does not.
MOST_BYTES = 128 * 1024
MOST_PARTS = 40
JSON_TYPE = "application/json"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class BodyRequest(Request):
    """A request whose form is read whole or not at all: a body that breaks off is a ValueError, not empty.

    A file is refused, and until then kept in memory: nothing of it gets on a disk.
    """

    form_data_parser_class = partial(FormDataParser, silent=False)
    max_form_memory_size = MOST_BYTES
    max_form_parts = MOST_PARTS

    def _get_file_stream(self, *_, **__):
        return BytesIO()


def check_head(request):
    """What is wrong with size or type, judged by the headers alone; a Reason or None."""
    if request.content_length is not None and request.content_length > MOST_BYTES:
        return Reason.TOO_LARGE
    if request.mimetype not in (JSON_TYPE, *FORM_TYPES):
        return Reason.WRONG_TYPE
    return None


def read_fields(request):
    """The fields of the body as a dict, or a Reason."""
    try:
        if request.mimetype == JSON_TYPE:
            return _json_fields(request.get_data(cache=False))
        files = list(request.files.values())
        fields = request.form.to_dict(flat=False)
    except RequestEntityTooLarge:
        return Reason.TOO_LARGE
    except (ValueError, RecursionError):
        return Reason.MALFORMED
    # A browser sends an empty part for a file field that was left alone.
    if any(file.filename for file in files):
        return Reason.WRONG_TYPE
    return {
        name: values[0] if len(values) == 1 else Repeated(values)
        for name, values in fields.items()
        if name in LIMITS
    }


def _json_fields(body):
    # UnicodeDecodeError, JSONDecodeError and an integer of too many digits are all ValueErrors.
    data = json.loads(body.decode("utf-8"), object_pairs_hook=_pairs)
    if not isinstance(data, dict):
        return Reason.MALFORMED
    return {name: value for name, value in data.items() if name in LIMITS}


def _pairs(pairs):
    found = {}
    for name, value in pairs:
        earlier = found.get(name)
        if isinstance(earlier, Repeated):
            value = Repeated((*earlier, value))
        elif name in found:
            value = Repeated((earlier, value))
        found[name] = value
    return found
