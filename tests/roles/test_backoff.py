"""The waits between restarts grow, are bounded, and are forgiven."""

from nullus.roles.backoff import CALM_SECONDS, FIRST_SECONDS, LONGEST_SECONDS, Backoff


def test_waits_double_up_to_a_limit() -> None:
    backoff = Backoff()
    waits = [backoff.next_delay(0) for _ in range(12)]
    assert waits[:4] == [FIRST_SECONDS, FIRST_SECONDS * 2, FIRST_SECONDS * 4, FIRST_SECONDS * 8]
    assert waits[-1] == LONGEST_SECONDS


def test_a_calm_minute_is_a_fresh_start() -> None:
    backoff = Backoff()
    for _ in range(5):
        backoff.next_delay(0)
    assert backoff.next_delay(CALM_SECONDS) == FIRST_SECONDS
