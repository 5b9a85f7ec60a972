"""Only our own templates count.

Pelican falls back to its "simple" theme when a template is missing, without a word; a page would then
go out bare. Here a missing template stops the build.
"""

from jinja2 import FileSystemLoader
from pelican import signals


def only_own_templates(generator):
    """Leave the generator's Jinja environment with our template folders alone."""
    generator.env.loader = FileSystemLoader(generator._templates_path)


def register():
    signals.generator_init.connect(only_own_templates)
