"""Azure Functions, programming model 2: `functions` holds a function for requests and one for a timer.

Not azure.functions.WsgiMiddleware: it makes an exception of every answer of 500 or more, and of every warning
that the application logs. https://learn.microsoft.com/azure/azure-functions/functions-reference-python
"""

from urllib.parse import urlsplit

import azure.functions

from contact_api.handlers.wsgi_call import Call, ask, last_forwarded
from contact_api.start import start

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
EVERY_FIVE_MINUTES = "0 */5 * * * *"

app = start()
functions = azure.functions.FunctionApp(http_auth_level=azure.functions.AuthLevel.ANONYMOUS)


@functions.route(route="{*path}", methods=METHODS)
def contact(request: azure.functions.HttpRequest) -> azure.functions.HttpResponse:
    """A request. host.json takes away the prefix /api."""
    url = urlsplit(request.url)
    call = Call(
        method=request.method,
        path=url.path,
        query=url.query,
        headers=tuple(request.headers.items()),
        body=request.get_body(),
        # The front of App Service appends the address that it saw, with its port.
        address=last_forwarded(request.headers.get("x-forwarded-for", "")),
    )
    answer = ask(app, call)
    return azure.functions.HttpResponse(answer.body, status_code=answer.code, headers=answer.joined_headers())


@functions.timer_trigger(schedule=EVERY_FIVE_MINUTES, arg_name="timer")
def deliver(timer: azure.functions.TimerRequest) -> None:
    """One round of delivery."""
    app.extensions["contact_api"].delivery.deliver_due()
