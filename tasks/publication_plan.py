"""What publishing would do now, and what can be taken back: nothing is made for it, and nobody is asked."""

from dataclasses import dataclass

from tasks import publication_words as words
from tasks.edited import edits_between, texts_of
from tasks.placed import can_put_back
from tasks.publication_record import Record
from tasks.repository import GitError


@dataclass(frozen=True)
class Undo:
    """The last publication: `number` is its own, `what` says what taking it back would do."""

    number: str
    when: str
    what: str


def plan(place, practice, repository, now):
    """As plain values. `repository` is that of the texts, or None; `now` is in seconds since 1970."""
    record = Record.read(place.var)
    upstream = repository and repository.upstream()
    undo = undo_of(place, record, upstream, now)
    found = {
        "last": words.LAST.format(when=words.when(record.at, now)) if record.at else words.NEVER,
        "undo": vars(undo) if undo else None,
    }
    if upstream:
        return found | _to_remote(repository, upstream)
    return found | _to_folder(place, practice, repository, record)


def undo_of(place, record, upstream, now):
    """What can be taken back as an Undo; None when there is nothing."""
    if upstream and record.commits:
        what = words.UNDO_TEXTS.format(edits=words.listed(record.edits))
    elif not upstream and record.at and can_put_back(place.var):
        what = words.UNDO_SITE.format(output=place.output)
    else:
        return None
    number = record.commits[0] if record.commits else str(record.at)
    return Undo(number, words.when(record.at, now), what)


def _to_remote(repository, upstream):
    ref = upstream.ref if repository.position(upstream.ref) else "HEAD"
    edits, names = repository.edits(ref), repository.others_since(ref)
    where = words.TO_REMOTE.format(remote=upstream.remote, branch=upstream.branch)
    along = words.ALONG.format(names=", ".join(names)) if names else ""
    return {
        "edits": [str(edit) for edit in edits],
        "note": "" if edits else words.NOTHING_NEW,
        "where": f"{where} {along}".rstrip(),
        "problems": _hindrances(repository),
    }


def _to_folder(place, practice, repository, record):
    edits = edits_between(record.texts, texts_of(place.content, practice)) if record.at else ()
    where = words.TO_FOLDER.format(output=place.output)
    alone = f"{words.NO_UPSTREAM} " if repository and repository.has_remote() else ""
    return {
        "edits": [str(edit) for edit in edits],
        "note": "" if edits else words.NOTHING_NEW if record.at else words.FIRST,
        "where": alone + where,
        "problems": [],
    }


def _hindrances(repository):
    try:
        repository.check()
    except GitError as error:
        return [["", str(error)]]
    return []
