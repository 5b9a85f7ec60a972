"""The token of the page that shows a receipt."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_api.receipt_page import RECEIPT_SECONDS, ReceiptTokens
from contact_api.receipts import new_receipt
from tests.fakes import FakeClock

KEY = b"k" * 32
RECEIPT = "7Q2K-M0TR"


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def tokens(clock):
    return ReceiptTokens(KEY, clock)


def test_a_receipt_comes_back_for_an_hour(tokens, clock):
    """To the second; then the page is gone, the message is not."""
    token = tokens.new(RECEIPT)
    clock.pass_seconds(RECEIPT_SECONDS)
    assert tokens.receipt(token) == RECEIPT
    clock.pass_seconds(1)
    assert tokens.receipt(token) is None


def test_every_receipt_comes_back(tokens):
    """Whichever letters are in it."""
    receipts = [new_receipt() for _ in range(50)]
    assert [tokens.receipt(tokens.new(receipt)) for receipt in receipts] == receipts


def test_an_address_says_nothing_of_its_receipt(tokens):
    """Two tokens of one receipt have no byte of it in common, and none is safe to read without the key."""
    first, second = tokens.new(RECEIPT), tokens.new(RECEIPT)
    raw = [base64.urlsafe_b64decode(token + "==") for token in (first, second)]
    assert RECEIPT.encode() not in raw[0] + raw[1]
    assert raw[0][18:27] != raw[1][18:27]
    assert ReceiptTokens(b"o" * 32).receipt(first) is None


@given(st.integers(0, 42), st.integers(1, 255))
def test_no_altered_token_shows_a_receipt(place, change):
    """Whichever byte is changed."""
    tokens = ReceiptTokens(KEY, FakeClock())
    raw = bytearray(base64.urlsafe_b64decode(tokens.new(RECEIPT) + "=="))
    raw[place] ^= change
    assert tokens.receipt(base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")) is None


@given(st.text(max_size=80))
def test_no_text_is_a_token(text):
    """Whatever stands in the address."""
    assert ReceiptTokens(KEY, FakeClock()).receipt(text) is None
