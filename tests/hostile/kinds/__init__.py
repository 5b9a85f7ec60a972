"""The battery, kept apart from what runs it: each file a kind of attack, as a table of named requests."""

from tests.hostile.kinds import (
    addresses,
    content_types,
    header_injection,
    json_shapes,
    letters,
    multipart_shapes,
    names,
    payloads,
    requests,
)

CASES = [
    case
    for module in (
        header_injection,
        letters,
        addresses,
        json_shapes,
        multipart_shapes,
        content_types,
        names,
        payloads,
        requests,
    )
    for case in module.CASES
]
