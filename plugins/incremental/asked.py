"""What this plugin asks of others."""

from blinker import signal

# Sent with an article or page as it was kept. Who answers False says that what it was made of has changed.
text_revived = signal("incremental_text_revived")

# Sent once by a process that lives on, with its Session, while nobody waits: who has long work to do before
# its first result can do it now.
at_rest = signal("incremental_at_rest")
