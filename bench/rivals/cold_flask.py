"""Bare Flask: its import, and a first POST of the same form."""

import sys

from flask import Flask, request

from bench.rivals.report import cpu, post, report

app = Flask("bare")


@app.post("/contact")
def contact():
    return {"name": request.form["naam"]}, 201


status = post(app, sys.argv[1].encode())
report(whole=cpu(), status=status)
