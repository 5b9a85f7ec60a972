"""The code to retype: one token, one guess, for ten minutes."""

import base64
import string
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_api.captcha import Judgement, Verdict
from contact_api.code_captcha import TOKEN_SECONDS, CodeCaptcha, read_digits
from contact_api.outbox import StoreUnavailableError
from contact_api.stores.sqlite import SqliteOutbox
from tests.builders import NOW
from tests.fakes import BrokenOutbox, FakeClock

KEY = b"k" * 32
PASSED = Judgement(Verdict.PASSED)


def refused(code):
    return Judgement(Verdict.REFUSED, (code,))


class Uses:
    """What `use_once` promises, in memory."""

    def __init__(self):
        self.tokens = {}

    def use_once(self, token, until, now):
        first = token not in self.tokens
        self.tokens.setdefault(token, until)
        return first


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def captcha(clock, tmp_path):
    return CodeCaptcha(KEY, SqliteOutbox(tmp_path / "outbox.sqlite"), clock)


def test_a_code_that_was_retyped_passes_once(captcha):
    """And never again, not even when it is right."""
    token = captcha.new()
    digits = captcha.digits(token)
    assert len(digits) == 6
    assert set(digits) <= set(string.digits)
    assert [captcha.verify(token, digits) for _ in range(3)] == [PASSED, *[refused("already-seen")] * 2]


@pytest.mark.parametrize("typed", ["", "000", "wrong", "1234567890", "\ud800"])
def test_a_wrong_code_uses_its_token_up(captcha, typed):
    """One picture gives one guess."""
    token = captcha.new()
    assert captcha.verify(token, typed) == refused("wrong")
    assert captcha.verify(token, captcha.digits(token)) == refused("already-seen")


def test_a_token_lives_ten_minutes(captcha, clock):
    """To the second, and it does not come back when a clock is set back far."""
    token = captcha.new()
    digits = captcha.digits(token)
    clock.pass_seconds(TOKEN_SECONDS)
    assert captcha.digits(token) == digits
    assert captcha.age(token) == TOKEN_SECONDS
    clock.pass_seconds(1)
    assert captcha.digits(token) is None
    assert captcha.verify(token, digits) == refused("expired")
    clock.now = NOW - 61
    assert captcha.verify(token, digits) == refused("expired")


def test_the_age_of_a_form_that_was_filled_in_before_is_not_known(captcha, clock):
    """Whoever wrote for an hour and then retypes six digits in two seconds is no robot."""
    first, again = captcha.new(), captcha.new(empty=False)
    clock.pass_seconds(2)
    assert [captcha.age(token) for token in (first, again)] == [2, None]
    assert captcha.verify(again, captcha.digits(again)) == PASSED


def test_a_clock_that_is_a_little_behind_refuses_nobody(captcha, clock):
    """Two instances never agree to the second."""
    token = captcha.new()
    clock.pass_seconds(-60)
    assert captcha.age(token) == 0
    assert captcha.verify(token, captcha.digits(token)) == PASSED


def test_another_key_knows_nothing_of_a_token(captcha, clock):
    """Nor does the secret key itself, used for something else."""
    other = CodeCaptcha(b"o" * 32, Uses(), clock)
    token = captcha.new()
    assert other.digits(token) is None
    assert other.age(token) is None
    assert other.verify(token, captcha.digits(token)) == refused("forged")


def test_tokens_made_at_one_moment_differ_in_token_and_digits(captcha):
    """Two hundred visitors of one second get their own; six digits may meet by chance."""
    tokens = {captcha.new() for _ in range(200)}
    assert len(tokens) == 200
    assert len({captcha.digits(token) for token in tokens}) > 190
    assert {len(token) for token in tokens} == {44}


def test_every_digit_comes_in_every_place(captcha):
    """No place and no digit is left out, a zero in front neither."""
    codes = [captcha.digits(captcha.new()) for _ in range(400)]
    assert [set(place) for place in zip(*codes, strict=True)] == [set(string.digits)] * 6


