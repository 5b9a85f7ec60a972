"""AWS Lambda: `contact` takes requests, `deliver` the schedule. Both are `contact_api.handlers.aws.NAME`."""

from contact_api.handlers.aws_events import read_event
from contact_api.handlers.wsgi_call import ask
from contact_api.start import start

# Made while the instance starts, when Lambda lends it most processor time.
app = start()


def contact(event, context):
    """A request; raises UnknownEventError for an event that is none."""
    call, to_response = read_event(event)
    return to_response(ask(app, call))


def deliver(event, context):
    """One round of delivery, whatever the schedule's event holds."""
    app.extensions["contact_api"].delivery.deliver_due()
