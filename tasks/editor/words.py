"""Words of the Dutch that comes with the package which would not be true here, and some that it lacks."""

# Where the pages can be seen is the preview.
PREVIEW = {
    "working_with_test_repo": "Je werkt op deze computer",
    "work_with_test_repo": "Aan het werk",
    "visit_live_site": "Het voorbeeld bekijken",
    "view_on_live_site": "Bekijken in het voorbeeld",
    "live_site": "Het voorbeeld",
}
WORDS = {
    "singletons": "Losse stukken",
    "select_item": "{$name} selecteren",
    "show_errors": "Fouten tonen",
    "new_folder": "Nieuwe map",
    "replace_file": "Bestand vervangen",
    "replace_image": "Foto vervangen",
    "remove_file": "Bestand weghalen",
    "remove_image": "Foto weghalen",
    "file_unavailable": "Niet te laden",
    "file_unavailable_description": "Dit bestand is verplaatst of verwijderd.",
    "list_item_options": "Opties voor dit onderdeel",
    "entry_sidebar.slug.title": "Adres",
    "entry_sidebar.slug.generated_on_save": "Het adres wordt bij het opslaan van de titel gemaakt.",
    "entry_sidebar.slug.unavailable": "Dit stuk heeft geen eigen adres.",
    "editor_components.src": "De foto",
    "editor_components.alt": "Wat er te zien is",
    "editor_components.title": "Onderschrift",
}
# In the published site what is saved goes to the git host, and the site follows when it is made anew.
HOSTED = {
    "entry_saved": "Opgeslagen bij je git-host. Het staat op de site zodra die opnieuw is gemaakt.",
}
