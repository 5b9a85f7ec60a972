"""What a page tells search engines about itself: schema.org nodes as plain dicts, for one JSON-LD script.

Each function gives one node, or None where there is nothing to tell. A node holds only what praktijk.toml or
the content states and the page shows; nothing in it is empty. `site` is the address of the site without a
slash at its end; nodes on different pages find each other by their `@id`.
https://schema.org/docs/documents.html, https://www.w3.org/TR/json-ld11/
"""

import json

from markupsafe import Markup

from plugins.absolute import absolute_address
from plugins.opening_hours import spans
from plugins.outline import plain

_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def json_ld(nodes):
    """The nodes as compact JSON that is safe within `<script>`: no letter of it can end or open a tag."""
    graph = {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    # Every letter that HTML acts on is escaped here.
    return Markup(text.translate(_ESCAPES))  # noqa: S704


def website(practice, site):
    """The WebSite."""
    return {
        "@type": "WebSite",
        "@id": f"{site}/#website",
        "url": f"{site}/",
        "name": practice.name,
        "inLanguage": "nl",
        "publisher": {"@id": _practice_id(site)},
    }


def professional_service(practice, site, with_hours=False):
    """The practice as a ProfessionalService. Hours that are not plain times of the clock are left out."""
    address = practice.address
    return _filled(
        _practice(practice, site)
        | {
            "slogan": practice.tagline,
            "email": practice.email,
            "telephone": practice.phone,
            "vatID": practice.vat,
            "identifier": practice.kvk
            and {"@type": "PropertyValue", "propertyID": "KvK", "value": practice.kvk},
            "address": _filled(
                {
                    "@type": "PostalAddress",
                    "streetAddress": address.street,
                    "postalCode": address.postcode,
                    "addressLocality": address.city,
                }
            ),
            "openingHoursSpecification": _hours(practice) if with_hours else None,
        }
    )


def coach(practice, site):
    """The coach as a Person, None while praktijk.toml names nobody."""
    if not practice.coach:
        return None
    return {
        "@type": "Person",
        "@id": f"{site}/#coach",
        "name": practice.coach,
        "worksFor": {"@id": _practice_id(site)},
    }


def article(content, practice, site):
    """An Article. Texts name no author on this site: the practice speaks."""
    modified = getattr(content, "modified", None)
    card = getattr(content, "share_card", None)
    return _filled(
        {
            "@type": "Article",
            "mainEntityOfPage": f"{site}/{content.url}",
            "headline": content.title,
            "image": card and absolute_address(card.address, site),
            "datePublished": content.date.date().isoformat(),
            "dateModified": modified and modified.date().isoformat(),
            "inLanguage": "nl",
            "author": _practice(practice, site),
            "publisher": {"@id": _practice_id(site)},
        }
    )


def service(page, price, unit, practice, site):
    """A Service; with an Offer where the price is known: euros a `unit`, or 0 when it is free."""
    return _filled(
        {
            "@type": "Service",
            "url": f"{site}/{page.url}",
            "name": page.title,
            "description": page.lead,
            "provider": _practice(practice, site),
            "offers": _offer(price, unit),
        }
    )


def questions(groups):
    """A FAQPage of `plugins.questions` groups; answers as plain text."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": item.question,
                "acceptedAnswer": {"@type": "Answer", "text": " ".join(plain(item.answer).split())},
            }
            for group in groups
            for item in group.questions
        ],
    }


def breadcrumbs(trail, here, site):
    """A BreadcrumbList from home to the page. `trail`: (words, address) pairs; `here`: the page in a word.

    The page itself needs no address.
    https://developers.google.com/search/docs/appearance/structured-data/breadcrumb
    """
    steps = [("Home", ""), *trail, (here, None)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": words}
            | ({} if address is None else {"item": f"{site}/{address}"})
            for place, (words, address) in enumerate(steps, 1)
        ],
    }


def _practice_id(site):
    return f"{site}/#praktijk"


def _practice(practice, site):
    return {
        "@type": "ProfessionalService",
        "@id": _practice_id(site),
        "name": practice.name,
        "url": f"{site}/",
    }


def _hours(practice):
    return [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": day, "opens": opens, "closes": closes}
        for day, opens, closes in spans(practice.opening_hours)
    ]


def _offer(price, unit):
    if price is None:
        return None
    amount = {"price": price, "priceCurrency": "EUR"}
    if price == 0:
        return {"@type": "Offer"} | amount
    return {
        "@type": "Offer",
        "priceSpecification": {"@type": "UnitPriceSpecification"} | amount | {"unitText": unit},
    }


def _filled(node):
    """The node without what is not filled in; None when its type is all that is left."""
    filled = {key: value for key, value in node.items() if value not in ("", None, [])}
    return filled if filled.keys() - {"@type"} else None
