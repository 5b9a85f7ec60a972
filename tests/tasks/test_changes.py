"""What a publication changes, said page by page."""

from tasks.changes import Changes, changes, rows, summary


def a_site(folder, **pages):
    for name, text in pages.items():
        path = folder / name.replace("__", "/") / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_pages_are_compared_by_address(tmp_path):
    """New, changed and gone; what stayed the same is not mentioned."""
    before = a_site(tmp_path / "a", over="x", weg="x", anders="x")
    after = a_site(tmp_path / "b", over="x", anders="y", artikelen__nieuw="x")
    found = changes(before, after)
    assert found == Changes(new=("/artikelen/nieuw/",), changed=("/anders/",), gone=("/weg/",))
    assert summary(found) == (
        "  Nieuw      /artikelen/nieuw/\n"
        "  Gewijzigd  /anders/\n"
        "  Verdwenen  /weg/\n"
        "Is een verdwenen pagina verhuisd? Zet het oude en het nieuwe adres in content/verhuisd.txt."
    )


def test_the_first_publication_is_all_new(tmp_path):
    """And one without a change says so; a long list is cut."""
    after = a_site(tmp_path / "b", **{f"p{number:02}": "x" for number in range(15)})
    found = changes(tmp_path / "a", after)
    assert len(found.new) == 15
    assert summary(found).endswith("en nog 3 pagina’s")
    assert summary(changes(after, after)) == "Er is niets veranderd."


def test_a_page_that_sends_on_is_no_page(tmp_path):
    """Its old address is neither new nor gone for good."""
    before = a_site(tmp_path / "a", oud="x")
    after = a_site(tmp_path / "b", oud="sends on", nieuw="x")
    (after / "_redirects").write_text("/oud/ /nieuw/ 301\n")
    assert changes(before, after).new == ("/nieuw/",)


def test_of_each_kind_a_few_pages_are_named():
    """And how many more there are, in the right number."""
    found = Changes(new=("/a/", "/b/", "/c/"), changed=("/d/", "/e/", "/f/", "/g/"), gone=("/h/",))
    assert rows(found, 2) == [
        *(("Nieuw", "/a/"), ("Nieuw", "/b/"), ("Nieuw", "en nog 1 pagina")),
        *(("Gewijzigd", "/d/"), ("Gewijzigd", "/e/"), ("Gewijzigd", "en nog 2 pagina’s")),
        ("Verdwenen", "/h/"),
    ]
