"""`make bundle PLATFORM=aws`: the endpoint as one archive for a platform, the same bytes each time.

The endpoint, praktijk.toml, what the platform looks for, and the locked dependencies by their hashes, for the
platform's Python and processor. Compiled files come along, checked by no date (PEP 552, unchecked-hash): an
archive's dates are not those of the files, and compiling them anew would more than double a cold start.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from contact_api.practice import PracticeError, load_practice, practice_path
from tasks.build import ROOT

TARGET = ROOT / "var" / "bundles"
# The first moment that a zip file can tell of.
EARLIEST = 315532800
ARCHITECTURES = {"x86_64": "x86_64", "arm64": "aarch64"}
# glibc 2.28 and older: Amazon Linux 2023, Debian 12 and Ubuntu 22.04 have a later one.
GLIBC = ("manylinux_2_28", "manylinux_2_27", "manylinux2014", "manylinux_2_17", "manylinux_2_5", "manylinux1")
# Not needed to run: commands, who installed a package and by what, and the kinds of image that a code to
# retype is not drawn in, whose libraries are a third of the archive.
LEFT_OUT = (
    "bin",
    *(f"*.dist-info/{name}" for name in ("INSTALLER", "REQUESTED", "RECORD", "direct_url.json")),
    *(f"PIL/_{name}*.so" for name in ("avif", "webp", "imagingcms", "imagingtk")),
    *(f"pillow.libs/lib{name}*" for name in ("avif", "webp", "sharpyuv", "lcms2")),
)


@dataclass(frozen=True)
class Platform:
    """`pythons` that it runs; `packages`, where it looks for dependencies, or None when it installs them.

    `extra`: the lock to take instead of the endpoint's own. `files`: from deploy/, to the archive's root.
    """

    pythons: tuple
    packages: str | None
    extra: str = ""
    files: tuple = ()


PLATFORMS = {
    "aws": Platform(("3.11", "3.12", "3.13", "3.14"), ""),
    "google": Platform(("3.11", "3.12", "3.13", "3.14"), None, "google", ("main.py",)),
    "azure": Platform(
        ("3.11", "3.12", "3.13"),
        ".python_packages/lib/site-packages",
        "azure",
        ("function_app.py", "host.json"),
    ),
    "scaleway": Platform(("3.11", "3.12", "3.13"), "package"),
    "vercel": Platform(("3.12", "3.13", "3.14"), None, "", ("api/index.py", "vercel.json")),
}


class BundleError(Exception):
    """The bundle can't be made; its text says what to do."""


def main():
    options = _options()
    try:
        made = make_bundle(
            options.platform, python=options.python, arch=options.arch, postgres=options.postgres
        )
    except (BundleError, PracticeError) as error:
        sys.exit(f"make bundle: {error}")
    size = made.stat().st_size / 1e6
    print(f"{made.relative_to(ROOT)}  {size:.1f} MB, for Python {_version(options.python)} on {options.arch}")


def install(lock, target, version, machine):
    """Fetch what the file `lock` names into `target`: wheels alone, each of a hash that is in it."""
    platforms = [part for glibc in GLIBC for part in ("--platform", f"{glibc}_{machine}")]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"),
            *("--require-hashes", "--only-binary=:all:", "--no-deps", "--no-compile"),
            *("--implementation", "cp", "--python-version", version, *platforms),
            *("--target", target, "-r", lock),
        ],
        check=False,
    )
    if done.returncode:
        raise BundleError("the dependencies could not be fetched; pip says why")


def make_bundle(
    name, *, python=sys.executable, arch="x86_64", postgres=False, target=TARGET, install=install
):
    """Write the archive for the platform `name` and return its path.

    `python` is an interpreter of the version that the platform runs: it compiles the files.
    """
    platform = PLATFORMS[name]
    version = _version(python)
    if platform.packages is not None and version not in platform.pythons:
        raise BundleError(
            f"{name} does not run Python {version}. Name one of {', '.join(platform.pythons)}: "
            f"make bundle PLATFORM={name} BUNDLE_PYTHON=python{platform.pythons[-1]}"
        )
    load_practice()
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder, "stage")
        _copy_endpoint(stage)
        for each in platform.files:
            (stage / each).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / "deploy" / name / each, stage / each)
        lock = _lock(platform, postgres, Path(folder, "requirements.txt"))
        if platform.packages is None:
            shutil.copyfile(lock, stage / "requirements.txt")
        else:
            install(lock, stage / platform.packages, version, ARCHITECTURES[arch])
            _leave_out(stage / platform.packages)
        if name != "vercel":
            _compile(stage, python)
        target.mkdir(parents=True, exist_ok=True)
        return _zip(stage, target / f"nabij-{name}.zip")


def _copy_endpoint(stage):
    shutil.copytree(
        ROOT / "contact_api", stage / "contact_api", ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
    )
    shutil.copyfile(practice_path(), stage / "praktijk.toml")


def _lock(platform, postgres, target):
    """One lock out of those that are needed; they were made to agree."""
    names = [platform.extra or "api", *(["postgres"] if postgres else [])]
    found = {}
    for name in names:
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        for entry in text.replace(" \\\n", " \\\n\0").replace("\n\0", "\0").splitlines():
            found[entry.split()[0]] = entry.replace("\0", "\n")
    target.write_text("\n".join(found[name] for name in sorted(found)) + "\n", encoding="utf-8")
    return target


def _leave_out(packages):
    for path in [path for pattern in LEFT_OUT for path in packages.glob(pattern)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _compile(stage, python):
    """By one process with one seed, so that the same source gives the same bytes."""
    subprocess.run(
        [
            *(python, "-I", "-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash"),
            *("-s", stage, "-p", "/", stage),
        ],
        env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0"},
        check=True,
    )


def _zip(stage, target):
    date = datetime.fromtimestamp(max(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), EARLIEST), UTC)
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in stage.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(stage).as_posix(), date.timetuple()[:6])
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    os.replace(part, target)
    return target


def _version(python):
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        raise BundleError(f"there is no Python named {python} here") from None
    return done.stdout.strip()


def _options():
    parser = argparse.ArgumentParser(prog="make bundle")
    parser.add_argument("platform", choices=PLATFORMS)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--arch", choices=ARCHITECTURES, default="x86_64")
    parser.add_argument("--postgres", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
