"""Who sent a request: the visitor's address, by a header only as far as the settings trust it."""

import ipaddress

# Where a platform's handler puts the address that the platform itself states. No header can fill it.
PLATFORM_ADDRESS = "contact_api.platform_address"


def client_address(environ, trusted_proxies):
    """The visitor's IP address, or "" when there is none to trust.

    A platform's own word, where there is one, goes before every setting. X-Forwarded-For's leftmost entries
    are written by the sender; each proxy of ours appended one, so the visitor is the entry that the outermost
    of `trusted_proxies` wrote.
    """
    address = environ.get(PLATFORM_ADDRESS)
    if address is None:
        address = environ.get("REMOTE_ADDR", "")
        if trusted_proxies:
            entries = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
            if len(entries) < trusted_proxies:
                return ""
            address = entries[-trusted_proxies].strip()
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return ""
