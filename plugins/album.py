"""The images that one build shows: where each was written, what is made of it, and what is wrong with it.

A text that gets no address, a draft on the live site, publishes no images and stops no build.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from contact_api.messages.site import IMAGES
from plugins import photo
from plugins.build_cache import fingerprint

FOLDER = "afbeeldingen"
TYPES = {"avif": "image/avif", "webp": "image/webp"}
# Starting processes takes longer than one or two photos do.
_ENOUGH_FOR_PROCESSES = 3
_PLACES = ("{static}", "{filename}", "{attach}")


@dataclass(frozen=True)
class Picture:
    """An image as a template shows it; addresses start at the root of the site.

    `sources` are (media type, ((address, width), …)), best first; `src` is for every browser.
    """

    src: str
    width: int
    height: int
    sources: tuple


def is_ours(source):
    """Whether this names a file of content/, not another host or what another part of the site serves."""
    try:
        parts = urlsplit(_bare(source))
    except ValueError:
        return False
    if parts.scheme or parts.netloc or not parts.path or "%00" in parts.path:
        return False
    return (
        source.startswith(_PLACES) or not parts.path.startswith("/") or parts.path.startswith(f"/{FOLDER}/")
    )


@dataclass(frozen=True)
class File:
    """A file to publish: what it is of its image, its address, and the key of all that it is made from."""

    derivative: photo.Derivative
    address: str
    key: str


class Album:
    """The images of one build. `content` and the texts that show images are absolute paths."""

    def __init__(self, content, cache):
        self._content = Path(content).resolve()
        self._cache = cache
        self._pictures = {}
        self._files = {}
        self._shown = {}
        self._answers = {}
        self._faults = []

    def show(self, source, text):
        """The Picture that the file `text` means by `source`, which is ours; None if it can't be shown."""
        picture = self._find(source, text)
        self._answers.setdefault(str(text), {})[source] = picture
        return picture

    def answers(self, text):
        """All that this text was shown, as (source, Picture) pairs; None when something is wrong with it."""
        answers = self._answers.get(str(text), {})
        return None if self.problems({str(text)}) else tuple(answers.items())

    def refuse(self, reason, source, text):
        """Note what is wrong with how `text` shows an image."""
        name = Path(text).resolve().relative_to(self._content).as_posix()
        self._faults.append(({str(text)}, IMAGES[reason].format(text=name, image=_bare(source))))

    def _find(self, source, text):
        name = unquote(urlsplit(_bare(source)).path)
        folder = self._content if name.startswith("/") else Path(text).parent
        path = (folder / name.lstrip("/")).resolve()
        if not path.is_relative_to(self._content):
            return self.refuse("outside", source, text)
        if not path.is_file():
            return self.refuse("missing", source, text)
        if path not in self._pictures:
            self._pictures[path] = self._add(path)
        self._shown.setdefault(path, set()).add(str(text))
        return self._pictures[path]

    def make(self, texts, holds=lambda file: False):
        """The files of the Pictures in `texts`, as {File: bytes}, from the cache or made.

        Those of which `holds(File)` says that the site has them already are left out.
        """
        made, jobs = {}, {}
        for path, files in self._files.items():
            if not self._shown[path].intersection(texts):
                continue
            for file in files:
                if holds(file):
                    continue
                data = self._cache.get(file.key)
                if data is None:
                    jobs.setdefault(path, []).append(file)
                else:
                    made[file] = data
        for (path, files), result in zip(jobs.items(), _encode_all(jobs), strict=True):
            if isinstance(result, photo.PhotoError):
                self._note(path, result)
                continue
            for file, data in zip(files, result, strict=True):
                self._cache.put(file.key, data)
                made[file] = data
        return made

    def problems(self, texts):
        """What is wrong with the images in `texts`, as lines in Dutch."""
        return list(dict.fromkeys(line for shown_by, line in self._faults if shown_by.intersection(texts)))

    def _add(self, path):
        try:
            found = photo.read_photo(path)
        except photo.PhotoError as error:
            return self._note(path, error)
        key = fingerprint(path.read_bytes(), photo.VERSION)
        name = slugify(path.stem, regex_subs=DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]) or "beeld"
        self._files[path] = []

        def address(derivative):
            ending = derivative.kind.replace("jpeg", "jpg")
            # The key in the name lets a browser keep the file for good.
            address = f"/{FOLDER}/{name}-{derivative.width}.{key[:10]}.{ending}"
            self._files[path].append(File(derivative, address, fingerprint(key, derivative)))
            return address

        plain = photo.fallback(found)
        return Picture(
            src=address(plain),
            width=plain.width,
            height=plain.height,
            sources=tuple(
                (TYPES[group[0].kind], tuple((address(each), each.width) for each in group))
                for group in photo.choices(found)
            ),
        )

    def _note(self, path, error):
        # The set grows with every text that shows this file.
        shown_by = self._shown.setdefault(path, set())
        self._faults.append((shown_by, f"{path.relative_to(self._content).as_posix()}: {error}"))


def _bare(source):
    for place in _PLACES:
        source = source.removeprefix(place)
    return source


def _encode_all(jobs):
    """For each path in `jobs` the bytes of its files, or the PhotoError, in order."""
    wanted = [[file.derivative for file in files] for files in jobs.values()]
    processes = min(len(jobs), os.cpu_count() or 1)
    if processes < 2 or len(jobs) < _ENOUGH_FOR_PROCESSES:
        return list(map(_encode, jobs, wanted))
    # Pelican has threads: a fork could take over a lock that nobody will open.
    # Together 0.03 s, and most builds draw nothing.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_encode, jobs, wanted))


def _encode(path, derivatives):
    try:
        return photo.encode(path, derivatives)
    except photo.PhotoError as error:
        return error
