"""Looks at everything that the endpoint needs, one thing a file; `check-config` prints what they find.

Each check is a function that gives Findings and sends nothing to anybody. None of them says a secret.
"""
