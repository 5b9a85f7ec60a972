"""Real builds of the site, once for all tests."""

import pytest

from tasks.build import build
from tests.live_site import build_live_site
from tests.site.pages import read_site


@pytest.fixture(scope="session")
def preview_folder(tmp_path_factory):
    """The site as `make serve` builds it from what ships."""
    folder = tmp_path_factory.mktemp("preview") / "site"
    done = build("pelicanconf.py", folder, "warnings", {})
    assert done == type(done)(ok=True, log="")
    return folder


@pytest.fixture(scope="session")
def live_folder(tmp_path_factory):
    """The live site of a practice that has filled in everything."""
    return build_live_site(tmp_path_factory.mktemp("live"))


@pytest.fixture(scope="session")
def preview_site(preview_folder):
    return read_site(preview_folder)


@pytest.fixture(scope="session")
def live_site(live_folder):
    return read_site(live_folder)


@pytest.fixture(scope="session")
def long_site(long_folder):
    return read_site(long_folder)
