"""The settings and praktijk.toml: every problem at once."""

from contact_api.checks.findings import Area, Finding, Verdict
from contact_api.environment import load_settings
from contact_api.messages.checks import AREAS
from contact_api.messages.settings import in_dutch
from contact_api.practice import PracticeError, live_problems, load_practice, practice_path
from contact_api.settings import SettingsError


def check_settings(environ):
    """The Settings, None when there are problems, and the Findings."""
    try:
        settings = load_settings(environ)
    except PracticeError as error:
        return None, [_problem("practice", problem) for problem in error.problems]
    except SettingsError as error:
        found = [_problem("settings", in_dutch(problem)) for problem in error.problems]
        return None, found + _check_practice(environ)
    found = [Area("settings").good("production" if settings.production else "development")]
    return settings, found + _check_practice(environ)


def _check_practice(environ):
    practice = load_practice(practice_path(environ))
    # As in environment: whatever does not say that it is a trial is live.
    live = environ.get("CONTACT_ENV") != "development"
    problems = [_problem("practice", problem) for problem in (live_problems(practice) if live else ())]
    return problems or [Area("practice").good("practice", days=practice.contact.retention_days)]


def _problem(area, text):
    return Finding(AREAS[area], Verdict.WRONG, text)
