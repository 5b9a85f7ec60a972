"""Readers that are made when there is something to read: each generator has four for Markdown alone."""

from functools import partial


class LateReader:
    """Stands in for a reader until it is asked for anything."""

    def __init__(self, kind, settings):
        self.__dict__.update(_kind=kind, _settings=settings)

    @property
    def __class__(self):
        # Pelican tells what read a text by the name of the class.
        return self._kind

    def __getattr__(self, name):
        if "_reader" not in self.__dict__:
            self.__dict__["_reader"] = self._kind(self._settings)
        return getattr(self.__dict__["_reader"], name)


def read_late(readers):
    """Put a stand-in in the place of every reader."""
    for ending, kind in readers.reader_classes.items():
        if kind:
            readers.reader_classes[ending] = partial(LateReader, kind)
