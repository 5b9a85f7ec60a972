"""What the editor in the published site is told: Sveltia's configuration, and what our own file format knows.

There the texts are read and written in the browser. A text that can't be written faithfully is marked by
`static/hosted/format.js` and hidden by the filter here. praktijk.toml is not offered at all.
"""

from plugins import front_matter
from tasks.editor import config, yaml_lines
from tasks.editor.fields import names
from tasks.editor.git_host import backend
from tasks.editor.header import UNSAID

# Of our own. Sveltia takes a file that ends in .md for one with front matter by this end of its name alone.
FORMAT = "nabij-frontmatter"
# What the format says of a text: whether the editor can write it. A new one it can.
_WHOLE = {"name": "nabij_heel", "label": "nabij_heel", "widget": "hidden", "default": True}


def settings(content, practice):
    """{"config": Sveltia's configuration, "header": what may stand above a text}."""
    texts = config.collections(practice, config.pages_of(content))
    for collection in texts["collections"]:
        collection["format"] = FORMAT
        if "folder" in collection:
            collection["filter"] = {"field": _WHOLE["name"], "value": True}
            collection["fields"].append(_WHOLE)
    return {
        "config": {
            "backend": backend(practice.editor),
            **config.common(practice.name, practice.site),
            **texts,
            "singletons": [{**file, "format": FORMAT} for file in texts["singletons"]],
        },
        "header": header_facts(),
    }


def header_facts():
    """What our file format knows of what may stand above a text, from those who read it for the site."""
    return {
        "names": {name: key for key, dutch in front_matter.ALIASES.items() for name in (key, *dutch)},
        "states": front_matter.STATUSES,
        "months": front_matter.MONTHS,
        "unsaid": UNSAID,
        "bare": sorted(yaml_lines.BARE_KEYS),
        "fields": {folder: sorted(names(folder)) for folder in ("artikelen", "diensten", "paginas")},
    }
