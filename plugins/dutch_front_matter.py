"""Reads headers as the coach writes them: Dutch names of keys, dates in words, "concept" for a draft.

Stands in the place of pelican-yaml-metadata's reader, whose work on values it keeps. A date that can't be
read is left out here; `make check` says so with its line.
"""

import logging

from pelican import signals
from pelican.plugins.yaml_metadata.yaml_metadata import YAMLMetadataReader

from plugins import front_matter

log = logging.getLogger(__name__)


class DutchMetadataReader(YAMLMetadataReader):
    """Markdown with a header in YAML, in Dutch or in English."""

    def _load_yaml_metadata(self, text, source_path):
        try:
            found = front_matter.entries(text.lstrip("\n"))
        except front_matter.HeaderError as error:
            log.error(
                "%s:%s: de kop is niet te lezen. make check zegt wat er mis is.", source_path, error.line
            )
            return {}
        return self._parse_yaml_metadata(normalised(found), source_path)


def normalised(found):
    """Entries as a dict by canonical key, with values that Pelican takes. The first of two counts."""
    meta = {}
    for entry in found:
        if entry.key in ("date", "modified"):
            moment = front_matter.parse_date(entry.value)
            value = moment.isoformat(" ") if moment else None
        elif entry.key == "status":
            value = front_matter.STATUSES.get(str(entry.value).strip().lower())
        else:
            value = entry.value
        if value is not None:
            meta.setdefault(entry.key, value)
    return meta


def register_reader(readers):
    """Take the place of the reader for Markdown."""
    for extension in DutchMetadataReader.file_extensions:
        readers.reader_classes[extension] = DutchMetadataReader


def register():
    signals.readers_init.connect(register_reader)
