"""What Azure Functions looks for at the root of a bundle."""

from contact_api.handlers.azure import functions

__all__ = ["functions"]
