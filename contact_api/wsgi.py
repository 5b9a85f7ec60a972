"""The entry for any WSGI server: `waitress-serve contact_api.wsgi:app`."""

from contact_api.start import start

app = start()
