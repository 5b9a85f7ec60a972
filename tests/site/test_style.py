"""Each page carries the style that it uses; scripts carry their content in their name."""

import re

import brotli
import pytest

from plugins.assets import address, fingerprinted
from plugins.stylesheet import component, read_components, selectors, stylesheet
from tests.builders import ROOT

CSS = ROOT / "theme" / "static" / "css"
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def classes_of(style):
    """Every class that a rule of this style names."""
    return {name for selector in selectors(style) for name in CLASS.findall(selector)}


@pytest.mark.parametrize(
    ("style", "found"),
    [
        (".a, .b > .c { x: y }", (".a", ".b > .c")),
        (".a:not(.b):hover::before { x: y }", (".a",)),
        (".a > :first-child, ::before { x: y }", (".a > *", "*")),
        ("@layer components { @media (min-width: 1rem) { .a { x: y } } }", (".a",)),
        ("/* .no { */ .a[open] + p { x: y } .a[open] + p { z: y }", (".a[open] + p",)),
        (".a:nth-child(6n + 2) li:not(.b:not(.c)) { x: y }", (".a li",)),
    ],
)
def test_selectors_ask_for_elements_not_for_states(style, found):
    """What hovers, opens or is generated is there when its element is there."""
    assert selectors(style) == found


def test_files_join_by_name_after_the_order_of_the_layers(tmp_path):
    """Whatever their names are."""
    (tmp_path / "a.css").write_text("@layer base { p { color: red } }")
    (tmp_path / "layers.css").write_text("@layer reset, base;")
    assert stylesheet(read_components(tmp_path)) == "@layer reset,base;@layer base{p{color:red}}"


def test_a_page_carries_the_components_that_it_uses():
    """And every layer that is not a component."""
    components = [
        component("layers.css", "@layer base, components;"),
        component("base.css", "@layer base { .gone { x: y } }"),
        component("a.css", "@layer components { .prose .a { x: a } .b:hover { x: b } }"),
        component("table.css", "@layer components { .prose table { x: t } }"),
    ]
    always = "@layer base,components;@layer base{.gone{x:y}}"
    a, table = "@layer components{.prose .a{x:a}.b:hover{x:b}}", "@layer components{.prose table{x:t}}"
    assert stylesheet(components, "<p class=prose>") == always
    assert stylesheet(components, "<p class=a>") == always
    assert stylesheet(components, "<p class=b>") == always + a
    assert stylesheet(components, "<div class=prose><table></table></div>") == always + table
    assert stylesheet(components) == always + a + table


@pytest.mark.parametrize("site", ["preview_site", "live_site"])
def test_no_class_of_a_page_goes_without_its_rules(site, request):
    """Whatever file has a rule for it."""
    styled = set().union(*(classes_of(each.style) for each in read_components(CSS)))
    for page in request.getfixturevalue(site).pages:
        used = {name for value in page.attributes("[class]", "class") for name in value.split()}
        (style,) = [node.text() for node in page.all("head > style")]
        assert (used & styled) - classes_of(style) == set(), page.address


def test_every_page_has_the_layers_and_the_tokens(live_site):
    """The order of the layers first of all."""
    for page in live_site.pages:
        style = page.tree.css_first("head > style").text()
        assert style.startswith("@layer reset,tokens,base,layout,components,utilities;"), page.address
        for layer in ("reset", "tokens", "base", "layout", "utilities"):
            assert f"@layer {layer}{{" in style, page.address


def test_only_pages_with_fields_carry_their_style(live_site):
    """What most pages do not use weighs on none of them."""
    with_fields = [page.address for page in live_site.pages if ".field-error" in page.tree.head.html]
    assert with_fields == ["/contact/", "/zoeken/"]


def test_the_endpoints_pages_find_the_whole_stylesheet(live_folder):
    """Under a name that stays, for pages that are not built here."""
    style = (live_folder / "theme" / "site.css").read_text(encoding="utf-8")
    assert style == stylesheet(read_components(CSS))
    for used in (".answer", ".contact-form", ".button", ".lead"):
        assert used in style


def test_a_name_holds_its_content(tmp_path):
    """Other content, other name: what was kept for a year is never stale."""
    assert fingerprinted("a.js", b"one") == "a.7692c3ad35.js"
    assert fingerprinted("a.js", b"two") != fingerprinted("a.js", b"one")
    (tmp_path / "a.js").write_bytes(b"one")
    assert address(tmp_path, "a.js") == "/theme/a.7692c3ad35.js"
    with pytest.raises(FileNotFoundError):
        address(tmp_path, "b.js")


def test_a_script_is_published_under_its_fingerprint_alone(live_site, live_folder):
    """The page asks for the file that is there."""
    scripts = {src for page in live_site.pages for src in page.attributes("script[src]", "src")}
    for script, name in zip(sorted(scripts), ("contact.js", "search.js"), strict=True):
        content = (live_folder / script.lstrip("/")).read_bytes()
        assert script == f"/theme/{fingerprinted(name, content)}"
        assert not (live_folder / "theme" / name).exists()


def test_the_scripts_of_a_page_are_small(live_site, live_folder):
    """At most 4 kB together, as they travel."""
    weights = {
        page.address: sum(
            len(brotli.compress((live_folder / script.lstrip("/")).read_bytes()))
            for script in page.attributes("script[src]", "src")
        )
        for page in live_site.pages
    }
    assert weights["/contact/"] > 1000
    assert {address: weight for address, weight in weights.items() if weight > 4000} == {}
