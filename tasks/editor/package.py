"""Sveltia CMS itself: fetched once by the machine's npm client, held to a hash, and made to ask nobody else.

It is a set of built files; nothing of it runs on this machine outside the browser.
"""

import base64
import hashlib
import hmac
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tasks.build import ROOT

NAME = "@sveltia/cms"
VERSION = "0.221.1"
INTEGRITY = "sha512-J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ=="
# Where the preview serves the unpacked files.
ADDRESS = "/beheer/pakket"
SECONDS = 120
# What a page needs of it: the program, what it loads when asked, its faces of type, Dutch.
_WANTED = (
    "package/dist/sveltia-cms.js",
    "package/dist/chunks/react-dom.js",
    "package/locales/nl.json",
    "package/LICENSE.txt",
    "package/package.json",
)
_ASSET = re.compile(r"package/npm/assets/[\w.-]+\.(?:woff2|LICENSE\.txt|wasm|png)")
# Addresses of other hosts in the program, and where the same thing is here. Each must be there.
_FACES = {
    r"https://cdn\.jsdelivr\.net/fontsource/fonts/material-symbols-outlined:[^)]+": "material-symbols-",
    r"https://cdn\.jsdelivr\.net/fontsource/fonts/noto-mono@[^)]+": "noto-mono-",
    r"https://cdn\.jsdelivr\.net/fontsource/fonts/source-sans-3:[^)]+": "source-sans-3-",
}
_MOVED = {
    r"https://unpkg\.com/@sveltia/cms(?=`)": f"{ADDRESS}/cms",
    r"https://unpkg\.com/@sveltia/ui(?=`)": f"{ADDRESS}/ui",
    r"https://unpkg\.com/@shikijs(?=`)": f"{ADDRESS}/shiki",
    r"https://unpkg\.com/(?=\$\{e\}`)": f"{ADDRESS}/",
}
# What the program does otherwise here. Each must be there.
_MENDED = {
    # Its text is laid out while somebody types in another field already, and puts its cursor at the start.
    r"(try\{\w+\(\w,\w\),)(?=\w\(void 0\)\}catch\(\w\)\{\w\(Error\(`Failed to convert Markdown`)": (
        r"\1e.getRootElement()?.contains(document.activeElement)||(e._pendingEditorState._selection=null),"
    ),
    # A block takes the focus when somebody puts it in, and not from another field when a text with one opens.
    r"(?<=&&)(e\.focus\(\))(?=,e\.closest\(`\.field`\))": (
        r"e.closest(`.text-editor`)?.contains(document.activeElement)&&\1"
    ),
    # Whoever sees little enlarges the page with two fingers: WCAG 1.4.4.
    r"`maximum-scale=1`,": "",
    # One long line of code made the fields wider than a tablet.
    r"(\.content-area\.svelte-\w+ \{)": r"\1min-width:0;",
    # Code stays in one colour. What would colour it comes while somebody types already, and takes the focus.
    r"(?<=loadEngine:async\(\)=>)\w+\(\(\)=>import\(\w+\(\)\),void 0\)": "Promise.reject()",
    # Nobody has asked yet when it asks a third host whether GitHub or GitLab is well.
    r"statusDashboardURL:\w+,checkStatus:\w+,": "",
}
_ELSEWHERE = re.compile(r"unpkg\.com|jsdelivr")
_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=.*\s*\Z")


SAID = {
    "npm": "npm (van Node.js) staat niet op deze computer",
    "fetch": "het ophalen lukte niet; misschien is er geen internet",
    "content": "wat er kwam, is niet het pakket dat hier hoort",
}


class PackageError(Exception):
    """The package can't be had; `reason` is a key of `SAID`."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def main():
    try:
        install(ROOT / "var")
        print("Het beheer is er: open /beheer/ in het voorbeeld (make serve).")
    except PackageError as error:
        sys.exit(f"Het beheer is er niet: {SAID[error.reason]}. De rest werkt gewoon.")


def folder(var):
    """Where the unpacked package is, under the folder `var`; the name changes with what is made of it."""
    made = hashlib.sha256(repr((INTEGRITY, _WANTED, _FACES, _MOVED, _MENDED)).encode()).hexdigest()
    return Path(var) / f"sveltia-cms@{VERSION}-{made[:8]}"


def install(var, archive=None):
    """Put the package in its place unless it is there. PackageError when it can't be had.

    `archive` is a function that gives the bytes of the package's archive: npm's, unless one is handed in.
    """
    target = folder(var)
    if target.is_dir():
        return target
    data = (archive or _by_npm)()
    found = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    if not hmac.compare_digest(found, INTEGRITY):
        raise PackageError("content")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sveltia-", dir=target.parent) as fresh:
        new = Path(fresh) / "new"
        _unpack(data, new)
        _mend(new)
        try:
            new.rename(target)
        except OSError:
            # Somebody else was first, with the same bytes.
            if not target.is_dir():
                raise
    return target


def _by_npm():
    if not shutil.which("npm"):
        raise PackageError("npm")
    with tempfile.TemporaryDirectory() as place:
        command = ["npm", "pack", f"{NAME}@{VERSION}", "--silent", "--ignore-scripts", "--fetch-retries=0"]
        try:
            subprocess.run(
                [*command, "--pack-destination", place],
                check=True,
                timeout=SECONDS,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
            )
            return next(Path(place).glob("*.tgz")).read_bytes()
        except (subprocess.SubprocessError, StopIteration, OSError):
            raise PackageError("fetch") from None


def _unpack(data, target):
    """The files that are wanted, by the names that the program asks for."""
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        for member in archive:
            if not member.isfile():
                continue
            if member.name in _WANTED or _ASSET.fullmatch(member.name):
                path = target / member.name.removeprefix("package/")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.extractfile(member).read())


def _mend(target):
    """Every address of another host that it would take a part from becomes one of ours; and `_MENDED`."""
    program = target / "dist" / "sveltia-cms.js"
    text = program.read_text(encoding="utf-8")
    faces = {path.name: path for path in (target / "npm" / "assets").glob("*.woff2")}
    for pattern, prefix in _FACES.items():
        name = next((name for name in faces if name.startswith(prefix)), None)
        text = _moved(text, pattern, f"{ADDRESS}/npm/assets/{name}" if name else None)
    for pattern, place in _MOVED.items():
        text = _moved(text, pattern, place)
    for pattern, other in _MENDED.items():
        text = _moved(text, pattern, other)
    if _ELSEWHERE.search(text):
        raise PackageError("content")
    program.write_text(_SOURCE_MAP.sub("\n", text), encoding="utf-8")


def _moved(text, pattern, place):
    if place is None:
        raise PackageError("content")
    text, count = re.subn(pattern, place, text)
    if not count:
        raise PackageError("content")
    return text


if __name__ == "__main__":
    main()
