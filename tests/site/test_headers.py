"""What a host is told to send with each page."""

import gzip
import json

import brotli
import pytest

from tasks.hosting.compressed import compress
from tasks.hosting.headers import LONGEST_LINE, MOST_RULES, Rule, read_rules
from tasks.hosting.policy import policy, style_hash
from tests.builders import a_practice
from tests.observatory import parse_policy, score
from tests.site.pages import parse
from tests.static_host import headers_for, parse_headers

CAPTCHA = ["https://hcaptcha.com", "https://*.hcaptcha.com"]
ENDPOINT = "https://contact.praktijk-test.nl"
HASH = "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"
CLOSED = {
    "default-src": ["'none'"],
    "style-src": [HASH],
    "img-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
}


@pytest.fixture(scope="module")
def rules(live_folder):
    """The rules as a host reads them."""
    return parse_headers((live_folder / "_headers").read_text(encoding="utf-8"))


def a_site(folder, *addresses):
    """Pages at these addresses, with a style of their own each."""
    for number, address in enumerate(addresses):
        path = folder / (address.lstrip("/") + ("index.html" if address.endswith("/") else ""))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<style>{number}</style>")
    return folder


def paths(rules):
    return [rule.path for rule in rules]


def test_a_style_is_allowed_by_its_hash():
    """As CSP 3 has it: base64 of the SHA-256 of what is between the tags."""
    assert style_hash("abc") == HASH


@pytest.mark.parametrize(
    ("address", "changes"),
    [
        ("/", {}),
        ("/contact/bedankt/", {}),
        ("/zoeken/", {"script-src": ["'self'", "'wasm-unsafe-eval'"]}),
        (
            "/contact/",
            {
                "style-src": [HASH, *CAPTCHA],
                "connect-src": ["'self'", ENDPOINT, *CAPTCHA],
                "script-src": ["'self'", *CAPTCHA],
                "frame-src": CAPTCHA,
                "form-action": ["'self'", ENDPOINT],
            },
        ),
    ],
)
def test_a_policy_denies_what_its_page_does_not_need(tmp_path, address, changes):
    """Only contact and search may do more than the others."""
    assert parse_policy(policy(address, {HASH}, a_practice(tmp_path))) == CLOSED | changes


def test_a_section_is_one_rule_and_a_widened_page_is_its_own(tmp_path):
    """Hosts limit the number of rules; a policy covers every style of its section and no more."""
    a_site(tmp_path, "/", "/a/", "/a/b/", "/a/c/d/", "/contact/", "/contact/bedankt/", "/over/", "/404.html")
    found = read_rules(tmp_path, a_practice(tmp_path.parent))
    pages = ["/", "/404.html", "/a/*", "/contact/", "/contact/bedankt/", "/over/"]
    assert paths(found) == ["/*", *pages]
    section = parse_policy(found[3].headers["Content-Security-Policy"])
    assert section["style-src"] == sorted(style_hash(number) for number in "123")


def test_a_section_with_a_stylesheet_of_its_own_may_use_it(tmp_path):
    """A feed is held to the same policy as the pages beside it."""
    a_site(tmp_path, "/a/", "/a/b/")
    (tmp_path / "a" / "feed.css").write_text("feed {}")
    _, section = read_rules(tmp_path, a_practice(tmp_path.parent))
    allowed = parse_policy(section.headers["Content-Security-Policy"])["style-src"]
    assert (section.path, allowed) == ("/a/*", sorted(["'self'", style_hash("0"), style_hash("1")]))


def test_a_section_with_too_many_styles_for_a_line_is_named_page_by_page(tmp_path):
    """A line that is too long would be dropped by the host."""
    addresses = [f"/a/{number}/" for number in range(40)]
    found = read_rules(a_site(tmp_path, *addresses), a_practice(tmp_path.parent))
    assert paths(found) == ["/*", *sorted(addresses)]


