"""Secrets at rest: they open where they belong, and nowhere else."""

from pathlib import Path

import pytest

from nullus.platform.sealing import SealBroken, SealedByAnotherKey, Sealer, open_sealer

SEALER = Sealer("a secret")


def test_what_is_sealed_opens_again_and_never_looks_the_same_twice() -> None:
    first, second = (SEALER.seal(b"JBSWY3DP", "totp", "account") for _ in range(2))
    assert first != second
    assert b"JBSWY3DP" not in first
    assert SEALER.open(first, "totp", "account") == SEALER.open(second, "totp", "account") == b"JBSWY3DP"
    assert SEALER.open(SEALER.seal(b""), *()) == b""


@pytest.mark.parametrize("context", [(), ("totp",), ("totp", "another"), ("totpaccount",), ("account", "totp")])
def test_a_secret_that_was_moved_does_not_open(context: tuple[str, ...]) -> None:
    with pytest.raises(SealBroken):
        SEALER.open(SEALER.seal(b"x", "totp", "account"), *context)


def test_no_bit_can_be_changed_and_nothing_cut() -> None:
    sealed = SEALER.seal(b"secret", "a")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises((SealBroken, SealedByAnotherKey)):
            SEALER.open(bytes(changed), "a")
        with pytest.raises((SealBroken, SealedByAnotherKey)):
            SEALER.open(sealed[:place], "a")


def test_another_installations_key_is_named_as_the_cause() -> None:
    with pytest.raises(SealedByAnotherKey):
        Sealer("another").open(SEALER.seal(b"x", "a"), "a")


def test_the_key_lies_in_the_secrets_folder_and_stays(tmp_path: Path) -> None:
    sealed = open_sealer(tmp_path).seal(b"x", "a")
    assert open_sealer(tmp_path).open(sealed, "a") == b"x"
    assert ((tmp_path / "secrets" / "sealing-key").stat().st_mode & 0o777) == 0o600
