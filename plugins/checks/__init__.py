"""The check of the content: every mistake before it is public, in Dutch, with file, line, cause and mend.

A rule is a pure function that gives Problems; `run` gathers them. Errors stop a publication, advice does not.
"""
