"""The contact endpoint: a POST becomes a stored message, a stored message becomes a delivered mail."""

# As in pyproject.toml; the files are copied, not installed.
VERSION = "0.1.0"


def create_app():
    """The application, for `flask --app contact_api`. Flask is loaded only when it is asked for.

    With wrong settings it still has the owner's commands, for one of them tells what is wrong.
    """
    from contact_api import app
    from contact_api.commands import NotSetUp
    from contact_api.practice import PracticeError
    from contact_api.settings import SettingsError

    try:
        return app.create_app()
    except (PracticeError, SettingsError) as error:
        return NotSetUp(error)
