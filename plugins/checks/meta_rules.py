"""Rules for what stands above a text. Each takes a Source and a Site and gives Problems."""

import difflib
import re
from datetime import date

from plugins import front_matter
from plugins.addresses import slugify
from plugins.checks import messages
from plugins.checks.problem import problem

# What `make artikel` puts where the coach must write.
TO_FILL_IN = "Vul in:"
REQUIRED = {
    "article": ("title", "description", "lead", "date", "category"),
    "service": ("title", "description", "lead"),
    "page": ("title", "description"),
}
_COMMON = {"title", "description", "lead", "slug", "status"}
_KEYS = {
    "article": _COMMON | {"date", "modified", "category", "tags", "service", "help", "featured"},
    "service": _COMMON | {"order", "price", "duration", "place", "stages", "questions"},
    "page": _COMMON
    | {"template", "headline", "change", "signs_title", "signs_lead", "signs"}
    | {"coach_title", "contact_title", "contact_text"},
}
_TEXTS = ("title", "description", "lead", "duration", "place")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")
_UNCLEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def known_keys(source, site):
    """A key that nothing reads is a key that was misspelt."""
    for entry in source.meta.values():
        if entry.key in _KEYS[source.kind]:
            continue
        names = [
            name for name in front_matter.known_names() if front_matter.canonical(name) in _KEYS[source.kind]
        ]
        likely = difflib.get_close_matches(entry.key, [*names, *_KEYS[source.kind]], n=1, cutoff=0.7)
        hint = messages.DID_YOU_MEAN.format(likely=likely[0]) if likely else messages.UNKNOWN_KEY
        yield problem(source, entry.line, "key_unknown", key=entry.written, hint=hint)


def required_keys(source, site):
    """What a page can't do without."""
    for key in REQUIRED[source.kind]:
        if str(source.value(key, "")).strip():
            continue
        values = {"today": date.today().isoformat(), "known": (*site.themes, "")[0]}
        code = f"{key}_missing"
        yield problem(source, source.line(key), code, **values)


def plain_texts(source, site):
    """One line of text where one line of text is asked."""
    for key in _TEXTS:
        value = source.value(key, "")
        if isinstance(value, list | dict):
            yield problem(source, source.line(key), "not_text", key=key)
    for key in ("help", "featured"):
        if not isinstance(source.value(key, False), bool):
            yield problem(source, source.line(key), "not_yes_no", key=key)


def dates(source, site):
    """A date that can be read in one way only."""
    for key in ("date", "modified"):
        value = source.value(key)
        if value is None or front_matter.parse_date(value):
            continue
        line, today = source.line(key), date.today().isoformat()
        readings = _readings(str(value))
        if len(readings) == 2:
            first, second = (f"{day.day} {front_matter.MONTHS[day.month - 1]} {day.year}" for day in readings)
            iso = readings[0].isoformat()
            yield problem(source, line, "date_unclear", value=value, first=first, second=second, iso=iso)
        else:
            yield problem(source, line, "date_wrong", value=value, today=today)


def slug(source, site):
    """An address that a browser shows as it is written."""
    value = source.value("slug")
    if value is not None and not SLUG.fullmatch(str(value)):
        yield problem(source, source.line("slug"), "slug_wrong", value=value, likely=slugify(str(value)))


def status(source, site):
    """Published or a draft; nothing that Pelican would pass over."""
    if not source.status:
        yield problem(source, source.line("status"), "status_unknown", value=source.value("status"))


def category(source, site):
    """A theme of the practice, so that no second one is made by a slip of the pen."""
    value = source.value("category")
    if value is None or value in site.themes:
        return
    likely = difflib.get_close_matches(str(value), site.themes, n=1, cutoff=0.6)
    known = ", ".join(site.themes)
    hint = (
        messages.DID_YOU_MEAN.format(likely=likely[0]) if likely else messages.ADD_THEME.format(known=known)
    )
    yield problem(source, source.line("category"), "category_unknown", value=value, hint=hint)


def references(source, site):
    """A service and a price that are there."""
    service, price = source.value("service"), source.value("price")
    if service is not None and service not in site.services:
        known = ", ".join(sorted(site.services))
        yield problem(source, source.line("service"), "service_unknown", value=service, known=known)
    if price is not None and price not in site.prices:
        yield problem(
            source, source.line("price"), "price_unknown", value=price, known=", ".join(site.prices)
        )


def filled_in(source, site):
    """Nothing of a new text's example goes public."""
    for key in ("title", "description", "lead"):
        if source.status == "published" and str(source.value(key, "")).startswith(TO_FILL_IN):
            yield problem(source, source.line(key), "not_filled_in", key=key)


RULES = (known_keys, required_keys, filled_in, plain_texts, dates, slug, status, category, references)


def _readings(text):
    """The dates that "03/04/2026" may mean: day first, then month first."""
    found = _UNCLEAR.fullmatch(text.strip())
    if not found:
        return ()
    one, two, year = (int(part) for part in found.groups())
    readings = []
    for day, month in ((one, two), (two, one)):
        try:
            readings.append(date(year, month, day))
        except ValueError:
            continue
    # "13/04/2026" and "04/04/2026" leave one reading, yet nothing says that it was meant.
    return tuple(dict.fromkeys(readings)) if len(set(readings)) == 2 else ()
