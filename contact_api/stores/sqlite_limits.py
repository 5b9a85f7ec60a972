"""What the SQLite store counts: uses of rate limits, and tokens that work once."""

LONGEST_LIMIT_SECONDS = 86400


class Limits:
    """The part of `Outbox` about limits, over `self._file`."""

    def hit(self, bucket, count, seconds, now):
        # A use that a power cut forgets costs no message; waiting for the disk would cost every visitor.
        with self._file.transaction(durable=False) as db:
            # A use that lies further ahead than a period was counted by a clock that was wrong.
            db.execute(
                "DELETE FROM hits WHERE bucket = ? AND (at <= ? OR at > ?)",
                (bucket, now - seconds, now + seconds),
            )
            full = db.execute(
                "SELECT at FROM hits WHERE bucket = ? ORDER BY at DESC LIMIT 1 OFFSET ?", (bucket, count - 1)
            ).fetchone()
            if full:
                # The clock may have been set back: never ask for a longer wait than the period.
                return min(max(full[0] + seconds - now, 1), seconds)
            db.execute("INSERT INTO hits VALUES (?, ?)", (bucket, now))
            return 0

    def use_once(self, token, until, now):
        with self._file.transaction() as db:
            added = db.execute("INSERT INTO tokens VALUES (?, ?) ON CONFLICT DO NOTHING", (token, until))
            return added.rowcount == 1


def forget_uses(db, now):
    """Drop what no limit and no token needs any more."""
    db.execute(
        "DELETE FROM hits WHERE at <= ? OR at > ?", (now - LONGEST_LIMIT_SECONDS, now + LONGEST_LIMIT_SECONDS)
    )
    db.execute("DELETE FROM tokens WHERE until < ?", (now,))
