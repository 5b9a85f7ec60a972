"""Stand-ins for what lies outside, behind the same Protocols."""

from contact_api.captcha import Judgement, Verdict
from contact_api.outbox import StoreUnavailableError
from contact_api.transport import Attempt, Fate
from tests.builders import NOW


class FakeClock:
    """A clock that moves only when it is told to."""

    def __init__(self, now=NOW):
        self.now = now

    def __call__(self):
        return self.now

    def pass_seconds(self, seconds):
        self.now += seconds


class FakeCaptcha:
    """Gives the judgements that it was handed, the last one for ever; remembers what it was asked."""

    def __init__(self, *judgements):
        self.judgements = list(judgements) or [Judgement(Verdict.PASSED)]
        self.asked = []

    def verify(self, token, remote_ip):
        self.asked.append((token, remote_ip))
        return self.judgements.pop(0) if len(self.judgements) > 1 else self.judgements[0]


class FakeCodeCaptcha:
    """Passes the code "12345" for any token; says of each token that it is so many seconds old."""

    def __init__(self, age=60):
        self.seconds = age
        self.asked = []

    def verify(self, token, typed):
        self.asked.append((token, typed))
        return Judgement(Verdict.PASSED if typed == "12345" else Verdict.REFUSED)

    def new(self, empty=True):
        return "a-code-token"

    def digits(self, token):
        return "12345" if token == self.new() else None

    def seed(self, token, medium):
        return b"a seed"

    def age(self, token):
        return self.seconds


class FakeTransport:
    """Ends attempts as it was told, the last one for ever; keeps the mails that were "sent"."""

    def __init__(self, *attempts):
        self.attempts = list(attempts) or [Attempt(Fate.SENT)]
        self.sent = []
        self.tried = []
        self.budgets = []
        self._timer = None

    def takes_all_of_its_budget(self, timer):
        """From now on `timer` moves by the budget of each attempt."""
        self._timer = timer

    def send(self, mail, budget, utf8_mail=None):
        self.tried.append(mail)
        self.budgets.append(budget)
        if self._timer:
            self._timer.pass_seconds(budget)
        attempt = self.attempts.pop(0) if len(self.attempts) > 1 else self.attempts[0]
        if isinstance(attempt, Exception):
            raise attempt
        if attempt.fate is Fate.SENT:
            self.sent.append(mail)
        return attempt


class FakeWebhook:
    """Ends attempts as it was told, the last one for ever; keeps what was posted."""

    def __init__(self, *attempts):
        self.attempts = list(attempts) or [Attempt(Fate.SENT)]
        self.posted = []

    def send(self, data, budget):
        self.posted.append(data)
        return self.attempts.pop(0) if len(self.attempts) > 1 else self.attempts[0]


class BrokenOutbox:
    """A store that can't be reached."""

    def __getattr__(self, name):
        def unavailable(*arguments, **named):
            raise StoreUnavailableError("broken")

        return unavailable
