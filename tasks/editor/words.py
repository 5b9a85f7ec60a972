"""Words of the Dutch that comes with the package which would not be true here, and some that it lacks."""

# How what is said of one and of more begins.
_MATCH = ".input {$count :integer} .match $count "
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
    "singleton": "Los stuk",
    # Above those, in the list and in the trail to one of them.
    "files": "Losse stukken",
    "global_assets": "Foto’s en tekeningen",
    "slug": "Adres",
    "edit_slug": "Adres bewerken",
    "sort_keys.slug": "Adres",
    # The package would say in which language: there is one, without a name.
    "content_editor": "Het stuk",
    "edit_x_locale": "Het stuk bewerken",
    "preview_x_locale": "Voorbeeld van het stuk",
    "content_options_x_locale": "Opties voor dit stuk",
    "show_content_options_x_locale": "Opties voor dit stuk tonen",
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
        _MATCH + "one {{De verwijzing ernaar in een ander item gaat ook weg.}} "
        "* {{De verwijzingen ernaar in {$count} andere items gaan ook weg.}}"
    ),
    "deleting_referenced_assets_note": (
        _MATCH + "one {{De verwijzing ernaar in een item gaat ook weg.}} "
        "* {{De verwijzingen ernaar in {$count} items gaan ook weg.}}"
    ),
    "cannot_delete_referenced_entries": (
        _MATCH
        + "one {{Dit item kan niet weg: deze velden in andere items hebben het nodig. Pas die eerst aan.}} "
        "* {{Deze items kunnen niet weg: deze velden in andere items hebben ze nodig. Pas die eerst aan.}}"
    ),
    "cannot_delete_referenced_assets": (
        _MATCH
        + "one {{Dit bestand kan niet weg: deze velden in items hebben het nodig. Pas die eerst aan.}} "
        "* {{Deze bestanden kunnen niet weg: deze velden in items hebben ze nodig. Pas die eerst aan.}}"
    ),
}
# What the Dutch of the package lacks, beside what it says of a configuration with a fault: ours has none.
LACKING = {
    "folders": "Mappen",
    "more_folders": "Meer mappen",
    "folder_options": "Opties voor de map",
    "show_folder_options": "Opties voor de map tonen",
    "folder_path": "Plaats van de map",
    "folder_contents": "Inhoud",
    "x_folders": _MATCH + "0 {{Geen mappen}} one {{{$count} map}} * {{{$count} mappen}}",
    "back_to_parent_folder": "Terug naar de bovenliggende map",
    "new_folder_name": "Naam van de map",
    "new_folder_create": "Maken",
    "new_folder_description": "De nieuwe map komt in “{$folder}”.",
    "new_folder_error.empty": "De map moet een naam hebben.",
    "new_folder_error.invalid": "In de naam kan geen schuine streep staan, en vooraan geen punt.",
    "new_folder_error.duplicate": "Er is hier al een map of bestand met deze naam.",
    "creating_folder": "De map wordt gemaakt…",
    "creating_folder_failed": "De map kon niet worden gemaakt.",
    "folder_created": "De map is gemaakt.",
    "rename_folder": "Map hernoemen",
    "renaming_folder": "De map wordt hernoemd…",
    "renaming_folder_failed": "De map kon niet worden hernoemd.",
    "folder_renamed": "De map is hernoemd.",
    "delete_folder": "Map verwijderen",
    "deleting_folder": "De map wordt verwijderd…",
    "deleting_folder_failed": "De map kon niet worden verwijderd.",
    "folder_deleted": "De map is verwijderd.",
    "enter_new_name_for_folder": (
        _MATCH + "0 {{Typ hieronder een nieuwe naam.}} "
        "one {{Typ hieronder een nieuwe naam. Het bestand in de map gaat mee; wat het gebruikt, volgt.}} "
        "* {{Typ hieronder een nieuwe naam. De {$count} bestanden erin gaan mee; wat ze gebruikt, volgt.}}"
    ),
    "enter_new_name_for_external_folder": (
        _MATCH + "0 {{Typ hieronder een nieuwe naam.}} "
        "one {{Typ hieronder een nieuwe naam. Het bestand in de map krijgt een ander adres: pas aan wat het "
        "gebruikt.}} "
        "* {{Typ hieronder een nieuwe naam. De {$count} bestanden in de map krijgen een ander adres: pas aan "
        "wat ze gebruikt.}}"
    ),
    "confirm_deleting_folder": (
        _MATCH + "0 {{Wil je de lege map “{$name}” verwijderen?}} "
        "one {{Wil je de map “{$name}” en het bestand erin verwijderen?}} "
        "* {{Wil je de map “{$name}” en de {$count} bestanden erin verwijderen?}}"
    ),
    "assets_dialog.title.folder": "Kies een map",
    "assets_dialog.selected_folder": "Gekozen map: {$path}",
    "assets_dialog.selected_folders": _MATCH + "one {{{$count} map gekozen}} * {{{$count} mappen gekozen}}",
    "assets_dialog.no_subfolders": "In deze map zijn geen andere mappen.",
    "relation_field.save_together_hint": "{$name} wordt opgeslagen samen met het stuk waaraan je werkt.",
    "relation_field.add_failed": "{$name} kon niet worden toegevoegd. De console van de browser zegt meer.",
    "save_conflict.title": "Intussen veranderd",
    "save_conflict.modified_by": "{$name} heeft dit op {$date} veranderd, nadat jij het opende.",
    "save_conflict.modified": "Dit is veranderd nadat jij het opende.",
    "save_conflict.deleted": "Dit is weggehaald nadat jij het opende.",
    "save_conflict.overwrite_warning": "Sla je het nu op, dan gaat die verandering verloren.",
    "save_conflict.recreate_warning": "Sla je het nu op, dan komt het terug.",
    "save_conflict.save_anyway": "Toch opslaan",
    "save_conflict.branch_moved": "Tijdens het opslaan veranderde een ander iets. Probeer het opnieuw.",
    "remote_change.reload_entry": "Opnieuw laden",
    "remote_change.confirm_reloading_entry": "Opnieuw laden? Wat je nog niet opsloeg, gaat dan verloren.",
    "sign_in_using_access_token_workflow_note": (
        "Er wordt met een redactiestroom gewerkt: het token moet ook pull requests mogen lezen en maken."
    ),
    "sign_in_with_link": "Inloggen met een link",
    "sign_in_with_link_confirmation": (
        "Met deze link log je in als {$account} bij {$service}, met de instellingen van het apparaat waarop "
        "de link is gemaakt. Ga alleen verder als je de link zelf hebt gemaakt."
    ),
    "domain": "Domein",
    "cloud_storage.bunny_storage.auth_key_label": "Wachtwoord van de opslag",
    "status.deploying": "Wordt op de site gezet",
    "workflow.deploying_deletion": "Verwijdering",
}
# In the published site what is saved goes to the git host, and the site follows when it is made anew.
HOSTED = {
    "entry_saved": "Opgeslagen bij je git-host. Het staat op de site zodra die opnieuw is gemaakt.",
    "save_conflict.modified": "Dit item is bij je git-host veranderd nadat jij het opende.",
    "save_conflict.deleted": "Dit item is bij je git-host weggehaald nadat jij het opende.",
}
