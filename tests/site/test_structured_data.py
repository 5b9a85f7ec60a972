"""What pages tell search engines, node by node: every function on small input."""

import json
from datetime import datetime
from types import SimpleNamespace

import pytest

from plugins import structured_data
from plugins.opening_hours import spans
from plugins.questions import Group, Question
from tests.builders import SITE, a_practice

PRACTICE_ID = {"@id": f"{SITE}/#praktijk"}
PRACTICE = {"@type": "ProfessionalService", **PRACTICE_ID, "name": "Nabij", "url": f"{SITE}/"}
EMPTY = dict.fromkeys(
    ("ondertitel", "coach", "email", "telefoon", "kvk", "btw", "straat", "postcode", "plaats"), '""'
)


def an_article(**changes):
    fields = {
        "url": "artikelen/a/",
        "title": "Titel",
        "lead": "Begin.",
        "date": datetime(2026, 9, 14),
    }
    return SimpleNamespace(**(fields | changes))


def a_service():
    return SimpleNamespace(url="diensten/a/", title="Coaching", lead="Begin.")


def test_a_full_practice_is_told(tmp_path):
    """Every value of praktijk.toml that schema.org has a word for."""
    practice = a_practice(tmp_path)
    assert structured_data.professional_service(practice, SITE, with_hours=True) == PRACTICE | {
        "slogan": "Life coaching voor ouders",
        "email": "hallo@praktijk-test.nl",
        "telephone": "06 12 34 56 78",
        "vatID": "NL001234567B01",
        "identifier": {"@type": "PropertyValue", "propertyID": "KvK", "value": "12345678"},
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Dorpsstraat 1",
            "postalCode": "1234 AB",
            "addressLocality": "Ons Dorp",
        },
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": "Monday",
                "opens": "09:00",
                "closes": "17:00",
            }
        ],
    }
    assert "openingHoursSpecification" not in structured_data.professional_service(practice, SITE)
    assert structured_data.coach(practice, SITE) == {
        "@type": "Person",
        "@id": f"{SITE}/#coach",
        "name": "Ans de Wit",
        "worksFor": PRACTICE_ID,
    }


def test_an_empty_practice_tells_its_name_alone(tmp_path):
    """Nothing is empty and nobody is made up."""
    practice = a_practice(tmp_path, **EMPTY, maandag='""')
    assert structured_data.professional_service(practice, SITE, with_hours=True) == PRACTICE
    assert structured_data.coach(practice, SITE) is None


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("9.00–17.00 uur", [("09:00", "17:00")]),
        ("9:00-12:30 en 13:30 - 17:00", [("09:00", "12:30"), ("13:30", "17:00")]),
        ("van 9 tot 17 uur", [("09:00", "17:00")]),
        ("Van 9 uur tot 12 uur, 13–17", [("09:00", "12:00"), ("13:00", "17:00")]),
        ("op afspraak", []),
        ("9.00–17.00 uur, even weken", []),
        ("9.00–25.00 uur", []),
        ("vanaf 9.00 uur", []),
    ],
)
def test_hours_are_told_where_they_are_times(text, times):
    """A text that says anything besides is left to people."""
    assert spans({"zondag": text}) == tuple(("Sunday", opens, closes) for opens, closes in times)


def test_an_article_has_its_dates_and_speaks_for_the_practice(tmp_path):
    """Its picture and its day of change only where it has them."""
    practice = a_practice(tmp_path)
    plain = {
        "@type": "Article",
        "mainEntityOfPage": f"{SITE}/artikelen/a/",
        "headline": "Titel",
        "datePublished": "2026-09-14",
        "inLanguage": "nl",
        "author": PRACTICE,
        "publisher": PRACTICE_ID,
    }
    assert structured_data.article(an_article(), practice, SITE) == plain
    full = an_article(
        modified=datetime(2026, 10, 1), share_card=SimpleNamespace(address="/delen/artikelen/a.png")
    )
    assert structured_data.article(full, practice, SITE) == plain | {
        "dateModified": "2026-10-01",
        "image": f"{SITE}/delen/artikelen/a.png",
    }


@pytest.mark.parametrize(
    ("price", "offer"),
    [
        (None, {}),
        (0, {"offers": {"@type": "Offer", "price": 0, "priceCurrency": "EUR"}}),
        (
            92.5,
            {
                "offers": {
                    "@type": "Offer",
                    "priceSpecification": {
                        "@type": "UnitPriceSpecification",
                        "price": 92.5,
                        "priceCurrency": "EUR",
                        "unitText": "gesprek",
                    },
                }
            },
        ),
    ],
)
def test_a_service_has_an_offer_where_its_price_is_known(tmp_path, price, offer):
    """Free is a price; not known yet is none."""
    assert (
        structured_data.service(a_service(), price, "gesprek", a_practice(tmp_path), SITE)
        == {
            "@type": "Service",
            "url": f"{SITE}/diensten/a/",
            "name": "Coaching",
            "description": "Begin.",
            "provider": PRACTICE,
        }
        | offer
    )


def test_questions_have_plain_answers():
    """Tags gone, entities resolved, of all groups."""
    groups = (Group("", "", (Question("a", "Wat?", "<p>Dit &amp; <em>dat</em>.</p>\n<p>En meer.</p>"),)),)
    assert structured_data.questions(groups) == {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": "Wat?",
                "acceptedAnswer": {"@type": "Answer", "text": "Dit & dat. En meer."},
            }
        ],
    }


def test_crumbs_begin_at_home_and_end_at_the_page():
    """Which needs no address of its own."""
    assert structured_data.breadcrumbs([("Diensten", "diensten/")], "Coaching", SITE) == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{SITE}/"},
            {"@type": "ListItem", "position": 2, "name": "Diensten", "item": f"{SITE}/diensten/"},
            {"@type": "ListItem", "position": 3, "name": "Coaching"},
        ],
    }


def test_json_ld_can_not_end_its_script():
    """Whatever a title holds, and it reads back as it was."""
    title = "</script><script>alert(1)</script> & <!-- \u2028\u2029 zo’n"
    text = structured_data.json_ld([{"name": title}, None])
    assert not set("<>&\u2028\u2029") & set(text)
    assert "zo’n" in text
    assert ": " not in text
    assert json.loads(text) == {"@context": "https://schema.org", "@graph": [{"name": title}]}
