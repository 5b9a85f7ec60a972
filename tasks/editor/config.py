"""The configuration that Sveltia CMS reads: which files there are, and what may be in them.

https://sveltiacms.app/en/docs/config-basics
"""

import re

from contact_api.practice import PracticeError, load_practice
from plugins import front_matter
from tasks.editor import fields
from tasks.editor.practice_fields import practice_fields

MEDIA = "content/afbeeldingen"
# How a picture is named in the editor; `texts` makes of it what the site needs.
MEDIA_ADDRESS = "/afbeeldingen"
FAQ = "veelgestelde-vragen"
_LONGEST_PICTURE = 40 * 1024 * 1024
_COMMENT = re.compile(r"^(?P<key>\w+)\s*=.*?#\s*(?P<said>[^#\n]+)$")
# What there is while praktijk.toml can't be read: the editor is where it is mended.
_UNREADABLE = type("Unreadable", (), {"themes": (), "name": "Nabij"})()


def config(content, practice_file, site):
    """The whole of it. `content` is the folder, `site` the address where the pages can be seen."""
    try:
        practice = load_practice(practice_file)
    except PracticeError:
        practice = _UNREADABLE
    texts = collections(practice, pages_of(content))
    texts["singletons"].append(
        {
            "name": "praktijk",
            "label": "De praktijk",
            "icon": "storefront",
            "file": "praktijk.toml",
            "format": "toml",
            "editor": {"preview": False},
            "fields": practice_fields(_comments(practice_file)),
        }
    )
    return {"backend": {"name": "test-repo"}, **common(practice.name, site), **texts}


def common(name, site):
    """What is the same wherever the files are. `name` is the practice's own."""
    return {
        "load_config_file": False,
        "app_title": name,
        "site_url": site,
        "logo": {"src": "/favicon.svg"},
        "media_folder": MEDIA,
        "public_folder": MEDIA_ADDRESS,
        "media_libraries": {
            "default": {"config": {"max_file_size": _LONGEST_PICTURE, "slugify_filename": True}},
            "stock_assets": {"providers": []},
        },
        "slug": {"encoding": "ascii", "clean_accents": True},
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "double"}},
    }


def collections(practice, pages):
    """The texts. `pages` are the fixed ones, as `pages_of` gives them."""
    return {
        "collections": [
            _articles(practice),
            _services(),
            {
                "name": "paginas",
                "label": "Pagina’s",
                "icon": "web",
                "editor": {"preview": True},
                "files": [_file(name, found) for name, found in pages.items() if name != FAQ],
            },
        ],
        "singletons": [{**_file(FAQ, pages[FAQ]), "icon": "help"}] if FAQ in pages else [],
    }


def _articles(practice):
    return {
        "name": "artikelen",
        "label": "Artikelen",
        "label_singular": "Artikel",
        "icon": "article",
        "folder": "content/artikelen",
        "slug": "{{title}}",
        "summary": "{{title}}",
        "preview_path": "artikelen/{{slug}}/",
        "sortable_fields": {
            "fields": ["date", "title"],
            "default": {"field": "date", "direction": "descending"},
        },
        "view_filters": [
            {"label": "Concepten", "field": "status", "pattern": "draft"},
            {"label": "Klaar", "field": "status", "pattern": "^(?!draft)"},
        ],
        "view_groups": [{"label": "Thema", "field": "category"}],
        "fields": fields.article(practice.themes),
    }


def _services():
    return {
        "name": "diensten",
        "label": "Diensten",
        "label_singular": "Dienst",
        "icon": "volunteer_activism",
        "folder": "content/diensten",
        "slug": "{{title}}",
        "summary": "{{title}}",
        "preview_path": "diensten/{{slug}}/",
        "sortable_fields": {"fields": ["order", "title"], "default": {"field": "order"}},
        "fields": fields.service(),
    }


def _file(name, found):
    return {
        "name": name,
        "label": found["title"],
        "file": f"content/paginas/{name}.md",
        "fields": fields.page(list(found)),
    }


def pages_of(content):
    """The fixed pages by their file's name, each with what stands above it."""
    pages = {}
    for path in sorted((content / "paginas").glob("*.md")):
        try:
            head, _, first = front_matter.split(path.read_text(encoding="utf-8-sig"))
            found = {entry.key: entry.value for entry in front_matter.entries(head, first)}
        except (OSError, UnicodeDecodeError, front_matter.HeaderError):
            continue
        pages[path.stem] = {"title": path.stem, **found}
    return pages


def _comments(practice_file):
    """What the file says beside each key, for the coach who edits it by hand."""
    said, table = {}, ""
    for line in practice_file.read_text(encoding="utf-8-sig").splitlines():
        if found := re.match(r"\[(\w+)\]", line):
            table = found[1]
        elif found := _COMMENT.match(line):
            said[table, found["key"]] = found["said"].strip().capitalize()
    return said
