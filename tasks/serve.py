"""`make serve`: the whole practice on this machine. Site, endpoint, stand-in for hCaptcha, delivery.

One process, so that Ctrl-C ends all of it; nothing outside this machine can reach it.
"""

import argparse
import errno
import json
import logging
import sys
import threading
import time
from pathlib import Path

from waitress.server import create_server
from watchfiles import watch

from contact_api.app import create_app
from contact_api.delivery import Round
from contact_api.environment import load_settings
from contact_api.outbox import StoreUnavailableError
from contact_api.practice import PracticeError, load_practice, practice_path
from plugins.checks.run import check
from plugins.search_index import SearchError, index
from tasks.api import WAITRESS
from tasks.build import ROOT
from tasks.builder import Builder
from tasks.editor.attach import attach
from tasks.findings import Findings
from tasks.hcaptcha_standin.app import create_app as create_standin
from tasks.preview_server import PreviewServer
from tasks.publication_routes import attach as attach_publication
from tasks.publish import Place
from tasks.routes import Answer
from tasks.serve_environ import endpoint_environ, site_environ

DELIVERY_SECONDS = 2
FINDINGS = "/__voorbeeld/findings"
WATCHED = ("theme", "plugins", "contact_api", "praktijk.toml", "pelicanconf.py")
SCREEN = """
  Nabij draait op deze computer. Stoppen: Ctrl-C.

  De site            http://localhost:{site}
                     ververst vanzelf zodra je een tekst, de vormgeving of praktijk.toml bewaart
  Het beheer         http://localhost:{site}/beheer/
                     schrijven, foto’s en de gegevens van je praktijk, zonder bestanden te openen
  Het eindpunt       http://localhost:{api}/contact
                     ontvangt de berichten van het contactformulier
  Oefen-hCaptcha     http://localhost:{captcha}
                     staat in voor de echte dienst; er gaat niets naar buiten
  De mail            {mail}
                     elk bezorgd bericht als .eml-bestand
  De opslag          {store}
"""


