"""What a coach or a developer may do to a site between two builds, one small thing at a time."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.builders import ROOT, practice_text
from tests.site import photos
from tests.site.edited_site import ARTICLE, SETTINGS

FIRST = 5
CATEGORIES = ("Hechting", "Opvoeden", "Jezelf als ouder", "Nieuw thema")
TAGS = ("peuters", "pubers", "rust", "school")
TEMPLATES = ("base.html", "article.html", "partials/article-row.html", "home.html", "macros/picture.html")
TEMPLATES += ("machine/feed.xml", "listing.html", "partials/footer.html")
# What a process that lives on does not see: it is started again.
OUTSIDE = frozenset({"setting", "practice"})


@dataclass(frozen=True)
class Edit:
    """`kind` is a method of Site; `which` chooses among what there is, `value` among what it may become."""

    kind: str
    which: int
    value: int


class Site:
    """A small site with the real theme and settings. `touched` are the files that the last edit changed."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.content = self.folder / "content"
        self.touched = []
        self._before = {}

    def reset(self):
        """As it is at first."""
        for name in ("content", "theme"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(ROOT / "theme", self.folder / "theme")
        for name in ("paginas", "diensten", "extra"):
            shutil.copytree(ROOT / "content" / name, self.content / name)
        (self.content / "artikelen").mkdir()
        for number in range(FIRST):
            self.new(number, number)
        (self.content / "afbeeldingen").mkdir()
        self._write("content/afbeeldingen/tafel.png", photos.a_png((300, 200)))
        self._write("content/verhuisd.txt", "/oud/ → /over/\n")
        self._write("praktijk.toml", practice_text(email='"hallo@praktijk-test.nl"'))
        self._write("settings.py", SETTINGS)
        self.settle()

    def apply(self, edit):
        """Do one thing; the files that it changed."""
        self.touched = []
        getattr(self, edit.kind)(edit.which, edit.value)
        return self.touched

    def settle(self):
        """As it is now, it is well."""
        self._before = {}

    def undo(self):
        """All as it was when it was last well; the files that this changed."""
        before, self._before, self.touched = self._before, {}, []
        for path, data in before.items():
            self._remove(path) if data is None else self._save(path, data)
        self.settle()
        return self.touched

    def new(self, which, value):
        """Another article."""
        number = 0
        while (path := self.content / "artikelen" / f"artikel-{number}.md").exists():
            number += 1
        text = ARTICLE.format(
            number=number,
            month=number % 9 + 1,
            category=CATEGORIES[value % len(CATEGORIES)],
            tag=TAGS[which % len(TAGS)],
            other=(number + which) % FIRST,
        )
        self._save(path, text)

    def body(self, which, value):
        """More text, and now and then a heading, a link to a page or a link that leads nowhere."""
        more = (
            f"Zin {value} met “woorden”.",
            f"## Kop {value}",
            "Lees [verder]({filename}/paginas/over.md).",
            "Lees [niets]({filename}/artikelen/weg.md).",
            "Lees [het derde]({filename}/artikelen/artikel-2.md).",
            "woord " * 150,
        )
        self._append(self._text(which), f"\n{more[value % len(more)]}\n")

    def title(self, which, value):
        """Another title."""
        self._head(which, "title", f'"Titel {value}"')

    def date(self, which, value):
        """Another day, and now and then one to come."""
        self._head(which, "date", ("2026-01-02", "2026-05-05", "2025-12-31", "2031-01-01")[value % 4])

    def tag(self, which, value):
        """Another subject, two, or none."""
        self._head(which, "tags", ("[peuters]", "[rust, school]", "[]", "[eigen]")[value % 4])

    def category(self, which, value):
        """Another theme."""
        self._head(which, "category", CATEGORIES[value % len(CATEGORIES)])

    def slug(self, which, value):
        """Another address; a taken one fails the build."""
        self._head(which, "slug", f"adres-{value % 6}")

    def status(self, which, value):
        """A draft, or published again."""
        self._head(which, "status", ("draft", "published", "concept")[value % 3])

    def featured(self, which, value):
        """On the home page, or not."""
        self._head(which, "featured", ("true", "false")[value % 2])

    def header(self, which, value):
        """Spoiled, so that it can't be read; or mended."""
        path = self._text(which)
        text = path.read_text(encoding="utf-8")
        spoiled = text.replace("description: ", "description: [", 1)
        self._save(path, spoiled if value % 2 else text.replace("description: [", "description: "))

    def delete(self, which, value):
        """A text less."""
        if len(list((self.content / "artikelen").iterdir())) > 1:
            self._remove(self._text(which, articles=True))

    def rename(self, which, value):
        """The same text under another name of file."""
        path = self._text(which, articles=True)
        target = path.with_name(f"hernoemd-{value}.md")
        if target != path:
            self._save(target, path.read_bytes())
            self._remove(path)

    def image(self, which, value):
        """Another photo under the same name; shown in a text, twice, or nowhere to be found."""
        if value % 3 == 0:
            self._write("content/afbeeldingen/tafel.png", photos.a_png((300 + which % 5, 200)))
            return
        name = "tafel.png" if value % 3 == 1 else ("tafel.png", "tafel.png", "weg.png")[which % 3]
        shown = f'\n![Een "tafel"]({{static}}/afbeeldingen/{name} "Een bijschrift")\n'
        self._append(self._text(which), shown)

    def template(self, which, value):
        """A line more in a template, or a mistake in it."""
        path = self.folder / "theme" / "templates" / TEMPLATES[which % len(TEMPLATES)]
        text = path.read_text(encoding="utf-8").replace("{{ nergens }}", "")
        if value % 5 == 0:
            text += "{{ nergens }}"
        elif value % 2:
            text = re.sub(r"<(p|li|h1|main|article|entry|svg)\b", rf'<\1 data-a="{value}"', text, count=1)
        self._save(path, text)

    def style(self, which, value):
        """Another rule in the style, or another script."""
        kind = ("css/tokens.css", "js/search.js")[which % 2]
        rule = f"\n/* {value} */\n" if which % 3 else f"\n@layer base {{ p {{ orphans: {value + 2} }} }}\n"
        self._append(self.folder / "theme" / "static" / kind, rule)

    def icon(self, which, value):
        """Another drawing."""
        path = self.content / "extra" / "favicon.svg"
        text = path.read_text(encoding="utf-8")
        self._save(path, re.sub("<svg (data-[^ ]* )?", f'<svg data-a="{value}" ', text, count=1))

    def moved(self, which, value):
        """An address that sends on, or none."""
        self._write("content/verhuisd.txt", f"/oud-{value}/ → /over/\n" if value % 3 else "")

    def setting(self, which, value):
        """Another number of articles on a page, another name, no drafts, another way to read notes."""
        more = (
            f"DEFAULT_PAGINATION = {value % 3 + 2}",
            f"SITENAME = 'Nabij {value}'",
            "PREVIEW = False",
            "MARKDOWN['extension_configs']['markdown.extensions.extra'] = {}",
        )[which % 4]
        self._write("settings.py", f"{SETTINGS}\n{more}\n")

    def practice(self, which, value):
        """Another line about the practice."""
        self._write(
            "praktijk.toml", practice_text(telefoon=f'"06 12 34 56 {value % 90 + 10}"', email='"a@b.nl"')
        )

    def touch(self, which, value):
        """The same bytes, saved again."""
        path = self._text(which)
        self._save(path, path.read_bytes())

    def _text(self, which, articles=False):
        places = ("artikelen",) if articles else ("artikelen", "artikelen", "paginas", "diensten")
        paths = sorted(self.content.joinpath(places[which % len(places)]).glob("*.md"))
        return paths[which % len(paths)]

    def _head(self, which, key, value):
        path = self._text(which, articles=True)
        text = path.read_text(encoding="utf-8")
        line = f"{key}: {value}"
        changed, count = re.subn(rf"^{key}:.*$", lambda _: line, text, count=1, flags=re.MULTILINE)
        self._save(path, changed if count else text.replace("---\n", f"---\n{line}\n", 1))

    def _append(self, path, text):
        self._save(path, path.read_text(encoding="utf-8") + text)

    def _write(self, name, content):
        self._save(self.folder / name, content)

    def _save(self, path, content):
        self._note(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def _remove(self, path):
        self._note(path)
        path.unlink()

    def _note(self, path):
        self._before.setdefault(path, path.read_bytes() if path.exists() else None)
        self.touched.append(path)


_APART = ("reset", "apply", "settle", "undo")
KINDS = tuple(name for name in vars(Site) if not name.startswith("_") and name not in _APART)
