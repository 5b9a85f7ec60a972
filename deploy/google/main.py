"""What Google Cloud Run functions looks for at the root of a bundle."""

from contact_api.handlers.google import contact, deliver

__all__ = ["contact", "deliver"]
