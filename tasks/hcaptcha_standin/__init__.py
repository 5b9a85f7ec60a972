"""A stand-in for hCaptcha on this machine, for the preview and for tests. It follows the published contract.

Production settings refuse it: they take no verify address on a loopback host.
"""

from tasks.hcaptcha_standin.service import SECRET, SITEKEY

__all__ = ["SECRET", "SITEKEY"]
