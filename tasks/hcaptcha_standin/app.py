"""The stand-in as a WSGI application: the widget's script and frame, siteverify, and a control for tests."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, Response, jsonify, request

from tasks.hcaptcha_standin.service import Service, refusal

HERE = Path(__file__).parent
# The longest that "slow" holds a request; a change of mode lets it go at once.
SLOW_SECONDS = 30


@dataclass
class Modes:
    """How the stand-in misbehaves. `siteverify`: "", "slow", "broken", "500", "code:X" or "hostname:X".

    `widget`: "", "missing" (no script), "error", "challenge" (a second step, which can be closed) or
    "short" (a token that expires at once).
    """

    siteverify: str = ""
    widget: str = ""
    verified: int = 0
    changed: threading.Event = field(default_factory=threading.Event)


def create_app(service=None):
    """The stand-in. GET or POST /control shows and sets its modes."""
    app = Flask(__name__, static_folder=None)
    service = service or Service()
    modes = Modes()

    @app.get("/1/api.js")
    def script():
        if modes.widget == "missing":
            return Response(status=503)
        return Response((HERE / "api.js").read_text(), mimetype="text/javascript")

    @app.get("/widget")
    def widget():
        return (HERE / "widget.html").read_text()

    @app.post("/getcaptcha")
    def getcaptcha():
        if modes.widget == "error":
            return Response(status=503)
        token = service.issue(request.form["sitekey"], request.form["host"])
        return jsonify(token=token, expires=1 if modes.widget == "short" else 120)

    @app.get("/mode")
    def mode():
        return jsonify(widget=modes.widget)

    @app.post("/siteverify")
    def siteverify():
        modes.verified += 1
        if modes.siteverify == "slow":
            modes.changed.wait(SLOW_SECONDS)
        if modes.siteverify == "500":
            return Response("Internal Server Error", status=500)
        if modes.siteverify == "broken":
            return Response('{"success": tr', mimetype="application/json")
        if modes.siteverify.startswith("code:"):
            return jsonify(refusal(modes.siteverify.removeprefix("code:")))
        if request.mimetype != "application/x-www-form-urlencoded":
            return jsonify(refusal("bad-request"))
        answer = service.verify(request.form)
        if modes.siteverify.startswith("hostname:") and answer["success"]:
            answer["hostname"] = modes.siteverify.removeprefix("hostname:")
        return jsonify(answer)

    @app.route("/control", methods=["GET", "POST"])
    def control():
        if request.method == "POST":
            modes.siteverify = request.form.get("siteverify", "")
            modes.widget = request.form.get("widget", "")
            modes.changed.set()
            modes.changed.clear()
        return jsonify(siteverify=modes.siteverify, widget=modes.widget, verified=modes.verified)

    return app
