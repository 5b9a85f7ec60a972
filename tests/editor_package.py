"""A package of the editor by name alone: each file that is published of it, with nothing in it that runs."""

import json

from tasks.editor import package

WORDS = {"save": "Opslaan", "entry_saved": "Item opgeslagen."}


def a_package(var):
    """Put it under the folder `var`, where the real one would be; `var`."""
    files = {
        "dist/sveltia-cms.js": "// editor " * 99,
        "dist/chunks/react-dom.js": "// part " * 99,
        "locales/nl.json": json.dumps(WORDS),
        "npm/assets/source-sans-3-latin.woff2": "type",
        "npm/assets/source-sans-3.LICENSE.txt": "its licence",
        "npm/assets/heic_dec.wasm": "not used in the site",
        "LICENSE.txt": "licence",
        "package.json": json.dumps({"version": package.VERSION}),
    }
    for name, text in files.items():
        path = package.folder(var) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return var
