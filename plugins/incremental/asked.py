"""What this plugin asks of others."""

from blinker import signal

# Sent with an article or page as it was kept. Who answers False says that what it was made of has changed.
text_revived = signal("incremental_text_revived")
