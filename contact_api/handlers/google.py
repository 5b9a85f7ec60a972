"""Google Cloud Run functions: `contact` takes requests, `deliver` those of Cloud Scheduler.

Deploy `deliver` without --allow-unauthenticated, so that the scheduler alone may call it.
"""

from urllib.parse import quote

from contact_api.handlers.wsgi_call import Call, ask, last_forwarded
from contact_api.start import start

app = start()


def contact(request):
    """A request as functions-framework hands it over: Flask's own."""
    call = Call(
        method=request.method,
        path=quote(request.path),
        query=request.query_string.decode("latin-1"),
        headers=tuple(request.headers.items()),
        # Read here: the framework reads what is left once the answer is there.
        body=request.get_data(),
        # Google's front appends the address that it saw.
        address=last_forwarded(request.headers.get("X-Forwarded-For", "")),
    )
    answer = ask(app, call)
    return answer.body, answer.code, list(answer.headers)


def deliver(request):
    """One round of delivery."""
    app.extensions["contact_api"].delivery.deliver_due()
    return "", 204
