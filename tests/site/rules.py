"""The rules that a built site must meet: pure functions from a page, or all pages, to problems in Dutch.

`make publish` shows the problems to the coach, so each says what is wrong and where. All are gathered.
"""

import re
from collections import Counter, defaultdict
from urllib.parse import unquote, urlsplit

from tests.site.pages import read_site
from tests.site.safety_rules import nothing_from_elsewhere, nothing_inline

_MARK = re.compile(r"\{(?:filename|static|attach|tag|category)\}|\{\{|\{%|\]\(|:::|!!! ")
_DESCRIPTION_LENGTH = range(50, 171)


def one_h1(page):
    """WCAG 2.4.6: exactly one main heading, with text in it."""
    headings = [node.text(strip=True) for node in page.all("h1")]
    if len(headings) != 1 or not headings[0]:
        return [f"heeft {len(headings)} hoofdkoppen (h1); één met tekst is goed"]
    return []


def headings_in_order(page):
    """WCAG 1.3.1: no level is skipped on the way down."""
    problems, before = [], 0
    for node in page.all("h1, h2, h3, h4, h5, h6"):
        level = int(node.tag[1])
        if level > before + 1:
            problems.append(f"kop “{node.text(strip=True)}” is h{level}, maar ervoor staat geen h{level - 1}")
        before = level
    return problems


def language(page):
    """WCAG 3.1.1: the page says that it is Dutch."""
    return [] if page.attributes("html", "lang") == ["nl"] else ["zegt niet dat de taal Nederlands is"]


def title(page):
    """WCAG 2.4.2: a title."""
    found = [node.text(strip=True) for node in page.all("head > title")]
    return [] if len(found) == 1 and found[0] else ["heeft geen titel voor het browservenster"]


def description(page):
    """A description of a length that a search result shows."""
    found = page.attributes('meta[name="description"]', "content")
    if len(found) != 1 or not found[0].strip():
        return ["heeft geen omschrijving (description)"]
    if len(found[0]) not in _DESCRIPTION_LENGTH:
        return [f"de omschrijving telt {len(found[0])} tekens; 50 tot 170 is goed"]
    return []


def images_described(page):
    """WCAG 1.1.1: every image has an alt, an empty one for decoration; every drawing is named or hidden."""
    problems = [
        f"afbeelding {node.attributes.get('src')} heeft geen alt"
        for node in page.all("img")
        if "alt" not in node.attributes
    ]
    unnamed = page.all('svg:not([aria-hidden="true"]):not([role="img"][aria-label]):not([aria-labelledby])')
    return problems + ["een tekening heeft geen naam en is niet als versiering gemerkt"] * len(unnamed)


def images_sized(page):
    """No layout shift: every image states its width and height."""
    return [
        f"afbeelding {node.attributes.get('src')} heeft geen width of height"
        for node in page.all("img")
        if not {"width", "height"} <= node.attributes.keys()
    ]


def ids_unique(page):
    """An id names one element, or labels and links go astray."""
    counts = defaultdict(int)
    for value in page.attributes("[id]", "id"):
        counts[value] += 1
    return [f"id “{value}” komt {count} keer voor" for value, count in counts.items() if count > 1]


def links_have_text(page):
    """WCAG 2.4.4: every link says where it goes."""
    return [
        f"link naar {node.attributes.get('href')} heeft geen tekst"
        for node in page.all("a[href]")
        if not node.text(strip=True) and not node.attributes.get("aria-label")
    ]


def controls_labelled(page):
    """WCAG 3.3.2: every field has a label."""
    labelled = set(page.attributes("label[for]", "for"))
    return [
        f"veld {node.attributes.get('name')} heeft geen label"
        for node in page.all("input:not([type=hidden]), select, textarea")
        if node.attributes.get("id") not in labelled and not _inside_label(node)
    ]


def references_exist(page):
    """aria-labelledby, aria-describedby and for name elements that are there."""
    ids = set(page.attributes("[id]", "id"))
    named = [
        (name, value)
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for")
        for values in page.attributes(f"[{name}]", name)
        for value in values.split()
    ]
    return [f"{name} wijst naar “{value}”, dat er niet is" for name, value in named if value not in ids]


def nothing_left_over(page):
    """No mark of Pelican, Jinja or Markdown that was not understood; code and script have them on purpose."""
    marks = Counter(_MARK.findall(page.tree.body.text() if page.tree.body else ""))
    for code in page.all("code, script"):
        marks -= Counter(_MARK.findall(code.text()))
    return [f"laat een opmaakteken zien: {mark}" for mark in marks]


def unique(name, selector, attribute=None):
    """A rule: what `selector` gives differs on every page."""

    def rule(site):
        found = defaultdict(list)
        for page in site.pages:
            values = (
                page.attributes(selector, attribute)
                if attribute
                else [node.text(strip=True) for node in page.all(selector)]
            )
            for value in values[:1]:
                found[value].append(page.address)
        return [
            f"{', '.join(addresses)}: dezelfde {name}: “{value}”"
            for value, addresses in found.items()
            if len(addresses) > 1
        ]

    return rule


def links_resolve(site):
    """Every link within the site leads to a page or file that is there, every anchor to an id."""
    ids = {page.address: set(page.attributes("[id]", "id")) for page in site.pages}
    problems = []
    for page in site.pages:
        targets = page.attributes("a[href], link[href]", "href") + page.attributes("[src]", "src")
        targets += [
            part.split()[0] for value in page.attributes("[srcset]", "srcset") for part in value.split(",")
        ]
        for target in dict.fromkeys(targets):
            problem = _broken(target, page, site, ids)
            if problem:
                problems.append(f"{page.address}: {problem}")
    return problems


PAGE_RULES = (
    one_h1,
    headings_in_order,
    language,
    title,
    description,
    images_described,
    images_sized,
    nothing_from_elsewhere,
    nothing_inline,
    ids_unique,
    links_have_text,
    controls_labelled,
    references_exist,
    nothing_left_over,
)
SITE_RULES = (
    unique("titel", "head > title"),
    unique("omschrijving", 'meta[name="description"]', "content"),
    links_resolve,
)


def problems_of_site(folder):
    """Every problem of the site in `folder`, as lines that name the page."""
    site = read_site(folder)
    problems = [
        f"{page.address}: {problem}" for page in site.pages for rule in PAGE_RULES for problem in rule(page)
    ]
    return problems + [problem for rule in SITE_RULES for problem in rule(site)]


def _broken(target, page, site, ids):
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    address = unquote(parts.path) or page.address
    if not address.startswith("/"):
        return f"link {target} begint niet met /"
    if address not in site.addresses:
        return f"link {target} leidt nergens heen"
    anchor = unquote(parts.fragment)
    if anchor and address in ids and anchor not in ids[address]:
        return f"link {target}: dat anker is er niet"
    return None


def _inside_label(node):
    while node := node.parent:
        if node.tag == "label":
            return True
    return False
