"""Rules about what a page fetches and runs: nothing unasked, nothing that the security policy forbids."""

import re

# What a browser fetches by itself while it shows a page.
_FETCHED = (
    (
        "script[src], img[src], iframe[src], embed[src], audio[src], video[src], source[src], track[src]",
        "src",
    ),
    ("img[srcset], source[srcset]", "srcset"),
    ("video[poster]", "poster"),
    ("object[data]", "data"),
    ("link:not([rel=canonical]):not([rel=alternate])[href]", "href"),
    ("image[href], use[href]", "href"),
)
_ABSOLUTE = re.compile(r"(?:https?:)?//[^\s,)\"']+")
# No browser runs these.
_DATA_BLOCKS = ("application/ld+json", "speculationrules")
_OF_THE_THEME = 'body > script[type="module"]'


def nothing_from_elsewhere(page):
    """Nothing is fetched from another host before the visitor asks for it."""
    fetched = [value for selector, name in _FETCHED for value in page.attributes(selector, name)]
    # What an address holds itself is not fetched, whatever names it has in it.
    fetched = [value for value in fetched if not value.startswith("data:")]
    styles = [node.text() for node in page.all("style")] + page.attributes("[style]", "style")
    addresses = [address for value in fetched for address in _ABSOLUTE.findall(value)]
    addresses += [
        address
        for style in styles
        for url in re.findall(r"url\(([^)]*)\)|@import\s+([^;]+)", style)
        for address in _ABSOLUTE.findall("".join(url))
    ]
    return [f"haalt iets op bij een ander: {address}" for address in addresses]


def nothing_inline(page):
    """A policy allows the style in the head, the theme’s script at the end of the body, and nothing else."""
    problems = [
        f"heeft opmaak in een style-attribuut: {value}" for value in page.attributes("[style]", "style")
    ]
    problems += ["heeft opmaak buiten de kop van de pagina"] * len(page.all("body style"))
    problems += [
        "heeft een script in de pagina zelf"
        for node in page.all("script:not([src])")
        if node.attributes.get("type") not in _DATA_BLOCKS and node not in page.all(_OF_THE_THEME)
    ]
    return problems + [
        f"heeft een script in het attribuut {name}"
        for node in page.all("*")
        for name in node.attributes
        if name.startswith("on")
    ]
