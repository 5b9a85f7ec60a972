"""What the Postgres store counts: uses of rate limits, and tokens that work once."""

LONGEST_LIMIT_SECONDS = 86400


class Limits:
    """The part of `Outbox` about limits, over `self._database`."""

    def hit(self, bucket, count, seconds, now):
        with self._database.transaction() as db:
            # Those who count the same bucket take turns, over all machines.
            db.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", (bucket,))
            # A use that lies further ahead than a period was counted by a clock that was wrong.
            db.execute(
                "DELETE FROM hits WHERE bucket = %s AND (at <= %s OR at > %s)",
                (bucket, now - seconds, now + seconds),
            )
            full = db.execute(
                "SELECT at FROM hits WHERE bucket = %s ORDER BY at DESC OFFSET %s LIMIT 1",
                (bucket, count - 1),
            ).fetchone()
            if full:
                # The clock may have been set back: never ask for a longer wait than the period.
                return min(max(full[0] + seconds - now, 1), seconds)
            db.execute("INSERT INTO hits VALUES (%s, %s)", (bucket, now))
            return 0

    def use_once(self, token, until, now):
        return (
            self._database.changed(
                "INSERT INTO tokens VALUES (%s, %s) ON CONFLICT DO NOTHING", (token, until)
            )
            == 1
        )


def forget_uses(db, now):
    """Drop what no limit and no token needs any more."""
    db.execute(
        "DELETE FROM hits WHERE at <= %s OR at > %s",
        (now - LONGEST_LIMIT_SECONDS, now + LONGEST_LIMIT_SECONDS),
    )
    db.execute("DELETE FROM tokens WHERE until < %s", (now,))
