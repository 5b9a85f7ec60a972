"""Compiled templates, kept in memory and in the store: each generator of Pelican's has a Jinja of its own."""

from jinja2 import BytecodeCache

from .tokens import digest


class Bytecode(BytecodeCache):
    """What Jinja asks for the code of a template; a template that changed has another checksum."""

    def __init__(self, session):
        self._session = session
        self._known = {}

    def load_bytecode(self, bucket):
        """Fill a bucket, if this template was compiled before."""
        name = self._name(bucket)
        if name not in self._known:
            data = self._session.store.value("templates", name)
            if data is None:
                return
            bucket.bytecode_from_string(data)
            self._known[name] = bucket.code
        bucket.code = self._known[name]

    def dump_bytecode(self, bucket):
        """Keep what was compiled."""
        name = self._name(bucket)
        self._known[name] = bucket.code
        self._session.store.put("templates", name, bucket.bytecode_to_string())

    def _name(self, bucket):
        return digest(self._session.fingerprint.templates, bucket.key, bucket.checksum).hex()
