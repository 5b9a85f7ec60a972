"""What is said to the coach when git can't go on: what is so, and what she can do. Nothing was lost."""

import re

NO_GIT = "Het programma git is hier niet te vinden. Vraag hulp aan wie je site heeft ingericht."
DETACHED = (
    "Je kijkt naar een oudere stand van je website. Typ in de terminal: git switch {branch}. "
    "Weet je niet wat dat doet, vraag dan hulp aan wie je site heeft ingericht."
)
UNFINISHED = (
    "In je website is een {what} begonnen en niet afgemaakt. "
    "Vraag wie dat deed om het af te maken; publiceer daarna."
)
UNDER_WAY = {
    "MERGE_HEAD": "samenvoeging",
    "REVERT_HEAD": "terugdraaiing",
    "CHERRY_PICK_HEAD": "overname (cherry-pick)",
    "rebase-merge": "verplaatsing (rebase)",
    "rebase-apply": "verplaatsing (rebase)",
}
NO_IDENTITY = (
    "Git weet nog niet wie je bent. Typ één keer in de terminal: "
    'git config --global user.name "Je naam" en git config --global user.email "je@adres.nl".'
)
BEHIND = (
    "Op {remote} staat nieuwer werk dan hier. Haal dat eerst op: typ in de terminal git pull, "
    "of vraag hulp aan wie je site heeft ingericht."
)
NOT_LET_IN = (
    "{remote} laat je niet binnen: de inloggegevens ontbreken of kloppen niet meer. "
    "Typ één keer git push in de terminal en log in, of vraag hulp aan wie je site heeft ingericht."
)
NO_CONNECTION = "Er is geen verbinding met {remote}. Kijk of je internet het doet en probeer het opnieuw."
TOO_LONG = "{remote} antwoordde niet binnen {seconds} tellen. Probeer het later opnieuw."
NO_BRANCH = "Op {remote} staat de tak {branch} niet meer. Vraag hulp aan wie je site heeft ingericht."
NOT_ALLOWED = "{remote} neemt dit niet aan: {said}. Vraag hulp aan wie je site heeft ingericht."
LOCKED = (
    "Een ander programma is met git bezig. Wacht even en probeer het opnieuw. Is je computer onverwacht "
    "uitgegaan en blijft dit zo, vraag dan aan wie je site heeft ingericht om .git/index.lock weg te halen."
)
OTHER = "Git kon dit niet doen: {said}"
UNPUBLISHED = (
    "Je hebt na de laatste publicatie nog iets veranderd: {edits}. "
    "Publiceer dat eerst, of draai het terug; daarna kun je terugnemen."
)
OVERLAPS = (
    "Wat je wilt terugnemen, is later nog een keer veranderd. "
    "Dat kan niet vanzelf uit elkaar worden gehaald. Zet de tekst zelf terug en publiceer opnieuw."
)
# In the order in which they are looked for.
_CAUSES = (
    (r"index\.lock|Unable to create .*\.lock", LOCKED),
    (r"\[rejected\].*(?:non-fast-forward|fetch first)|tip of your current branch is behind", BEHIND),
    (r"could not read (?:Username|Password)|terminal prompts disabled|Authentication failed", NOT_LET_IN),
    (r"Permission denied|Host key verification failed|HTTP (?:401|403)|error: (?:401|403)", NOT_LET_IN),
    (r"couldn't find remote ref", NO_BRANCH),
    (r"Could not resolve host|Connection (?:refused|timed out|reset)|Network is unreachable", NO_CONNECTION),
    (
        r"unable to access|Failed to connect|Could not read from remote|does not appear to be a git",
        NO_CONNECTION,
    ),
    (r"\[remote rejected\]|hook declined|protected branch", NOT_ALLOWED),
    (r"Please tell me who you are|unable to auto-detect email|empty ident|no email was given", NO_IDENTITY),
)
# What an address may hold between its scheme and its host.
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")


def explained(said, **values):
    """What git `said` in English, as a line for the coach; of what is not known here, git's own last line."""
    lines = [line for line in without_secrets(said).splitlines() if line.strip()]
    gist = re.sub(r"^(?:fatal|error|remote|!): *", "", lines[-1].strip()) if lines else "zonder uitleg"
    for pattern, words in _CAUSES:
        if re.search(pattern, said, re.S):
            return words.format(said=gist, **values)
    return OTHER.format(said=gist)


def without_secrets(text):
    """`text` without the name and the password that an address may hold."""
    return _SECRET.sub("", text)
