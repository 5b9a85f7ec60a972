"""A server that takes messages until it is ended: python -m bench.rivals.warm KIND PORT FILE

flask: bare Flask with the same durable insert. nabij: the endpoint, with a captcha that passes at once; the
mail is left to the round of delivery. mail: the same with each mail composed, and taken at once. All behind
waitress with as many threads.
"""

import json
import logging
import secrets
import sqlite3
import sys
import threading
import time

import waitress

THREADS = 8


def bare_flask(path):
    from flask import Flask, request

    app, local = Flask("bare"), threading.local()

    def connect():
        db = sqlite3.connect(path, timeout=5, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        return db

    db = connect()
    db.execute(
        "CREATE TABLE IF NOT EXISTS messages (receipt TEXT PRIMARY KEY, content TEXT, received_at REAL)"
    )
    db.close()

    @app.post("/contact")
    def contact():
        if not hasattr(local, "db"):
            local.db = connect()
        receipt = secrets.token_hex(4)
        content = json.dumps(request.form.to_dict())
        local.db.execute("BEGIN IMMEDIATE")
        local.db.execute("INSERT INTO messages VALUES (?, ?, ?)", (receipt, content, time.time()))
        local.db.execute("COMMIT")
        return {"receipt": receipt}, 201

    return app


def nabij(mail):
    from contact_api.app import create_app
    from contact_api.captcha import Judgement, Verdict
    from contact_api.transport import Attempt, Fate

    class Passes:
        def verify(self, token, remote_ip):
            return Judgement(Verdict.PASSED)

    class Takes:
        def send(self, mail, budget):
            return Attempt(Fate.SENT)

    logging.getLogger("contact_api").addHandler(logging.NullHandler())
    app = create_app(captcha=Passes(), transport=Takes())
    if not mail:
        # Whoever composes and sends it later, it is stored by now.
        app.extensions["contact_api"].delivery.attempt = lambda message, budget=None: None
    return app


def main():
    kind, port, path = sys.argv[1:]
    # Fifty clients wait for eight threads: that is what is measured.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = bare_flask(path) if kind == "flask" else nabij(mail=kind == "mail")
    waitress.serve(app, host="127.0.0.1", port=int(port), threads=THREADS, ident=None)


if __name__ == "__main__":
    main()