def main(arguments=None):
    options = _options(arguments)
    logging.basicConfig(format="%(asctime)s  %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("waitress").setLevel(logging.ERROR)
    preview = Preview(options)
    try:
        preview.start()
        preview.rebuild_on_change()
    except KeyboardInterrupt:
        print("\n  Gestopt.")


class Preview:
    """All that `make serve` runs. Raises SystemExit with a message when it can't start."""

    def __init__(self, options):
        self.ports = {"site": options.port, "api": options.api_port, "captcha": options.captcha_port}
        self.var = options.var
        self.content = options.content
        self.place = Place(options.content, options.output, options.var)
        self.store = self.var / "outbox.sqlite"
        self.mail = self.var / "mail"
        self.site = self.var / "site"
        self.builder = Builder(
            [
                *(options.content, "--settings", "pelicanconf.py", "--output", self.site, "-e"),
                *(f'INCREMENTAL_STORE="{self.var}/cache/serve.sqlite"', "SEARCH_LATER=true"),
            ],
            site_environ(self.ports),
        )
        self.findings = Findings()
        self._searchable = threading.Lock()
        self._indexed = True
        self.endpoint = None

    def start(self):
        """Take the ports first: a port in use must show before anything else is done."""
        self._load_endpoint(first=True)
        self.site_server = _listen("PORT", self.ports["site"], PreviewServer, self._before)
        self.site_server.routes.add("GET", FINDINGS, self._findings_of)
        attach(self.site_server, self.content)
        publication = attach_publication(self.site_server, self.place, self.findings.errors)
        api = _listen("API_PORT", self.ports["api"], self._waitress, self._call_endpoint)
        standin = _listen("CAPTCHA_PORT", self.ports["captcha"], self._waitress, create_standin())
        self.mail.mkdir(parents=True, exist_ok=True)
        for run in (self.site_server.serve_forever, api.run, standin.run, self._deliver_forever):
            threading.Thread(target=run, daemon=True).start()
        if recovered := publication.recover():
            _say(recovered)
        self._build("de eerste keer")
        print(SCREEN.format(**self.ports, mail=_short(self.mail), store=_short(self.store)), flush=True)

    def rebuild_on_change(self):
        """Build again on each change, until Ctrl-C."""
        paths = {ROOT / name for name in WATCHED} | {self.content, practice_path().resolve()}
        # As soon as nothing more comes for ten milliseconds: whoever saves looks up at once.
        for changes in watch(*paths, debounce=100, step=10):
            changed = {Path(path).resolve() for _, path in changes}
            names = sorted({_short(Path(path)) for _, path in changes})
            if practice_path().resolve() in changed:
                self._load_endpoint()
            if not all(map(self._is_looked_at_again, changed)):
                self.builder.close()
            self._build(", ".join(names[:3]) + (" …" if len(names) > 3 else ""), changed)

    def _build(self, why, changed=()):
        began = time.monotonic()
        done = self.builder.build(changed)
        seconds = f"{time.monotonic() - began:.2f}".replace(".", ",")
        if done.ok:
            self._indexed = False
            self.findings.built(done.sources)
            self.site_server.publish(self.site, done.changed)
            _say(f"Gebouwd in {seconds} s: {why}" + (f"\n{done.log}" if done.log else ""))
            # What would stop a publication, while the page is still fresh in mind.
            for _, problem in self._look():
                _say(problem)
        else:
            # What the check says of a text is said better, with its line and what to do.
            named = [said for file, said in self._look() if file in done.log]
            problem = "\n".join(named) or done.log
            self.site_server.refuse(problem)
            _say(f"De site kon niet worden gebouwd ({why}). De vorige versie blijft staan.\n{problem}")

    def _findings_of(self, request):
        """What the bar asks for: /__voorbeeld/findings?/the/page/ it is on."""
        found = self.findings.of(request.query)
        return Answer(body=json.dumps(found).encode(), kind="application/json")

    def _look(self):
        """Check the texts and let the pages know; the file of each error, and what to say of it."""
        try:
            practice = load_practice()
        except PracticeError:
            # The build tells of it, or the one that follows.
            return []
        report = check(self.content, practice, self.var / "cache" / "check.json")
        self.findings.checked(report)
        self.site_server.tell("checked")
        return [(found.file, f"{found.place}  {found.cause} {found.mend}") for found in report.errors]

    def _before(self, path):
        """Make the search index when somebody searches: no build waits for it."""
        if not path.startswith("/pagefind/") or self._indexed:
            return
        with self._searchable:
            if not self._indexed:
                self._indexed = True
                try:
                    index(self.site, "nl")
                except SearchError as error:
                    _say(str(error))

    def _is_looked_at_again(self, path):
        """Whether a build sees this change by itself: code and settings are loaded once in a process."""
        folders = (self.content, ROOT / "theme" / "templates", ROOT / "theme" / "static")
        return any(path.is_relative_to(folder) for folder in folders)

    def _load_endpoint(self, first=False):
        try:
            self.endpoint = create_app(load_settings(endpoint_environ(self.ports, self.store, self.mail)))
        except PracticeError as error:
            if first:
                sys.exit(str(error))
            _say(str(error))

    def _call_endpoint(self, environ, start_response):
        return self.endpoint(environ, start_response)

    def _deliver_forever(self):
        while True:
            try:
                done = self.endpoint.extensions["contact_api"].delivery.deliver_due()
                if done != Round():
                    _say(f"Bezorgd: {done.delivered}. Nog niet gelukt: {done.waiting + done.dead}.")
            except StoreUnavailableError as error:
                _say(f"De opslag van berichten is niet bereikbaar ({error}).")
            time.sleep(DELIVERY_SECONDS)

    @staticmethod
    def _waitress(port, app):
        return create_server(app, host="127.0.0.1", port=port, **WAITRESS)


def _options(arguments):
    parser = argparse.ArgumentParser(prog="make serve")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--api-port", type=int, default=8001)
    parser.add_argument("--captcha-port", type=int)
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--var", type=Path, default=ROOT / "var")
    parser.add_argument("--output", type=Path, default=ROOT / "output")
    options = parser.parse_args(arguments)
    options.captcha_port = options.captcha_port or options.api_port + 1
    for name in ("var", "content", "output"):
        setattr(options, name, getattr(options, name).resolve())
    return options


def _listen(name, port, server, *arguments):
    """A server on `port`, or the end, with what to do about it."""
    try:
        return server(port, *arguments)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        sys.exit(
            f"Poort {port} is al in gebruik of niet toegestaan. Sluit wat daar draait (misschien een "
            f"tweede make serve), of kies een andere poort: make serve {name}={port + 10}"
        )


def _short(path):
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _say(text):
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


if __name__ == "__main__":
    main()
