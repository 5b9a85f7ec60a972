"""What the Makefile calls: serve, publish, and the servers that only a developer's machine runs."""
