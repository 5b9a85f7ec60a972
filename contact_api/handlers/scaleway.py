"""Scaleway Functions: `contact` takes requests, `deliver` a cron trigger; the latter as a private function.

https://www.scaleway.com/en/docs/serverless-functions/reference-content/code-examples/
"""

from base64 import b64decode
from urllib.parse import urlencode

from contact_api.handlers.wsgi_call import Call, UnknownEventError, ask
from contact_api.start import start

app = start()


def contact(event, context):
    """A request; raises UnknownEventError for an event that is none."""
    if "httpMethod" not in event or "path" not in event:
        raise UnknownEventError("no request of Scaleway Functions")
    headers = {name.lower(): value for name, value in event["headers"].items()}
    body = event.get("body") or ""
    answer = ask(
        app,
        Call(
            method=event["httpMethod"],
            path=event["path"],
            query=urlencode(event.get("queryStringParameters") or {}),
            headers=tuple(headers.items()),
            body=b64decode(body) if event.get("isBase64Encoded") else body.encode("utf-8"),
            # Its edge writes this one anew; X-Forwarded-For begins with what the sender wrote.
            address=headers.get("x-envoy-external-address", ""),
        ),
    )
    text, encoded = answer.text_body()
    # The platform would open an answer without this header to every page there is.
    own = {"Access-Control-Allow-Origin": app.extensions["contact_api"].settings.allowed_origins[0]}
    return {
        "statusCode": answer.code,
        "headers": own | answer.joined_headers(),
        "body": text,
        "isBase64Encoded": encoded,
    }


def deliver(event, context):
    """One round of delivery."""
    app.extensions["contact_api"].delivery.deliver_due()
    return {"statusCode": 204}
