"""Trust for TLS: what this machine trusts, without reading all of it for one connection."""

import functools
import os
import re


def client_context():
    """A context that checks certificate and host name by what this machine trusts; one for all connections.

    Where the machine keeps its certificates one a file, named by their hash (Debian), the one that is asked
    for is read when it is. Else all of them are read at once, a tenth of a cold start:
    https://docs.openssl.org/master/man3/SSL_CTX_load_verify_locations/
    SSL_CERT_FILE and SSL_CERT_DIR name others, as everywhere.
    """
    return _context(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@functools.lru_cache(maxsize=1)
def _context(file, folder):
    # Loaded here: what speaks to nobody does not pay for TLS.
    import ssl

    folder = ssl.get_default_verify_paths().capath
    hashed = (
        not file and folder and any(re.fullmatch(r"[0-9a-f]{8}\.\d", name) for name in os.listdir(folder))
    )
    return ssl.create_default_context(capath=folder if hashed else None)
