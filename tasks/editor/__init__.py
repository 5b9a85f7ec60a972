"""The editor at /beheer/ of the preview: Sveltia CMS over the files of this folder.

docs/decisions/0009-editor.md says why it is put together as it is.
"""