def test_what_carries_its_content_in_its_name_is_kept_for_a_year(tmp_path):
    """The rest is asked for again, and the endpoint's stylesheet after an hour."""
    for name in (
        "theme/a.0123456789.js",
        "theme/site.css",
        "beeld/b.0123456789.avif",
        "beeld/c.abcdef0123.avif",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    year = {"Cache-Control": "public, max-age=31536000, immutable"}
    assert read_rules(tmp_path, a_practice(tmp_path.parent))[1:] == (
        Rule("/beeld/*", year),
        Rule("/theme/a.0123456789.js", year),
        Rule("/theme/site.css", {"Cache-Control": "public, max-age=3600"}),
    )


def test_every_page_has_exactly_one_policy_that_allows_its_style(live_site, rules):
    """And no header of it is set by two rules."""
    for page in live_site.pages:
        found = headers_for(rules, page.address)
        allowed = parse_policy(found["Content-Security-Policy"])["style-src"]
        assert {style_hash(node.text()) for node in page.all("style")} <= set(allowed), page.address
        matching = [name for rule in rules if headers_for([rule], page.address) for name, _ in rule[1]]
        assert len(matching) == len(set(matching)), page.address


def test_only_contact_and_search_may_run_script(live_site, rules):
    """Everywhere else there is nothing to run."""
    policies = {
        page.address: parse_policy(headers_for(rules, page.address)["Content-Security-Policy"])
        for page in live_site.pages
    }
    assert {address for address, found in policies.items() if "script-src" in found} == {
        "/contact/",
        "/zoeken/",
    }


def test_every_page_scores_130_in_the_observatory(live_site, rules):
    """An A+ on Mozilla's scale, without being on the preload list."""
    scores = {page.address: score(headers_for(rules, page.address), page) for page in live_site.pages}
    assert {address: found for address, found in scores.items() if found < 130} == {}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 130),
        ({"Content-Security-Policy": ""}, 90),
        ({"Content-Security-Policy": "default-src 'none', default-src 'none'"}, 90),
        ({"Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'"}, 125),
        ({"Content-Security-Policy": "style-src 'unsafe-inline'; frame-ancestors 'none'"}, 100),
        ({"Strict-Transport-Security": "max-age=60"}, 120),
        ({"X-Content-Type-Options": ""}, 125),
        ({"Referrer-Policy": "unsafe-url"}, 120),
        ({"Cross-Origin-Resource-Policy": "cross-origin"}, 120),
    ],
)
def test_the_score_falls_with_each_header(rules, change, expected):
    """So that the test above can fail."""
    assert score(headers_for(rules, "/") | change, parse("<p>")) == expected


def test_the_rules_are_within_the_limits_of_hosts(live_folder, rules):
    """Cloudflare Pages takes 100 rules and lines of 2,000 characters."""
    lines = (live_folder / "_headers").read_text(encoding="utf-8").splitlines()
    assert len(rules) <= MOST_RULES
    assert max(map(len, lines)) <= LONGEST_LINE


def test_own_pages_are_prepared_before_they_are_asked_for(live_folder, rules):
    """By a file that every page names; not the page of thanks, and no file."""
    named = headers_for(rules, "/over/")["Speculation-Rules"].strip('"')
    assert headers_for(rules, named)["Content-Type"] == "application/speculationrules+json"
    (speculation,) = json.loads((live_folder / named.lstrip("/")).read_bytes())["prerender"]
    assert speculation["eagerness"] == "moderate"
    assert {"not": {"href_matches": "/contact/bedankt/*"}} in speculation["where"]["and"]


def test_compressed_copies_hold_the_file(live_folder):
    """Each page and script has both, smaller and whole."""
    for path in [
        *live_folder.rglob("*.html"),
        *live_folder.rglob("*.js"),
        live_folder / "theme" / "site.css",
    ]:
        content = path.read_bytes()
        br, gz = (path.with_name(path.name + suffix).read_bytes() for suffix in (".br", ".gz"))
        assert brotli.decompress(br) == gzip.decompress(gz) == content
        assert len(br) < len(gz) < len(content)


def test_copies_are_the_same_bytes_each_time_and_never_larger(tmp_path):
    """No time is in them; what does not shrink, or is no text, has none."""
    for name, content in (
        ("a.html", b"a" * 99),
        ("b.txt", b"b"),
        ("c.png", b"c" * 99),
        ("_headers", b"d" * 99),
    ):
        (tmp_path / name).write_bytes(content)
    compress(tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    compress(tmp_path)
    assert first == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(first) == ["_headers", "a.html", "a.html.br", "a.html.gz", "b.txt", "c.png"]
    assert first["a.html.gz"][4:8] == b"\0\0\0\0"


def test_the_main_page_of_reading_is_one_round_trip(live_folder):
    """At most 14,600 bytes, style included: what fits in ten packets before the first answer."""
    for path in live_folder.rglob("index.html.br"):
        assert path.stat().st_size <= 14_600, path
