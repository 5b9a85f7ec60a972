"""A publication taken back, of texts or of a site: all of it or nothing, also when the process is killed.

Before anything changes an Intent says what will. Until the branch has moved, or the folders have changed
places, nothing of the coach is touched; from then on `settle` does the rest, as often as it is asked.
"""

import shutil

from tasks import publication_words as words
from tasks import revert
from tasks.placed import PREVIOUS, alone, finish_put_back, put_back
from tasks.publication_record import Record
from tasks.undo_intent import Intent

# In the folder var/ of a publication: the texts as they will be.
ROOM = "undo"


def take_back_texts(place, repository, record, make, now):
    """Take the commits of `record` back in the texts, on the branch and in the site; what changed, as Edits.

    `make` makes the site of the texts at the places that it is given, before anything else happens.
    """
    revert.check_untouched(repository)
    base = repository.position("HEAD")
    message = words.TAKEN_BACK_MESSAGE.format(edits=words.listed(record.edits))
    target = revert.reverted(repository, record.commits, message)
    Intent(record, base, target).write(place.var)
    try:
        with revert.laid_out(repository, target, place.var / ROOM) as places:
            make(places)
        revert.move(repository, base, target)
    finally:
        settle(place, repository, now)
    return repository.edits(base)


def take_back_site(place, record):
    """Put the site that was kept in the place of the last one; False when somebody publishes now."""
    with alone(place.var) as free:
        if free:
            Intent(record, site=(place.var / PREVIOUS).stat().st_ino).write(place.var)
            put_back(place.output, place.var)
            record.taken_back().write(place.var)
            Intent.forget(place.var)
        return free


def settle(place, repository, now):
    """Finish an undo that was interrupted, or drop it; what to tell the coach, "" when there was none."""
    if Intent.read(place.var) is None:
        return ""
    # Whoever publishes at this moment may be what the undo began.
    with alone(place.var) as free:
        intent = Intent.read(place.var)
        if not free or intent is None:
            return ""
        said = _settle_texts(place, repository, intent, now) if intent.target else _settle_site(place, intent)
        Intent.forget(place.var)
        shutil.rmtree(place.var / ROOM, ignore_errors=True)
        return said


def _settle_texts(place, repository, intent, now):
    if repository is None or repository.position("HEAD") != intent.target:
        # The site may have been made for it, and written down as published.
        intent.record.write(place.var)
        return words.UNDO_DROPPED
    revert.bring(repository, intent.base, intent.target)
    Record.read(place.var).sent(now, (), ()).write(place.var)
    return words.UNDO_FINISHED


def _settle_site(place, intent):
    if not finish_put_back(place.output, place.var, intent.site):
        return words.UNDO_DROPPED
    intent.record.taken_back().write(place.var)
    return words.UNDO_OF_SITE_FINISHED.format(output=place.output)
