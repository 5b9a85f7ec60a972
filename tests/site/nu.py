"""The Nu HTML checker of the W3C: https://github.com/validator/validator. Run as a program by `make test`.

Its package on npm carries one file for Java, renewed every few weeks. The copies on PyPI are of 2020: from
before cascade layers, so they would pass over every line of our style.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.npm import folder_of, npm_install

PACKAGE = "vnu-jar@26.9.27"
JAR = folder_of(PACKAGE) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
MISSING = (
    "the Nu HTML checker needs Java, and npm to fetch it once "
    "(Debian, Ubuntu: apt-get install default-jre-headless npm)"
)


def main():
    if JAR.exists() or not (shutil.which("java") and shutil.which("npm")):
        return
    print("Fetching the Nu HTML checker (once) ...", flush=True)
    if not npm_install(PACKAGE):
        print(f"That did not work; its test will be skipped: {MISSING}.", file=sys.stderr)


def ready():
    """Whether the checker can run here."""
    return JAR.exists() and shutil.which("java") is not None


def errors(folder):
    """Every error in the pages of `folder`, as (page, line, message), in order."""
    command = ["java", "-Xss4m", "-jar", JAR, "--format", "json", "--errors-only", "--skip-non-html", folder]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(checked.stderr)["messages"]
    return sorted(
        (_page(message["url"], folder), message.get("lastLine", 0), message["message"])
        for message in messages
    )


def _page(url, folder):
    path = Path(unquote(urlsplit(url).path)).relative_to(Path(folder).resolve())
    return "/" + path.as_posix().removesuffix("index.html")


if __name__ == "__main__":
    main()