def test_the_seed_of_a_picture_is_that_of_its_token_and_medium(captcha):
    """The same picture each time, another for each token, and the sound does not give it away."""
    first, second = captcha.new(), captcha.new()
    assert captcha.seed(first, "image") == captcha.seed(first, "image")
    assert (
        len({captcha.seed(first, "image"), captcha.seed(second, "image"), captcha.seed(first, "sound")}) == 3
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("012345", "012345"),
        (" 012 345 ", "012345"),
        ("0-1-2–3—4‑5", "012345"),
        ("012.345", "012345"),
        ("012\u00a0345\u200b", "012345"),
        ("０１２３４５", "012345"),
        ("٠١٢٣٤٥", "012345"),
        ("०१२३४५", "012345"),
        ("𝟘𝟙𝟚345", "012345"),
        ("01234²", "01234²"),
        ("01234O", "01234O"),
        ("", ""),
    ],
)
def test_a_code_is_read_as_people_type_it(typed, read):
    """Spaces, dashes and any script's digits; what is no digit stays what it is."""
    assert read_digits(typed) == read


@pytest.mark.parametrize(
    "token",
    ["", "A" * 44, "é" * 44, "=", "A===", "\ud800", "A" * 300, "A" * 43, "-_" * 22, "\x00" * 44, "A\n" * 22],
)
def test_what_is_no_token_of_ours_is_refused(captcha, token):
    """Whatever it looks like, without a surprise."""
    assert captcha.digits(token) is None
    assert captcha.age(token) is None
    assert captcha.verify(token, "012345") == refused("forged")


def test_a_token_can_be_written_in_one_way_only(captcha):
    """Base64 with other letters, line ends or padding says the same bytes: still it is not that token."""
    token = next(token for token in iter(captcha.new, None) if "-" in token)
    for other in (token.replace("-", "+"), token + "\n", token + "====", token[:20] + " " + token[20:]):
        assert captcha.verify(other, captcha.digits(token)) == refused("forged")
    assert captcha.verify(token, captcha.digits(token)) == PASSED


@given(st.integers(0, 32), st.integers(1, 255), st.text(string.digits, min_size=6, max_size=6))
def test_no_altered_token_verifies(place, change, typed):
    """Whichever byte is changed, and whatever was typed, also its own digits."""
    captcha = CodeCaptcha(KEY, Uses(), FakeClock())
    token = captcha.new()
    raw = bytearray(base64.urlsafe_b64decode(token))
    raw[place] ^= change
    altered = base64.urlsafe_b64encode(bytes(raw)).decode()
    assert captcha.digits(altered) is None
    assert [captcha.verify(altered, code) for code in (typed, captcha.digits(token))] == [
        refused("forged")
    ] * 2


@given(
    st.one_of(
        st.text(max_size=60), st.binary(max_size=40).map(lambda raw: base64.urlsafe_b64encode(raw).decode())
    )
)
def test_no_forged_token_verifies(token):
    """Of any length and any letters."""
    captcha = CodeCaptcha(KEY, Uses(), FakeClock())
    assert captcha.digits(token) is None
    assert captcha.verify(token, "000000") == refused("forged")


@given(st.text(max_size=30))
def test_what_is_typed_never_surprises(typed):
    """Right is what reads as the digits, all else is wrong."""
    captcha = CodeCaptcha(KEY, Uses(), FakeClock())
    token = captcha.new()
    right = read_digits(typed) == captcha.digits(token)
    assert captcha.verify(token, typed) == (PASSED if right else refused("wrong"))


def test_of_twenty_at_once_one_gets_in(captcha):
    """Over SQLite: the store decides who was first."""
    token = captcha.new()
    digits = captcha.digits(token)
    with ThreadPoolExecutor(20) as pool:
        verdicts = list(pool.map(lambda _: captcha.verify(token, digits), range(20)))
    assert sorted(verdicts, key=str) == sorted([PASSED, *[refused("already-seen")] * 19], key=str)


def test_without_its_store_nobody_gets_in(clock):
    """It fails closed: the journey answers 503 and the text stays."""
    captcha = CodeCaptcha(KEY, BrokenOutbox(), clock)
    token = captcha.new()
    with pytest.raises(StoreUnavailableError):
        captcha.verify(token, captcha.digits(token))


def test_a_used_token_is_remembered_for_longer_than_it_lives(captcha, clock):
    """Wiped after that, it is too old by itself."""
    uses = Uses()
    captcha = CodeCaptcha(KEY, uses, clock)
    captcha.verify(captcha.new(), "")
    assert list(uses.tokens.values()) == [NOW + TOKEN_SECONDS + 3600]
