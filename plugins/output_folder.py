"""Where plugins write a file of their own: only when it is not there yet, made of the same.

With the plugin `incremental` each file is known by a key between builds; without it, every file is written.
"""

from pathlib import Path

from plugins.build_cache import fingerprint

_SESSION = "INCREMENTAL_SESSION"


def write(place, name, made_of, make):
    """Write `name` under the output folder of `place`, a Pelican or a generator: what `make()` gives.

    `made_of` is all that decides on those bytes, texts or bytes.
    """
    key = fingerprint(*made_of)
    if not holds(place, name, key):
        put(place, name, key, make())


def holds(place, name, key):
    """Whether the file is there as it was made under this key."""
    outputs = _outputs(place)
    return outputs is not None and outputs.holds(name, key)


def put(place, name, key, data):
    """Write a file under a key."""
    outputs = _outputs(place)
    if outputs is not None:
        outputs.write(name, data, key)
        return
    target = Path(place.output_path, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def note(place, kind, path, make):
    """What `make(bytes)` says of a file that this build wrote at `path`; asked once for the same bytes.

    `kind` names the question; the answer is of plain types.
    """
    session = place.settings.get(_SESSION)
    if session is None:
        return make(Path(path).read_bytes())
    return session.note(kind, session.outputs.name(path), make)


def all_of(place, ending):
    """A key of all files of this build with this ending: names and bytes. None where that is not known."""
    outputs = _outputs(place)
    if outputs is None:
        return None
    return fingerprint(
        *(
            part
            for name, row in sorted(outputs.names.items())
            if name.endswith(ending)
            for part in (name, row[1])
        )
    )


def _outputs(place):
    session = place.settings.get(_SESSION)
    return session and session.outputs
