"""Each page carries the style that it can use, and its script."""

import re

import brotli
import pytest

from plugins.scripts import script
from plugins.style_parts import names_asked
from plugins.style_rules import Stylesheet
from plugins.stylesheet import read_stylesheet, style_of
from tests.builders import ROOT

THEME = ROOT / "theme"
WHOLE = read_stylesheet(THEME / "static" / "css").whole


def classes_of(style):
    """Every class that a rule of this style names."""
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", style)))


@pytest.mark.parametrize(
    ("selector", "names"),
    [
        (".a", {".a"}),
        (".b > .c", {".b", ".c"}),
        (".a:not(.b):hover::before", {".a"}),
        ("::before", set()),
        (".a > :first-child", {".a"}),
        (".a[open] + p", {".a", "p"}),
        (".a:nth-child(6n + 2) li:not(.b:not(.c))", {".a", "li"}),
        ('a[href^="http"]::after', {"a", "[href"}),
        ("#b [aria-current]:not(.button)", {"#b", "[aria-current"}),
    ],
)
def test_a_selector_asks_for_names_not_for_states(selector, names):
    """What hovers, opens or is generated is there when its element is there."""
    assert names_asked(selector) == names


@pytest.mark.parametrize(
    ("style", "page", "expected"),
    [
        (".a{x:y}.b:hover{x:y}", "<p class='a'>", ""),
        (".a{x:y}.b:hover{x:y}", '<p class="c b">', ".b:hover{x:y}"),
        (".a,.b{x:y}", '<p class="a">', ".a{x:y}"),
        ("h1,[hidden]{x:y}", "<p hidden>", "[hidden]{x:y}"),
        ("@media print{.a{x:y}}", "<p>", ""),
        ("@layer b{@media print{.a{x:y}p{x:z}}}", "<p>", "@layer b{@media print{p{x:z}}}"),
        ("@layer a,b;@page{margin:0}", "<p>", "@layer a,b;@page{margin:0}"),
        ("p{--a:var(--b);--b:1;--c:2;x:var(--a)}", "<p>", "p{--a:var(--b);--b:1;x:var(--a)}"),
        (":root{--a:1}.b{--a:2}p{x:y}", '<p class="b">', "p{x:y}"),
        ("@keyframes g{from{x:y}}p{x:g}", "<p>", "@keyframes g{from{x:y}}p{x:g}"),
        ("@keyframes g{from{x:y}}.a{x:g}p{x:y}", "<p>", "p{x:y}"),
    ],
)
def test_what_a_page_can_not_use_is_left_out(style, page, expected):
    """Rule by rule; and with them the properties and keyframes that only they used."""
    assert Stylesheet(style).for_page(page) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (":root{--a:var(--b);--b:1}p{x:var( --a ) var(--b)}", "p{x:1 1}"),
        ("@layer t{:root{--a:1}}@media print{p{x:y(var(--a),2)}}", "@media print{p{x:y(1,2)}}"),
        (":root{--a:1}p{--a:2;x:var(--a)}", ":root{--a:1}p{--a:2;x:var(--a)}"),
        ("@media print{:root{--a:1}}p{x:var(--a)}", "@media print{:root{--a:1}}p{x:var(--a)}"),
        (":root{--a:1}p{x:var(--a,2)}", ":root{--a:1}p{x:var(--a,2)}"),
        (":root{--a:1!important}p{x:var(--a)}", ":root{--a:1!important}p{x:var(--a)}"),
        (":root{--a:1}p{x:var(--ab)}", "p{x:var(--ab)}"),
        ("@layer t{@layer u{:root{--a:1}}}p{x:var(--a)}", "p{x:1}"),
        ("@layer t{@media a{:root{--a:1}}}p{x:var(--a)}", "@layer t{@media a{:root{--a:1}}}p{x:var(--a)}"),
        (":root{--a:var(--b);--b:var(--a)}p{x:var(--a)}", ":root{--a:var(--b);--b:var(--a)}p{x:var(--a)}"),
    ],
)
def test_what_is_the_same_everywhere_stands_where_it_is_used(style, expected):
    """A name stays when its value can differ: by element, by condition, or by what else is not set."""
    assert Stylesheet(style).for_page("<p>") == expected


