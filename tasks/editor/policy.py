"""The content security policy of the editor: its own files, and what else it is told of; nothing else.

Sveltia's documentation names what it needs: https://sveltiacms.app/en/docs/security. Styles are made by the
program as it goes, so those are allowed inline; script is not.
"""


def policy(connect=(), images=()):
    """`connect` are sources that may be asked for data, `images` those that may be shown as pictures."""
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "blob:", "data:", *images],
        "media-src": ["'self'", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", "blob:", "data:", *connect],
        "frame-src": ["blob:"],
        "manifest-src": ["blob:"],
        "base-uri": ["'self'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in directives.items())
