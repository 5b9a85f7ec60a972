"""The contact endpoint: a POST becomes a stored message, a stored message becomes a delivered mail."""


def create_app():
    """The application, for `flask --app contact_api`. Flask is loaded only when it is asked for."""
    from contact_api import app

    return app.create_app()
