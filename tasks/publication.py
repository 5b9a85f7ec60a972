"""Publishing from the preview, and taking the last publication back: one at a time, each step told.

With an upstream the texts are committed and sent as well. What must be refused is refused before anything is
made; a site with a fault changes nothing; what was made and could not be sent goes along the next time.
"""

import threading
import time
from dataclasses import asdict, dataclass, field

from tasks import publication_words as words
from tasks.changes import MOVED, NOTHING, Changes, rows
from tasks.edited import message
from tasks.publication_plan import plan, undo_of
from tasks.publication_record import Record
from tasks.publish import RefusedError
from tasks.repository import GitError
from tasks.taking_back import settle, take_back_site, take_back_texts

# Of a kind: the panel is small.
MOST_PAGES = 5
_MAKING = ("check", "build", "rules")
_SENDING = ("commit", "push")


@dataclass(frozen=True)
class State:
    """What the bar shows. `kind`: "" before anything, "publish" or "undo"; `ok`: None while it runs.

    `steps` are names of `words.STEPS`, `step` the one under way. `problems` are pairs: place, text;
    `pages` too: what became of one, its address.
    """

    kind: str = ""
    ok: bool | None = None
    steps: tuple = ()
    step: str = ""
    title: str = ""
    lines: tuple = ()
    problems: tuple = ()
    pages: tuple = ()
    address: str = ""

    def as_dict(self):
        """For JSON, with each step in Dutch and how far it is: "done", "now" or ""."""
        place = self.steps.index(self.step) if self.step in self.steps else len(self.steps)
        how = [
            "done" if number < place else "now" if number == place else ""
            for number in range(len(self.steps))
        ]
        named = [{"name": words.STEPS[step], "how": how[number]} for number, step in enumerate(self.steps)]
        return asdict(self) | {"steps": named}


@dataclass
class Publication:
    """All of one preview. `place` is a publish.Place; `practice` is the path of praktijk.toml.

    `make(say, places)` makes the live site: a publish.Published, or RefusedError. `places` says where texts
    are that are not those of `place`, by what an Edit calls them. `find()` gives the Repository of
    the texts or None. `tell(state)` is called at each step. `address()` is that of the live site.
    """

    place: object
    practice: object
    make: object
    find: object
    tell: object = lambda state: None
    address: object = lambda: ""
    clock: object = time.time
    state: State = field(default_factory=State)
    # What became of an undo that an earlier preview did not finish, until the next publication.
    recovered: str = ""
    _one: threading.Lock = field(default_factory=threading.Lock)

    def plan(self):
        """What publishing would do now; see `publication_plan.plan`."""
        self.recover()
        found = plan(self.place, self.practice, self.find(), self.clock())
        return found | {"note": f"{self.recovered} {found['note']}".strip()}

    def recover(self):
        """Settle an undo that was interrupted; what to tell the coach, "" when there was none."""
        if not self._one.acquire(blocking=False):
            return ""
        try:
            said = settle(self.place, self.find(), self.clock())
            self.recovered = said or self.recovered
            return said
        except GitError:
            # The next time, or when she publishes: then it is told.
            return ""
        finally:
            self._one.release()

    def is_busy(self):
        """Whether a publication or an undo is under way."""
        return self._one.locked()

    def publish(self):
        """Publish, in this thread; False when that or an undo is under way already."""
        return self._alone(words.REFUSED, "publish", self._publish)

    def undo(self, number):
        """Take back the publication that has this number in the plan; False as for `publish`."""
        return self._alone(words.NOT_TAKEN_BACK, "undo", lambda: self._take_back(number))

    def _alone(self, refused, kind, work):
        if not self._one.acquire(blocking=False):
            return False
        try:
            self.state = State(kind=kind)
            settle(self.place, self.find(), self.clock())
            self.recovered = ""
            work()
        except _NotSentError as error:
            hint = words.NOT_SENT_HINT.format(output=self.place.output)
            self._show(ok=False, title=words.NOT_SENT, problems=(("", str(error)),), lines=(hint,))
        except (RefusedError, GitError) as error:
            problems = error.problems if isinstance(error, RefusedError) else (("", str(error)),)
            self._show(ok=False, title=refused, problems=tuple(problems))
        except Exception:
            self._show(ok=False, title=refused, problems=(("", words.STOPPED),))
            raise
        finally:
            self._one.release()
        return True

    def _publish(self):
        repository, upstream = self._connect()
        base = upstream and repository.position(upstream.ref)
        published = self.make(self._step, {})
        lines = [words.PAGES.format(pages=published.pages)]
        if upstream:
            lines.append(self._commit_and_push(repository, upstream, base))
        elif published.changes != Changes():
            lines.append(words.IN_FOLDER.format(output=self.place.output))
        pages = tuple(rows(published.changes, MOST_PAGES))
        lines += [MOVED] if published.changes.gone else [] if pages else [NOTHING]
        self._show(
            ok=True, step="", title=words.PUBLISHED, lines=tuple(lines), pages=pages, address=self.address()
        )

    def _commit_and_push(self, repository, upstream, base):
        edits, own = repository.edits(base), repository.edits()
        said = message(own) if own else ""
        self._step("commit")
        try:
            if said:
                repository.commit(said)
        except GitError as error:
            raise _NotSentError(str(error)) from None
        commits = repository.commits_of_texts(base)
        if commits:
            # Before they are sent: what is sent can be taken back, whatever comes in between.
            record = Record.read(self.place.var)
            record.sent(self.clock(), commits, [str(edit) for edit in edits]).write(self.place.var)
        self._push(repository, upstream)
        sent = words.SENT if said else words.SENT_BEFORE
        return sent.format(remote=upstream.remote, message=said.partition("\n")[0])

    def _take_back(self, number):
        record, repository = Record.read(self.place.var), self.find()
        undo = undo_of(self.place, record, repository and repository.upstream(), self.clock())
        if undo is None:
            raise GitError(words.NOTHING_TO_TAKE_BACK)
        if undo.number != number:
            raise GitError(words.ANOTHER)
        if record.commits:
            return self._revert(record)
        self._show(steps=("restore",), step="restore")
        if not take_back_site(self.place, record):
            raise GitError(words.BUSY)
        line = words.SITE_BACK.format(output=self.place.output)
        return self._show(ok=True, step="", title=words.TAKEN_BACK, lines=(line,))

    def _revert(self, record):
        repository, upstream = self._connect()

        def make(places):
            self.make(self._step, places)
            self._step("commit")

        said = words.listed(take_back_texts(self.place, repository, record, make, self.clock()))
        self._push(repository, upstream)
        lines = (words.TEXTS_BACK.format(edits=said), words.SENT_BACK.format(remote=upstream.remote))
        self._show(ok=True, step="", title=words.TAKEN_BACK, lines=lines, address=self.address())

    def _connect(self):
        """The repository and its upstream, ready to commit; both None where nothing is to be sent."""
        repository = self.find()
        upstream = repository and repository.upstream()
        if not upstream:
            self._show(steps=_MAKING)
            return None, None
        self._show(steps=("connect", *_MAKING, *_SENDING), step="connect")
        repository.check()
        repository.fetch(upstream)
        return repository, upstream

    def _push(self, repository, upstream):
        self._step("push")
        try:
            repository.push(upstream)
        except GitError as error:
            raise _NotSentError(str(error)) from None

    def _step(self, step):
        self._show(step=step)

    def _show(self, **changes):
        self.state = State(**(vars(self.state) | changes))
        self.tell(self.state)


class _NotSentError(GitError):
    """The site was made, and the texts may be committed; they were not sent."""
