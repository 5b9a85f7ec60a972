"""Texts of a practice in a repository of their own."""

import pytest

from tests.repositories import ENVIRON, small_texts


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder in which git knows nothing of this machine."""
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    return tmp_path / "room"


@pytest.fixture
def texts(room):
    """A few, sent to a bare repository."""
    return small_texts(room)
