"""What is wrong with a connection, in Dutch, by the exception that it ended with."""

from contact_api.messages.checks import CERTIFICATES, CONNECTIONS

# OpenSSL's X509_V_ERR codes: https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
_CERTIFICATE_CODES = {
    9: "early",
    10: "expired",
    18: "untrusted",
    19: "untrusted",
    20: "untrusted",
    21: "untrusted",
    62: "name",
    64: "name",
}


def connection_trouble(error, host):
    """Why a connection to `host` failed. The exception's own text is not used: it may hold anything."""
    code = getattr(error, "verify_code", None)
    if code is not None:
        kind = CERTIFICATES.get(_CERTIFICATE_CODES.get(code), CERTIFICATES["other"])
        return kind.format(host=host, code=code)
    names = [kind.__name__ for kind in type(error).__mro__]
    known = next((name for name in names if name in CONNECTIONS), None)
    return CONNECTIONS[known] if known else CONNECTIONS["other"].format(kind=names[0])
