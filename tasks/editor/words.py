"""Words of the package's Dutch that would say something else than what happens here."""

WORDS = {
    "working_with_test_repo": "Je werkt op deze computer",
    "work_with_test_repo": "Aan het werk",
    "visit_live_site": "De site bekijken",
    "view_on_live_site": "Bekijken in het voorbeeld",
    "live_site": "De site",
    "singletons": "Losse stukken",
}
