"""Our Pelican plugins: their logic on text, and one tiny real site."""

import pytest

from plugins import dutch, outline, questions
from tests.site.tiny import TinySite


@pytest.mark.parametrize(
    ("amount", "said"), [(95, "€\xa095"), (92.5, "€\xa092,50"), (1250, "€\xa01.250"), (0.99, "€\xa00,99")]
)
def test_amounts_are_dutch(amount, said):
    """A comma, a point for thousands, and no break after the sign."""
    assert dutch.euros(amount) == said


def test_minutes_have_their_noun():
    """One is not many."""
    assert [dutch.minutes(count) for count in (1, 14)] == ["1 minuut", "14 minuten"]


def test_an_outline_is_the_second_level():
    """Plain text with entities resolved; a heading without an id can't be jumped to."""
    html = (
        '<h2 id="a">Een &amp; <em>twee</em></h2><h3 id="b">Nee</h3><h2>Nee</h2><h2 class="x" id="c">Drie</h2>'
    )
    assert outline.outline(html) == (outline.Entry("a", "Een & twee"), outline.Entry("c", "Drie"))


def test_the_first_paragraph_is_found():
    """Whatever stands before it; nothing where there is none."""
    assert (
        outline.first_paragraph("<h2>x</h2><p>Een <em>twee</em></p><p>drie</p>") == "<p>Een <em>twee</em></p>"
    )
    assert outline.first_paragraph("<p><picture></picture></p><p>drie</p>") == "<p>drie</p>"
    assert outline.first_paragraph("<ul></ul>") == ""


def test_reading_time_is_at_least_a_minute():
    """Two hundred words a minute."""
    assert [outline.reading_minutes("woord " * count) for count in (0, 200, 1900)] == [1, 1, 10]
    assert outline.reading_minutes(f"<figcaption>{'woord ' * 900}</figcaption>") == 1


def test_questions_are_grouped():
    """What follows a question is its answer; text before the first one is left out."""
    html = '<p>x</p><h2 id="g">Groep</h2><p>y</p><h3 id="q">Wat?</h3><p>Dit.</p><p>En dat.</p>'
    html += "<h3>Hoe?</h3><p>Zo.</p>"
    assert questions.groups(html) == (
        questions.Group(
            "g",
            "Groep",
            (
                questions.Question("q", "Wat?", "<p>Dit.</p><p>En dat.</p>"),
                questions.Question("", "Hoe?", "<p>Zo.</p>"),
            ),
        ),
    )
    assert questions.groups("<h3>Wat?</h3><p>Dit.</p>")[0].title == ""
    assert questions.groups("<p>niets</p>") == ()


@pytest.fixture
def tiny(tmp_path):
    site = TinySite(tmp_path)
    site.write("content/paginas/over.md", "---\ntitle: Over\nslug: over\n---\nTekst")
    for order, slug in ((2, "b"), (1, "a")):
        site.write(
            f"content/diensten/{slug}.md", f"---\ntitle: {slug}\nslug: {slug}\norder: {order}\n---\nTekst"
        )
    return site


def test_services_have_their_own_address_template_and_order(tiny):
    """A file in diensten/ is all that it takes."""
    built = tiny.build()
    assert built.returncode == 0, built.stderr
    assert tiny.page("diensten/a") == "SERVICE a"
    assert tiny.page("over") == "PAGE Over diensten/a/ diensten/b/"


def test_a_missing_template_stops_the_build(tiny):
    """Pelican's own theme never stands in for ours."""
    (tiny.folder / "theme/templates/service.html").unlink()
    built = tiny.build()
    assert built.returncode != 0
    assert "service" in built.stdout + built.stderr
