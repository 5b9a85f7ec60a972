"""Takes settings out of the environment one by one and gathers what is wrong with them."""

from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Variables:
    """The variables in `environ`; `problems` names each that is missing or unsafe, never its value."""

    def __init__(self, environ):
        self._environ = environ
        self.problems = []
        self.production = environ.get("CONTACT_ENV", "production") != "development"

    def get(self, name, default=""):
        """The value without the space around it, `default` when there is none."""
        return self._environ.get(name, "").strip() or default

    def required(self, name):
        """The same, where none is a problem."""
        value = self.get(name)
        if not value:
            self.problem(name, "is not set")
        return value

    def problem(self, name, text):
        """Note that `name` is wrong."""
        self.problems.append(f"{name} {text}")


def split_url(url):
    """The parts of an address, None when it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
