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
    "deleting_referenced_entries_note": (
        ".input {$count :integer} .match $count "
        "one {{De verwijzing ernaar in een ander item gaat ook weg.}} "
        "* {{De verwijzingen ernaar in {$count} andere items gaan ook weg.}}"
    ),
    "deleting_referenced_assets_note": (
        ".input {$count :integer} .match $count "
        "one {{De verwijzing ernaar in een item gaat ook weg.}} "
        "* {{De verwijzingen ernaar in {$count} items gaan ook weg.}}"
    ),
    "cannot_delete_referenced_entries": (
        ".input {$count :integer} .match $count "
        "one {{Dit item kan niet weg: deze velden in andere items hebben het nodig. Pas die eerst aan.}} "
        "* {{Deze items kunnen niet weg: deze velden in andere items hebben ze nodig. Pas die eerst aan.}}"
    ),
    "cannot_delete_referenced_assets": (
        ".input {$count :integer} .match $count "
        "one {{Dit bestand kan niet weg: deze velden in items hebben het nodig. Pas die eerst aan.}} "
        "* {{Deze bestanden kunnen niet weg: deze velden in items hebben ze nodig. Pas die eerst aan.}}"
    ),
}
# In the published site what is saved goes to the git host, and the site follows when it is made anew.
HOSTED = {
    "entry_saved": "Opgeslagen bij je git-host. Het staat op de site zodra die opnieuw is gemaakt.",
    "save_conflict.title": "Intussen veranderd",
    "save_conflict.modified_by": "{$name} heeft dit item op {$date} veranderd, nadat jij het opende.",
    "save_conflict.modified": "Dit item is bij je git-host veranderd nadat jij het opende.",
    "save_conflict.deleted": "Dit item is bij je git-host weggehaald nadat jij het opende.",
    "save_conflict.overwrite_warning": "Sla je het nu op, dan gaat die verandering verloren.",
    "save_conflict.recreate_warning": "Sla je het nu op, dan komt het item terug.",
    "save_conflict.save_anyway": "Toch opslaan",
    "save_conflict.branch_moved": "Tijdens het opslaan veranderde een ander iets. Probeer het opnieuw.",
    "remote_change.reload_entry": "Opnieuw laden",
    "remote_change.confirm_reloading_entry": "Opnieuw laden? Wat je nog niet opsloeg, gaat dan verloren.",
    "sign_in_with_link": "Inloggen met een link",
    "sign_in_with_link_confirmation": (
        "Met deze link log je in als {$account} bij {$service}, met de instellingen van het apparaat waarop "
        "de link is gemaakt. Ga alleen verder als je de link zelf hebt gemaakt."
    ),
}
