"""The entry for any WSGI server: `waitress-serve contact_api.wsgi:app`."""

from contact_api.app import create_app

app = create_app()
