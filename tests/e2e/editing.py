"""What somebody does in the editor, wherever that runs."""

from playwright.sync_api import expect


def field(editor, label):
    """The box to type in, by what stands above it."""
    return editor.get_by_role("group", name=label).get_by_role("textbox").first


def save(editor):
    """Save what is open, and see that it was."""
    editor.get_by_role("button", name="Opslaan", exact=True).click()
    expect(editor.get_by_role("button", name="Bewerken annuleren")).to_have_count(0)


def insert_photo(editor, photo, name):
    """From the files of this machine into the text, where the cursor is; `name` is what it becomes."""
    editor.get_by_role("button", name="Afbeelding", exact=True).click()
    editor.get_by_role("button", name="Bladeren").click()
    with editor.expect_file_chooser() as chooser:
        editor.get_by_role("button", name="Uploaden").click()
    chooser.value.set_files(photo)
    library = editor.get_by_role("dialog")
    library.get_by_text(name).click()
    library.get_by_role("button", name="Invoegen", exact=True).click()
