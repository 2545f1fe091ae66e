"""One-time codes: which moment they belong to, and what is none."""

from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullus.identity.factors import codes
from nullus.kit import new_id

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
APP = pyotp.TOTP(SECRET)
NOW = 1_700_000_010.0  # in the middle of a step
STEP = int(NOW // 30)


def test_the_code_of_this_step_and_its_neighbours_counts() -> None:
    for away in (-1, 0, 1):
        assert codes.matching_step(SECRET, APP.generate_otp(STEP + away), NOW) == STEP + away
    for away in (-2, 2, 10):
        assert codes.matching_step(SECRET, APP.generate_otp(STEP + away), NOW) is None


def test_the_numbers_of_the_standard_come_out() -> None:
    """RFC 6238, appendix B (SHA-1), the last six of its eight digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for moment, code in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        assert codes.matching_step(secret, code, moment) == moment // 30


def test_two_codes_that_follow_each_other_count_as_their_second() -> None:
    follow = [APP.generate_otp(STEP + away) for away in (-2, -1, 0, 1, 2)]
    assert codes.matching_step(SECRET, follow[1] + follow[2], NOW) == STEP
    assert codes.matching_step(SECRET, follow[2] + follow[3], NOW) == STEP + 1
    for pair in (follow[0] + follow[1], follow[3] + follow[4], follow[2] + follow[1], follow[2] + follow[2]):
        assert codes.matching_step(SECRET, pair, NOW) is None


@pytest.mark.parametrize(
    "code", ["", "1", "12345", "1234567", "12345a", "-23456", "١٢٣٤٥٦", "１２３４５６", "12345\n", "\0" * 6, "1e5000"]
)
def test_what_is_no_code_matches_nothing(code: str) -> None:
    assert codes.matching_step(SECRET, codes.plain(code), NOW) is None
    assert not codes.is_single(codes.plain(code))


def test_blanks_and_dashes_are_for_people() -> None:
    assert codes.plain("123 456") == codes.plain("123-456") == "123456"
    assert codes.is_recovery(codes.plain("abcd-efgh-2345-wxyz"))


def test_recovery_codes_are_ten_and_all_different() -> None:
    made = [code for _ in range(20) for code in codes.new_recovery_codes()]
    assert len(set(made)) == len(made) == 200
    assert all(codes.is_recovery(codes.plain(code)) and len(code) == 19 for code in made)


def test_the_same_code_of_two_accounts_has_two_digests() -> None:
    assert codes.recovery_digest(new_id(), "ABCD") != codes.recovery_digest(new_id(), "ABCD")


@given(st.text(max_size=80))
def test_an_address_in_the_qr_code_cannot_add_parameters(label: str) -> None:
    uri = codes.otpauth_uri(SECRET, label.encode("utf-8", "ignore").decode())
    parts = urlsplit(uri)
    assert {name: values[0] for name, values in parse_qs(parts.query).items()} == {
        "secret": SECRET,
        "issuer": "Nullus",
        "digits": "6",
        "period": "30",
    }
    assert pyotp.parse_uri(uri).secret == SECRET
