"""A receipt number on the command line, read kindly."""

import click

from contact_api.messages.commands import ERRORS
from contact_api.receipts import read_receipt


class ReceiptType(click.ParamType):
    """Turns what was typed into a receipt."""

    name = "ontvangstnummer"

    def convert(self, value, param, ctx):
        receipt = read_receipt(value)
        if receipt is None:
            raise click.UsageError(ERRORS["not_a_receipt"].format(text=value), ctx)
        return receipt


RECEIPT = ReceiptType()
