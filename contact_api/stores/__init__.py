"""The stores behind `contact_api.outbox.Outbox`."""