def test_what_a_script_may_add_stays():
    """Every word of it may become a tag, a class or an attribute."""
    sheet = Stylesheet("mark{x:y}.failed{x:y}.a[data-ready]{x:y}[aria-invalid]{x:y}.b{x:y}")
    script = 'classList.toggle("failed"); dataset.ready = ""; createElement("mark"); set("aria-invalid")'
    found = sheet.for_page('<p class="a">', script)
    assert found == "mark{x:y}.failed{x:y}.a[data-ready]{x:y}[aria-invalid]{x:y}"


def test_a_style_that_can_not_be_cut_is_refused():
    """Nested rules and mistakes, by their line; never a style that is half there."""
    with pytest.raises(ValueError, match="line 2"):
        Stylesheet(".a {\n .b { x: y } }")


def test_files_join_by_name_after_the_order_of_the_layers(tmp_path):
    """Whatever their names are."""
    (tmp_path / "a.css").write_text("@layer base { p { color: red } }")
    (tmp_path / "layers.css").write_text("@layer reset, base;")
    assert read_stylesheet(tmp_path).whole == "@layer reset,base;@layer base{p{color:red}}"


@pytest.mark.parametrize("site", ["preview_site", "live_site"])
def test_no_class_of_a_page_goes_without_its_rules(site, request):
    """Whatever file has a rule for it."""
    for page in request.getfixturevalue(site).pages:
        used = {name for value in page.attributes("[class]", "class") for name in value.split()}
        (style,) = [node.text() for node in page.all("head > style")]
        alone = {name for name in classes_of(WHOLE) & used if f".{name}{{" in WHOLE}
        assert alone - classes_of(style) == set(), page.address


def test_every_page_has_the_layers_and_the_tokens(live_site):
    """The order of the layers first of all."""
    for page in live_site.pages:
        style = page.tree.css_first("head > style").text()
        assert style.startswith("@layer reset,tokens,base,layout,components,utilities;"), page.address
        for layer in ("reset", "tokens", "base", "layout", "utilities"):
            assert f"@layer {layer}{{" in style, page.address


def test_only_pages_with_fields_carry_their_style(live_site):
    """What most pages do not use weighs on none of them."""
    with_fields = [page.address for page in live_site.pages if ".field" in page.tree.head.html]
    assert with_fields == ["/contact/", "/zoeken/"]
    (contact,) = [page for page in live_site.pages if page.address == "/contact/"]
    for made_by_script in (".field-error", ".failed", "[aria-disabled"):
        assert made_by_script in contact.tree.head.html


def test_a_style_is_worked_out_once_for_pages_of_one_kind():
    """A thousand articles are a few kinds."""
    body = '<body><p class="lead">a</p></body>'
    assert style_of(THEME, body) is style_of(THEME, body.replace(">a<", ">b<"))


def test_the_endpoints_pages_find_the_whole_stylesheet(live_folder):
    """Under a name that stays, for pages that are not built here."""
    style = (live_folder / "theme" / "site.css").read_text(encoding="utf-8")
    assert style == WHOLE
    for used in (".field-code", ".contact-form", ".button", ".lead"):
        assert used in style


def test_a_script_stands_in_its_page(live_site):
    """Nothing more to fetch, and no script anywhere else."""
    found = {
        page.address: [node.text() for node in page.all("script[type=module]")] for page in live_site.pages
    }
    with_script = {address: scripts for address, scripts in found.items() if scripts}
    assert with_script == {
        "/contact/": [str(script(THEME / "static" / "js" / "contact.js"))],
        "/zoeken/": [str(script(THEME / "static" / "js" / "search.js"))],
    }


def test_a_script_that_would_end_its_element_is_refused(tmp_path):
    """Half of it would run and the rest be shown."""
    (tmp_path / "a.js").write_text('a("</SCRIPT>")')
    with pytest.raises(ValueError, match=r"a\.js"):
        script(tmp_path / "a.js")


def test_the_scripts_of_a_page_are_small(live_site):
    """At most 4 kB together, as they travel."""
    weights = {
        page.address: sum(
            len(brotli.compress(node.text().encode())) for node in page.all("script[type=module]")
        )
        for page in live_site.pages
    }
    assert weights["/contact/"] > 1000
    assert {address: weight for address, weight in weights.items() if weight > 4000} == {}
