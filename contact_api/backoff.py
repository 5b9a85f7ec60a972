"""When to try again, and when to stop: RFC 5321 §4.5.4.1, for messages and for what is told alike.

Two attempts in the first hour, then every few hours, for five days; with full jitter, so that what failed
together does not come back together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
"""

FIRST_WAIT_SECONDS = 15 * 60
LONGEST_WAIT_SECONDS = 4 * 3600
SHORTEST_WAIT_SECONDS = 30
GIVE_UP_SECONDS = 5 * 86400


def wait_seconds(attempts, jitter):
    """How long to wait after so many attempts before the last one: any time up to a ceiling that doubles."""
    ceiling = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** min(attempts, 10))
    return max(SHORTEST_WAIT_SECONDS, jitter(0, ceiling))


def is_out_of_time(since, now):
    """Whether what waits since then has had its five days."""
    return now - since >= GIVE_UP_SECONDS
