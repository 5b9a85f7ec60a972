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
        """The value without the space around it, `default` when there is none that can be read."""
        value = self._environ.get(name, "").strip()
        # Python reads bytes that are no UTF-8 as half letters, which nothing can write.
        if not value.isprintable():
            self.problem(name, "holds bytes that are no printable text")
            return default
        return value or default

    def required(self, name):
        """The same, where none is a problem."""
        value = self.get(name)
        if not value and not self._environ.get(name, "").strip():
            self.problem(name, "is not set")
        return value

    def problem(self, name, text):
        """Note that `name` is wrong; once."""
        if f"{name} {text}" not in self.problems:
            self.problems.append(f"{name} {text}")


def split_url(url):
    """The parts of an address, None when it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
