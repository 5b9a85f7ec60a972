"""What a host is told to send with each page."""

import gzip
import json
import socket
from urllib.parse import urlsplit

import brotli
import pytest

from tasks.hosting.compressed import compress
from tasks.hosting.headers import LONGEST_LINE, MOST_RULES, Rule, read_rules
from tasks.hosting.policy import WIDENED, policy, source_of
from tests.builders import a_practice
from tests.observatory import parse_policy, score
from tests.servers import serving
from tests.site.pages import file_at, parse
from tests.static_host import StaticHost, headers_for, parse_headers

CAPTCHA = ["https://hcaptcha.com", "https://*.hcaptcha.com"]
ENDPOINT = "https://contact.praktijk-test.nl"
HASH = "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"
RULES = source_of("rules")
CLOSED = {
    "default-src": ["'none'"],
    "style-src": [HASH],
    "script-src": [RULES],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
}


@pytest.fixture(scope="module")
def rules(live_folder):
    """The rules as a host reads them."""
    return parse_headers((live_folder / "_headers").read_text(encoding="utf-8"))


def a_site(folder, *addresses, style=""):
    """Pages at these addresses, with this style or one of their own each."""
    for number, address in enumerate(addresses):
        path = file_at(folder, address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<style>{style or number}</style>")
    return folder


def paths(rules):
    return [rule.path for rule in rules]


def test_a_style_is_allowed_by_its_hash():
    """As CSP 3 has it: base64 of the SHA-256 of what is between the tags."""
    assert source_of("abc") == HASH


@pytest.mark.parametrize(
    ("address", "changes"),
    [
        ("/", {"manifest-src": ["'self'"]}),
        ("/contact/bedankt/", {}),
        ("/zoeken/", {"script-src": ["'self'", "'wasm-unsafe-eval'", RULES]}),
        (
            "/contact/",
            {
                "style-src": [HASH, *CAPTCHA],
                "connect-src": ["'self'", ENDPOINT, *CAPTCHA],
                "script-src": [RULES, *CAPTCHA],
                "frame-src": CAPTCHA,
                "form-action": ["'self'", ENDPOINT],
            },
        ),
    ],
)
def test_a_policy_denies_what_its_page_does_not_need(tmp_path, address, changes):
    """Only contact and search may do more than the others."""
    assert parse_policy(policy(address, {HASH}, {RULES}, a_practice(tmp_path))) == CLOSED | changes


def test_a_page_has_its_own_rule_until_there_are_too_many(tmp_path):
    """Then a section is one rule, with every style in it; a page that may do more keeps its own."""
    few = ["/", "/a/", "/a/b/", "/contact/", "/contact/bedankt/", "/over/", "/404.html"]
    a_site(tmp_path, *few)
    found = read_rules(tmp_path, a_practice(tmp_path.parent))
    assert paths(found) == ["/*", *sorted(few)]
    same = [f"/a/c/{number}/" for number in range(MOST_RULES)]
    a_site(tmp_path, *same, style="same")
    found = read_rules(tmp_path, a_practice(tmp_path.parent))
    assert paths(found) == ["/*", "/", "/404.html", "/a/*", "/contact/", "/contact/bedankt/", "/over/"]
    section = parse_policy(found[3].headers["Content-Security-Policy"])
    assert section["style-src"] == sorted(map(source_of, ("1", "2", "same")))


def test_a_feed_may_use_the_stylesheet_beside_it(tmp_path):
    """And nothing that is inline."""
    a_site(tmp_path, "/a/")
    (tmp_path / "a" / "feed.xml").write_text("<feed/>")
    _, _, feed = read_rules(tmp_path, a_practice(tmp_path.parent))
    found = parse_policy(feed.headers["Content-Security-Policy"])
    assert (feed.path, found["style-src"], found["script-src"]) == ("/a/feed.xml", ["'self'"], ["'none'"])


def test_a_section_with_too_many_styles_for_a_line_is_named_page_by_page(tmp_path):
    """A line that is too long would be dropped by the host."""
    addresses = [f"/a/{number}/" for number in range(MOST_RULES)]
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
        assert [source_of(node.text()) for node in page.all("style")] == allowed[:1], page.address
        matching = [name for rule in rules if headers_for([rule], page.address) for name, _ in rule[1]]
        assert len(matching) == len(set(matching)), page.address


def test_only_contact_and_search_may_run_script(live_site, rules):
    """Everywhere else there is nothing to run: the one thing in `<script>` that a policy allows is data."""
    for page in live_site.pages:
        found = parse_policy(headers_for(rules, page.address)["Content-Security-Policy"])["script-src"]
        (speculation,) = page.all('script[type="speculationrules"]')
        others = [source for source in found if source != source_of(speculation.text())]
        assert bool(others) == (page.address in WIDENED), page.address


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


def test_own_pages_are_prepared_before_they_are_asked_for(live_site):
    """Not the page of thanks, and no file."""
    for page in live_site.pages:
        (speculation,) = json.loads(page.all('script[type="speculationrules"]')[0].text())["prerender"]
        assert speculation == {
            "where": {
                "and": [{"href_matches": "/*"}, {"not": {"href_matches": ["/contact/bedankt/*", "/*.*"]}}]
            },
            "eagerness": "moderate",
        }


def test_compressed_copies_hold_the_file(live_folder):
    """Each page and the stylesheet has both, smaller and whole."""
    for path in [
        *live_folder.rglob("*.html"),
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


def test_every_page_is_one_round_trip(live_site, live_folder):
    """At most 14,600 bytes on the wire (HTTP/1.1, brotli), its style, its icon and all headers included.

    That is what fits in the ten packets that may go before the first answer (RFC 6928).
    """
    with serving(StaticHost(live_folder)) as host:
        weights = {page.address: len(answer(host, page.address)) for page in live_site.pages}
    assert {address: weight for address, weight in weights.items() if weight > 14_600} == {}
    asked = {
        page.address: page.attributes("link[rel~=icon], link[rel=stylesheet]", "href")
        for page in live_site.pages
    }
    home = asked.pop("/")
    assert home == ["/favicon.svg"]
    assert {href.partition(",")[0] for found in asked.values() for href in found} == {"data:image/svg+xml"}


def answer(host, address):
    """All bytes of an answer, as they come."""
    parts = urlsplit(host)
    request = f"GET {address} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n"
    with socket.create_connection((parts.hostname, parts.port)) as connection:
        connection.sendall(request.encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))
