"""What Vercel's Python runtime looks for in a bundle."""

from contact_api.handlers.vercel import app

__all__ = ["app"]
